package io.xylem.xml.internal.scan;

import io.xylem.core.Limits;
import io.xylem.testkit.DomOracle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** All that a document says, in one form whoever has read it: names with namespaces, sorted attributes, texts in one piece. */
final class Canonical {
    private Canonical() {}

    /** What the engines for documents make of one. */
    static String scan(byte[] bytes, Limits limits, boolean doctype) {
        NameTable names = new NameTable();
        Attributes attributes = new Attributes();
        Writer writer = new Writer();
        long deadline = System.nanoTime() + limits.seconds() * 1_000_000_000L;
        Entity entity = Entity.of(bytes, 0, bytes.length);
        Scanner scanner = new Scanner(limits, names, attributes, writer);
        if (!scanner.scan(entity, deadline)) {
            if (!doctype) {
                throw Refusals.doctype(scanner.position());
            }
            new DoctypeEngine(limits, names, attributes, writer).scan(entity, deadline);
        }
        return writer.out.toString();
    }

    static String scan(byte[] bytes) {
        return scan(bytes, Limits.DEFAULT, false);
    }

    /** What the engine for documents with a DOCTYPE makes of any. */
    static String woodstox(byte[] bytes, Limits limits) {
        Writer writer = new Writer();
        new DoctypeEngine(limits, new NameTable(), new Attributes(), writer)
                .scan(Entity.of(bytes, 0, bytes.length), System.nanoTime() + limits.seconds() * 1_000_000_000L);
        return writer.out.toString();
    }

    /** What the JDK makes of it. */
    static String of(Document document) {
        StringBuilder out = new StringBuilder();
        write(document.getDocumentElement(), out);
        return out.toString();
    }

    private static void write(Element element, StringBuilder out) {
        Map<String, String> attributes = new TreeMap<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            Attr attribute = (Attr) all.item(i);
            if (!Namespaces.XMLNS.equals(attribute.getNamespaceURI())) {
                attributes.put(name(attribute.getNamespaceURI(), attribute.getLocalName()), attribute.getValue());
            }
        }
        start(out, name(element.getNamespaceURI(), element.getLocalName()), attributes);
        StringBuilder text = new StringBuilder();
        write(element, text, out);
        flush(text, out);
        out.append("</>");
    }

    private static void write(Node parent, StringBuilder text, StringBuilder out) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            switch (child.getNodeType()) {
                case Node.ELEMENT_NODE -> {
                    flush(text, out);
                    write((Element) child, out);
                }
                case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> text.append(child.getNodeValue());
                case Node.ENTITY_REFERENCE_NODE -> write(child, text, out);
                default -> {}
            }
        }
    }

    private static String name(@Nullable String uri, String local) {
        return uri == null || uri.isEmpty() ? local : "{" + uri + "}" + local;
    }

    private static void start(StringBuilder out, String name, Map<String, String> attributes) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) ->
                out.append(' ').append(attribute).append("=[").append(value).append(']'));
        out.append('>');
    }

    private static void flush(StringBuilder text, StringBuilder out) {
        if (text.length() > 0) {
            out.append('[').append(text).append(']');
            text.setLength(0);
        }
    }

    static final class Writer implements Events {
        final StringBuilder out = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        /** The source ranges of all elements, in the order of their start tags; the path of each open one. */
        final List<int[]> ranges = new ArrayList<>();

        private final List<int[]> open = new ArrayList<>();

        @Override
        public void start(Name name, String uri, Attributes attributes, int offset) {
            flush(text, out);
            Map<String, String> values = new TreeMap<>();
            for (int i = 0; i < attributes.size(); i++) {
                values.put(
                        name(attributes.uri(i), attributes.name(i).local),
                        Utf8.string(attributes.bytes(i), attributes.from(i), attributes.to(i)));
            }
            Canonical.start(out, name(uri, name.local), values);
            int[] range = {offset, -1};
            ranges.add(range);
            open.add(range);
        }

        @Override
        public void text(byte[] bytes, int from, int to) {
            text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void end(int endOffset) {
            flush(text, out);
            out.append("</>");
            open.remove(open.size() - 1)[1] = endOffset;
        }

        @Override
        public @Nullable String path() {
            return null;
        }
    }

    static String dom(byte[] bytes) throws Exception {
        return of(DomOracle.parse(bytes));
    }
}
