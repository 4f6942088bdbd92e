package io.xylem.xml;

import io.xylem.testkit.DomOracle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A document as the JDK's DOM sees it, with what DOM does not tell: the source text of elements and the order of attributes.
 * These come from splitting the text into tags, which is simple for a document known to be well-formed.
 */
final class Tree {
    private static final Pattern MARKUP =
            Pattern.compile("<!--[\\s\\S]*?-->|<!\\[CDATA\\[[\\s\\S]*?]]>|<\\?[\\s\\S]*?\\?>"
                    + "|</[^>]*+>|<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')++>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=<>/]+)\\s*=\\s*(?:\"[^\"]*\"|'[^']*')");

    /** An element; starts and ends are numbered through the document together. */
    static final class Node {
        final Element element;
        final @Nullable Node parent;
        final int start;
        int end;
        private final int sourceStart;
        String source = "";
        final List<Attr> attributes = new ArrayList<>();

        Node(Element element, @Nullable Node parent, int start, int sourceStart) {
            this.element = element;
            this.parent = parent;
            this.start = start;
            this.sourceStart = sourceStart;
        }

        String uri() {
            return element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
        }

        String local() {
            return element.getLocalName();
        }

        boolean inside(Node other) {
            return other.start < start && end < other.end;
        }
    }

    /** All elements in document order. */
    final List<Node> nodes = new ArrayList<>();

    private int events;
    private int tag;
    private final List<int[]> tags = new ArrayList<>();
    private final String text;

    private Tree(byte[] bytes) throws SAXException {
        String all = new String(bytes, StandardCharsets.UTF_8);
        text = all.startsWith("\uFEFF") ? all.substring(1) : all;
        Matcher matcher = MARKUP.matcher(text);
        while (matcher.find()) {
            char second = text.charAt(matcher.start() + 1);
            if (second != '!' && second != '?') {
                tags.add(new int[] {matcher.start(), matcher.end()});
            }
        }
        add(DomOracle.parse(bytes).getDocumentElement(), null);
    }

    static Tree parse(byte[] bytes) throws SAXException {
        return new Tree(bytes);
    }

    private void add(Element element, @Nullable Node parent) {
        int[] open = tags.get(tag++);
        Node node = new Node(element, parent, events++, open[0]);
        nodes.add(node);
        Matcher attribute = ATTRIBUTE.matcher(text.substring(open[0], open[1]));
        while (attribute.find()) {
            if (!attribute.group(1).equals("xmlns") && !attribute.group(1).startsWith("xmlns:")) {
                node.attributes.add(element.getAttributeNode(attribute.group(1)));
            }
        }
        DomOracle.children(element).forEach(child -> add(child, node));
        int end = open[1];
        if (text.charAt(end - 2) != '/') {
            end = tags.get(tag++)[1];
        }
        node.end = events++;
        node.source =
                text.substring(node.sourceStart, end).replace("\r\n", "\n").replace('\r', '\n');
    }
}
