package io.xylem.it;

import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.testkit.DomOracle;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** The mapped part of a document as a slow reader sees it, who walks a JDK DOM for each instance and column. */
final class MappedTree {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    private static final Pattern STEP = Pattern.compile("/{0,2}[^/]+");

    /** A record and its instances, by the places of their start tags, as paths of names and ordinals. */
    record MappedRecord(String source, long number, Instance tree, List<String> leaves, List<String> instances) {}

    private record Placed(
            RandomModel.Level level,
            int depthFirst,
            Element element,
            Instance instance,
            Placed parent,
            String branch) {}

    private final RandomModel model;
    private final DomRows dom;
    private final Document document;
    private final Map<Node, Integer> starts = new HashMap<>();
    private final Map<Node, Integer> ends = new HashMap<>();
    private final Map<RandomModel.Level, Integer> depthFirst = new HashMap<>();
    private final List<Placed> instances = new ArrayList<>();
    private final Set<Node> read = new HashSet<>();
    private final Set<Node> sources = new HashSet<>();
    private final Set<Node> steps = new HashSet<>();
    /** By absolute column, what the records that were met could read if it stands before their ends. */
    private final Map<RandomModel.Column, Set<Node>> late = new HashMap<>();

    private final Set<Node> lateSources = new HashSet<>();
    private final Set<List<Object>> metAgain = new HashSet<>();
    final List<MappedRecord> records = new ArrayList<>();

    MappedTree(RandomModel model, DomRows dom, String source, byte[] bytes) throws Exception {
        this.model = model;
        this.dom = dom;
        this.document = DomOracle.parse(bytes);
        number(document.getDocumentElement());
        order(model.record);
        mark(document, model.record.path);
        for (Node record : dom.select(document, model.record.path)) {
            int first = instances.size();
            Placed placed = instance(model.record, (Element) record, null, 0);
            List<Placed> own = instances.subList(first, instances.size()).stream()
                    .sorted(Comparator.comparingInt((Placed p) -> starts.get(p.element))
                            .thenComparingInt(p -> p.depthFirst))
                    .toList();
            records.add(new MappedRecord(
                    source,
                    records.size(),
                    placed.instance,
                    own.stream()
                            .filter(p -> p.instance.groups.isEmpty())
                            .map(p -> p.branch)
                            .toList(),
                    own.stream().skip(1).map(p -> p.branch).toList()));
        }
        absolute(model.record);
        if (model.unmapped == Unmapped.RESCUE) {
            unmapped(document.getDocumentElement());
        }
    }

    /** What absolute columns want is read, unless there are records that could read it, and it stands behind them all. */
    private void absolute(RandomModel.Level level) {
        for (RandomModel.Column column : level.columns) {
            if (column.path().startsWith("/")) {
                Set<Node> reachable = late.getOrDefault(column, Set.of());
                (column.kind() == ValueKind.XML ? sources : read)
                        .addAll(dom.select(document, column.path()).stream()
                                .filter(node -> !reachable.contains(node))
                                .toList());
                if (column.kind() == ValueKind.XML) {
                    lateSources.addAll(reachable);
                }
            }
        }
        level.groups.forEach(this::absolute);
    }

    private void number(Element element) {
        starts.put(element, starts.size() + ends.size());
        DomOracle.children(element).forEach(this::number);
        ends.put(element, starts.size() + ends.size());
    }

    private void order(RandomModel.Level level) {
        depthFirst.put(level, depthFirst.size());
        level.groups.forEach(this::order);
    }

    private Placed instance(RandomModel.Level level, Element element, Placed parent, int ordinal) {
        Instance instance = new Instance(level.name, ordinal);
        String branch = parent == null ? "" : parent.branch + "/" + level.name + "[" + ordinal + "]";
        Placed placed = new Placed(level, depthFirst.get(level), element, instance, parent, branch);
        instances.add(placed);
        for (RandomModel.Column column : level.columns) {
            instance.values.put(column.name(), value(placed, column));
        }
        for (RandomModel.Level group : level.groups) {
            mark(element, group.path);
            int place = 0;
            for (Node child : dom.select(element, group.path)) {
                instance.add(instance(group, (Element) child, placed, place++).instance);
            }
        }
        return placed;
    }

