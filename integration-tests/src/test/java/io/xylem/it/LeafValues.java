package io.xylem.it;

import io.xylem.core.shred.ShredLevel;
import io.xylem.xml.XmlRows;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * How often each value is there: each attribute and each element's own text that is not blank. Once as the JDK's DOM finds them
 * in documents, once as they stand in rows, each instance of a level taken once however many rows repeat it.
 */
final class LeafValues {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private LeafValues() {}

    /** The values of a document. */
    static Map<String, Integer> ofDocument(byte[] document) throws Exception {
        Map<String, Integer> values = new TreeMap<>();
        collect(parse(new InputSource(new ByteArrayInputStream(document)), true), values);
        return values;
    }

    private static void collect(Node element, Map<String, Integer> values) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            String name = attribute.getName();
            boolean schema = XSI.equals(attribute.getNamespaceURI()) || name.startsWith("xsi:");
            if (!schema && !name.equals("xmlns") && !name.startsWith("xmlns:")) {
                add(attribute.getValue(), values);
            }
        }
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                collect(child, values);
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        add(text.toString(), values);
    }

    private static void add(String value, Map<String, Integer> values) {
        if (!value.chars().allMatch(c -> " \t\r\n".indexOf(c) >= 0)) {
            values.merge(value, 1, Integer::sum);
        }
    }

    /** The values of all rows, by source. What stands in {@code _rescued} is added to the counts given. */
    static Map<String, Map<String, Integer>> ofRows(Mapping mapping, XmlRows rows, Map<String, Integer> rescued)
            throws Exception {
        Map<String, Map<String, Integer>> bySource = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<ShredLevel> levels = mapping.schema().levels();
        List<Group> groups = mapping.levels();
        List<String> names = groups.stream().map(Group::name).toList();
        String source = "";
        while (rows.next()) {
            if (!rows.source().equals(source)) {
                source = rows.source();
                seen.clear();
            }
            Map<String, Integer> values = bySource.computeIfAbsent(source, s -> new TreeMap<>());
            for (int level = names.indexOf(rows.group() == null ? names.get(0) : rows.group());
                    level >= 0;
                    level = levels.get(level).parent()) {
                if (seen.add(key(rows, levels, level))) {
                    for (Column column : groups.get(level).columns()) {
                        add(rows, column, values);
                    }
                }
            }
            rows.rescued().forEach((path, texts) -> rescued.merge(path, texts.size(), Integer::sum));
        }
        return bySource;
    }

    /** Names an instance inside its document. */
    private static String key(XmlRows rows, List<ShredLevel> levels, int level) {
        StringBuilder key = new StringBuilder(level + "@" + rows.record());
        for (int at = level; at > 0; at = levels.get(at).parent()) {
            key.append('.').append(rows.ordinal(levels.get(at).name()));
        }
        return key.toString();
    }

    private static void add(XmlRows rows, Column column, Map<String, Integer> values) throws Exception {
        for (String text : rows.list(column.name())) {
            if (text == null) {
                continue;
            }
            if (column.xml()) {
                collect(parse(new InputSource(new StringReader(text)), false), values);
            } else {
                add(text, values);
            }
        }
    }

    /** Reads a document, or without regard to namespaces a piece of one whose prefixes may be declared outside of it. */
    private static Node parse(InputSource source, boolean namespaces) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(namespaces);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        return factory.newDocumentBuilder().parse(source).getDocumentElement();
    }
}
