package io.xylem.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The JDK's DOM as an oracle: an independent reading of a document to compare with. Namespace-aware; never reads anything
 * external.
 */
public final class DomOracle {
    private DomOracle() {}

    /**
     * The name of an element or attribute in a path.
     *
     * @param uri its namespace; empty for none, {@code *} for any
     * @param local its local name; {@code *} for any
     */
    public record Name(String uri, String local) {
        /** Matches every element. */
        public static final Name ANY = new Name("*", "*");

        /**
         * Whether a node has this name.
         *
         * @param node an element or attribute
         * @return whether it matches
         */
        public boolean matches(Node node) {
            String namespace = node.getNamespaceURI() == null ? "" : node.getNamespaceURI();
            return (uri.equals("*") || uri.equals(namespace))
                    && (local.equals("*") || local.equals(node.getLocalName()));
        }
    }

    /**
     * Parses a document that has no DOCTYPE.
     *
     * @param bytes the document
     * @return its tree
     * @throws SAXException if it is not well-formed or has a DOCTYPE
     */
    public static Document parse(byte[] bytes) throws SAXException {
        return parse(bytes, false);
    }

    /**
     * Parses a document.
     *
     * @param bytes the document
     * @param doctype whether a DOCTYPE is let in; its internal subset is expanded then, within the JDK's limits
     * @return its tree, entity references expanded, CDATA sections kept as nodes of their own
     * @throws SAXException if it is not well-formed, or has a DOCTYPE that is not let in
     */
    public static Document parse(byte[] bytes, boolean doctype) throws SAXException {
        DocumentBuilder builder = builder(doctype);
        builder.setErrorHandler(new Strict());
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new ByteArrayInputStream(new byte[0])));
        try {
            return builder.parse(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            // The JDK reports malformed byte sequences this way.
            throw new SAXException("malformed bytes: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the JDK takes a document without DOCTYPE for well-formed, namespaces included.
     *
     * @param bytes the document
     * @return whether it does
     */
    public static boolean wellFormed(byte[] bytes) {
        try {
            parse(bytes);
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    private static DocumentBuilder builder(boolean doctype) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", !doctype);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setExpandEntityReferences(true);
            factory.setXIncludeAware(false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new AssertionError("the JDK's own parser lacks a feature", e);
        }
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {}

        @Override
        public void error(SAXParseException exception) {}

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    /**
     * An element's own text: its characters and CDATA sections, not those of its children.
     *
     * @param element the element
     * @return the text, as it is, possibly empty
     */
    public static String text(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        return text.toString();
    }

    /**
     * The value of an attribute.
     *
     * @param element the element
     * @param uri the attribute's namespace; empty for none
     * @param local its local name
     * @return the value; null if the element has no such attribute
     */
    public static @Nullable String attribute(Element element, String uri, String local) {
        Attr attribute = element.getAttributeNodeNS(uri.isEmpty() ? null : uri, local);
        return attribute == null ? null : attribute.getValue();
    }

    /**
     * The child elements.
     *
     * @param parent a document or element
     * @return its elements, in document order
     */
    public static List<Element> children(Node parent) {
        List<Element> elements = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /**
     * The elements that a path of child steps leads to.
     *
     * @param from where the path starts: a document or element
     * @param steps the steps
     * @return the elements, in document order
     */
    public static List<Element> select(Node from, Name... steps) {
        return select(from, List.of(steps));
    }

    /**
     * The elements that a path of child steps leads to.
     *
     * @param from where the path starts: a document or element
     * @param steps the steps
     * @return the elements, in document order
     */
    public static List<Element> select(Node from, List<Name> steps) {
        List<Node> nodes = List.of(from);
        for (Name step : steps) {
            List<Node> next = new ArrayList<>();
            for (Node node : nodes) {
                children(node).stream().filter(step::matches).forEach(next::add);
            }
            nodes = next;
        }
        return nodes.stream().map(Element.class::cast).toList();
    }

    /**
     * All elements of a name below a node, at any depth.
     *
     * @param from a document or element; not itself among the results
     * @param name the name
     * @return the elements, in document order
     */
    public static List<Element> descendants(Node from, Name name) {
        List<Element> found = new ArrayList<>();
        for (Element child : children(from)) {
            if (name.matches(child)) {
                found.add(child);
            }
            found.addAll(descendants(child, name));
        }
        return found;
    }

    /**
     * The absolute path of an element, without positions.
     *
     * @param element the element
     * @return steps of the form {@code /{uri}name}, or {@code /name} where there is no namespace
     */
    public static String path(Element element) {
        String uri = element.getNamespaceURI();
        String step = "/" + (uri == null ? "" : "{" + uri + "}") + element.getLocalName();
        return element.getParentNode() instanceof Element parent ? path(parent) + step : step;
    }
}