    /** Notes what a path goes through. */
    private void mark(Node from, String path) {
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            for (Node node : dom.select(from, path.substring(0, step.end()))) {
                if (node instanceof Element element) {
                    steps.add(element);
                    if (step.group().contains("[@test=")) {
                        read.add(element.getAttributeNode("test"));
                    }
                }
            }
        }
    }

    private List<Node> nodes(Placed placed, RandomModel.Column column) {
        if (!column.path().startsWith("/")) {
            mark(placed.element, column.path());
            List<Node> nodes = dom.select(placed.element, column.path());
            (column.kind() == ValueKind.XML ? sources : read).addAll(nodes);
            return nodes;
        }
        mark(document, column.path());
        String[] chain = placed.level.chain.split("/");
        String[] path = column.path().split("/");
        int shared = 0;
        while (shared < chain.length && chain[shared].equals(path[shared])) {
            shared++;
        }
        Node context = placed.element;
        for (int i = shared; i < chain.length; i++) {
            context = context.getParentNode();
        }
        String rest = String.join("/", Arrays.asList(path).subList(shared, path.length));
        Placed record = placed;
        while (record.parent != null) {
            record = record.parent;
        }
        int end = ends.get(record.element);
        List<Node> all = dom.select(context, rest);
        List<Node> nodes = all.stream()
                .filter(n -> n instanceof Attr a ? starts.get(a.getOwnerElement()) < end : ends.get(n) <= end)
                .toList();
        (column.kind() == ValueKind.XML ? sources : read).addAll(nodes);
        all.stream()
                .filter(n -> !nil(n) && !(column.onlyFirst() && n != all.get(0)))
                .forEach(late.computeIfAbsent(column, c -> new HashSet<>())::add);
        return nodes;
    }

    private Object value(Placed placed, RandomModel.Column column) {
        List<Node> nodes = nodes(placed, column);
        if (!column.repeated() && nodes.size() > 1) {
            for (Node again : nodes.subList(1, nodes.size())) {
                if (!column.onlyFirst() && metAgain.add(List.of(column, again))) {
                    rescue(placed, column, again, -1, raw(column, again));
                }
            }
            nodes = nodes.subList(0, 1);
        }
        if (!column.repeated() && column.split() == null) {
            return nodes.isEmpty() ? null : item(placed, column, nodes.get(0), -1, raw(column, nodes.get(0)));
        }
        List<Object> items = new ArrayList<>();
        for (Node node : nodes) {
            String text = raw(column, node);
            if (column.split() == null) {
                items.add(item(placed, column, node, -1, text));
                continue;
            }
            String[] parts = column.split().equals(",")
                    ? text.split(",", -1)
                    : stripped(text).split("[ \t\n\r]+");
            for (int i = 0; i < parts.length && !nil(node) && !stripped(text).isEmpty(); i++) {
                items.add(item(placed, column, node, parts[i].equals(text) ? -1 : i, parts[i]));
            }
        }
        return items.isEmpty() ? null : items;
    }

    private Object item(Placed placed, RandomModel.Column column, Node node, int index, String text) {
        if (nil(node)) {
            return null;
        }
        if (column.kind().text()) {
            return column.trim() ? stripped(text) : text;
        }
        String value = stripped(text);
        if (value.startsWith("?")) {
            rescue(placed, column, node, index, text);
            return null;
        }
        return value.isEmpty() ? null : value;
    }

    /** A node is listed once, whichever columns read it, if it has a text that can be told from others. */
    private void rescue(Placed placed, RandomModel.Column column, Node node, int index, String text) {
        if (model.badValue == BadValue.RESCUE) {
            boolean told = text != null && !text.isEmpty();
            placed.instance.rescued.add(
                    new Instance.Rescue(told ? List.of(node, index) : List.of(node, column), path(node), text));
        }
    }

    private static boolean nil(Node node) {
        return node instanceof Element element
                && Set.of("true", "1")
                        .contains(element.getAttributeNS(XSI, "nil").strip());
    }

    private static String stripped(String text) {
        return text.replaceAll("^[ \t\n\r]+|[ \t\n\r]+$", "");
    }

    private static String raw(RandomModel.Column column, Node node) {
        if (column.kind() == ValueKind.XML) {
            return source((Element) node);
        }
        return node instanceof Element element ? DomOracle.text(element) : node.getNodeValue();
    }

    private static String source(Element element) {
        StringBuilder out = new StringBuilder("<" + element.getTagName());
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            out.append(' ')
                    .append(attributes.item(i).getNodeName())
                    .append("=\"")
                    .append(attributes.item(i).getNodeValue());
            out.append('"');
        }
        out.append('>');
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            out.append(child instanceof Element inner ? source(inner) : child.getNodeValue());
        }
        return out.append("</" + element.getTagName() + ">").toString();
    }

    private String path(Node node) {
        if (node instanceof Attr attribute) {
            return path(attribute.getOwnerElement()) + "/@" + name(node);
        }
        return node instanceof Document ? "" : path(node.getParentNode()) + "/" + name(node);
    }

    private static String name(Node node) {
        for (Map.Entry<String, String> namespace : RandomModel.NAMESPACES.entrySet()) {
            if (namespace.getValue().equals(node.getNamespaceURI())) {
                return namespace.getKey() + ":" + node.getLocalName();
            }
        }
        return node.getLocalName();
    }

    /** Gives what nothing reads to the innermost instance around it, or to the first record. */
    private void unmapped(Element element) {
        if (sources.contains(element)) {
            return;
        }
        if (lateSources.contains(element)) {
            unmapped(element, element, source(element));
            return;
        }
        boolean attributed = false;
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            if (XSI.equals(attribute.getNamespaceURI()) || XMLNS.equals(attribute.getNamespaceURI())) {
                continue;
            }
            attributed = true;
            if (!read.contains(attribute)) {
                unmapped(element, attribute, attribute.getNodeValue());
            }
        }
        List<Element> children = DomOracle.children(element);
        String text = DomOracle.text(element);
        boolean blank = stripped(text).isEmpty();
        boolean empty = text.isEmpty() && !attributed && children.isEmpty() && !steps.contains(element);
        if (!read.contains(element) && (empty || !blank)) {
            unmapped(element, element, text);
        }
        children.forEach(this::unmapped);
    }

    private void unmapped(Element element, Node node, String text) {
        Placed owner = instances.stream()
                .filter(p -> starts.get(p.element) <= starts.get(element) && ends.get(element) <= ends.get(p.element))
                .max(Comparator.comparingInt((Placed p) -> starts.get(p.element))
                        .thenComparingInt(p -> p.depthFirst))
                .orElse(instances.isEmpty() ? null : instances.get(0));
        if (owner != null) {
            owner.instance.rescued.add(new Instance.Rescue(List.of(node, -1), path(node), text));
        }
    }
}
