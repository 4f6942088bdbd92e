package io.xylem.it;

import io.xylem.testkit.DomOracle;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The rows of a document as a slow reader sees them, who walks a JDK DOM for every row and column: an independent reading of
 * paths as they are written in a mapping file. Values are texts, or lists of texts.
 */
final class DomRows {
    private static final Pattern STEP =
            Pattern.compile("(//?)?(\\.|text\\(\\)|@?[^/\\[]+)((?:\\[@[^=]+=(?:'[^']*'|\"[^\"]*\")])*)");
    private static final Pattern CONDITION = Pattern.compile("\\[@([^=]+)=(?:'([^']*)'|\"([^\"]*)\")]");

    private final Mapping mapping;
    private final Map<Element, Integer> order = new HashMap<>();

    DomRows(Mapping mapping) {
        this.mapping = mapping;
    }

    List<Map<String, Object>> of(String source, byte[] bytes) throws Exception {
        Document document = DomOracle.parse(bytes);
        number(document.getDocumentElement());
        List<Map<String, Object>> rows = new ArrayList<>();
        long number = 0;
        for (Node record : select(document, mapping.record().path().text())) {
            List<Leaf> leaves = new ArrayList<>();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("_source", source);
            values.put("_record", number++);
            collect(document, (Element) record, mapping.record(), values, null, leaves);
            leaves.sort(Comparator.comparingInt(l -> order.get(l.element())));
            int row = 0;
            for (Leaf leaf : leaves) {
                leaf.values().put("_row", row++);
                rows.add(leaf.values());
            }
        }
        return rows;
    }

    private record Leaf(Element element, Map<String, Object> values) {}

    private void collect(
            Document document,
            Element element,
            Group group,
            Map<String, Object> inherited,
            String name,
            List<Leaf> leaves) {
        Map<String, Object> values = new LinkedHashMap<>(inherited);
        for (Column column : group.columns()) {
            values.put(column.name(), value(document, element, column));
        }
        values.put("_group", name);
        boolean leaf = true;
        for (Group child : group.groups()) {
            int ordinal = 0;
            for (Node instance : select(element, child.path().text())) {
                leaf = false;
                Map<String, Object> inner = new LinkedHashMap<>(values);
                inner.put("_" + child.name(), ordinal++);
                collect(document, (Element) instance, child, inner, child.name(), leaves);
            }
        }
        if (leaf) {
            leaves.add(new Leaf(element, values));
        }
    }

    private Object value(Document document, Element element, Column column) {
        String path = column.path().text();
        List<Node> found = select(path.startsWith("/") ? document : element, path);
        if (column.repeated()) {
            return found.isEmpty() ? null : found.stream().map(DomRows::text).toList();
        }
        if (found.isEmpty()) {
            return null;
        }
        return column.xml() ? found.get(0) : text(found.get(0));
    }

    private static String text(Node node) {
        return node instanceof Element element ? DomOracle.text(element) : node.getNodeValue();
    }

    private void number(Element element) {
        order.put(element, order.size());
        DomOracle.children(element).forEach(this::number);
    }

    List<Node> select(Node from, String path) {
        List<Node> at = List.of(from);
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            String name = steps.group(2);
            if (name.equals(".") || name.equals("text()")) {
                continue;
            }
            List<Node> next = new ArrayList<>();
            for (Node node : at) {
                if (name.startsWith("@")) {
                    attribute(node, name.substring(1), next);
                } else {
                    elements(node, name, "//".equals(steps.group(1)), steps.group(3), next);
                }
            }
            at = next;
        }
        return at;
    }

    private void attribute(Node node, String name, List<Node> into) {
        Node attribute = ((Element) node).getAttributeNodeNS(uri(name), local(name));
        if (attribute != null) {
            into.add(attribute);
        }
    }

    private void elements(Node node, String name, boolean deep, String conditions, List<Node> into) {
        for (Element child : DomOracle.children(node)) {
            if (named(child, name) && holds(child, conditions) && !into.contains(child)) {
                into.add(child);
            }
            if (deep) {
                elements(child, name, true, conditions, into);
            }
        }
    }

    private boolean named(Element element, String name) {
        String uri = element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
        return (name.equals("*") || local(name).equals(element.getLocalName()))
                && (name.equals("*") || name.startsWith("*:") || uri.equals(uri(name) == null ? "" : uri(name)));
    }

    private boolean holds(Element element, String conditions) {
        Matcher condition = CONDITION.matcher(conditions);
        while (condition.find()) {
            String value = condition.group(2) == null ? condition.group(3) : condition.group(2);
            Node attribute = element.getAttributeNodeNS(uri(condition.group(1)), local(condition.group(1)));
            if (attribute == null || !attribute.getNodeValue().equals(value)) {
                return false;
            }
        }
        return true;
    }

    private String uri(String name) {
        int colon = name.indexOf(':');
        if (colon < 0 || name.startsWith("*")) {
            return null;
        }
        String prefix = name.substring(0, colon);
        return prefix.equals("xml")
                ? "http://www.w3.org/XML/1998/namespace"
                : mapping.namespaces().get(prefix);
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
