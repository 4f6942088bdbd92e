package io.xylem.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes well-formed XML documents at random, the same ones for the same seed. Names come from a small pool, so that elements
 * repeat and paths meet again; they are names in every edition of XML 1.0. No DOCTYPE, UTF-8. Used by one thread.
 */
public final class XmlGenerator {
    /** What may occur in a document. */
    public enum Feature {
        /** Attributes. */
        ATTRIBUTES,
        /** Namespaces: prefixes, default namespaces, redeclarations. */
        NAMESPACES,
        /** CDATA sections. */
        CDATA,
        /** Predefined entities and character references. */
        REFERENCES,
        /** Comments. */
        COMMENTS,
        /** Processing instructions. */
        INSTRUCTIONS,
        /** Characters beyond ASCII, in text and names. */
        NON_ASCII,
        /** Line ends other than a line feed. */
        LINE_ENDS,
        /** An XML declaration. */
        DECLARATION,
        /** A byte order mark. */
        BYTE_ORDER_MARK
    }

    private static final String[] NAMES = {"a", "b", "item", "code", "pos", "x-y", "_z", "n.1", "data", "List"};
    private static final String[] FOREIGN_NAMES = {"é", "größe", "名", "Ωx"};
    private static final String[] URIS = {"urn:one", "urn:two", "http://example.org/three#", "urn:one"};
    private static final String[] PREFIXES = {"p", "q", "long-prefix"};
    private static final String[] FOREIGN = {"ä", "€", "日本", "😀", "\u0085", "\u2028", "\uFFFD", "\uE000"};

    private final Random random;
    private final EnumSet<Feature> features = EnumSet.allOf(Feature.class);
    private int maxDepth = 6;
    private int maxChildren = 5;

    private final StringBuilder out = new StringBuilder();
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();

    /**
     * A generator with all features.
     *
     * @param seed decides all documents
     */
    public XmlGenerator(long seed) {
        random = new Random(seed);
    }

    /**
     * Leaves features out.
     *
     * @param unwanted the features
     * @return this
     */
    public XmlGenerator without(Feature... unwanted) {
        features.removeAll(Arrays.asList(unwanted));
        return this;
    }

    /**
     * Bounds the size of documents.
     *
     * @param depth nesting of elements, at least 1
     * @param children children of an element, at least 0
     * @return this
     */
    public XmlGenerator size(int depth, int children) {
        maxDepth = depth;
        maxChildren = children;
        return this;
    }

    /**
     * Makes the next document.
     *
     * @return its bytes, UTF-8
     */
    public byte[] next() {
        out.setLength(0);
        scopes.clear();
        scopes.push(new LinkedHashMap<>(Map.of("", "")));
        if (with(Feature.BYTE_ORDER_MARK, 8)) {
            out.append('\uFEFF');
        }
        if (with(Feature.DECLARATION, 2)) {
            out.append(random.nextBoolean() ? "<?xml version=\"1.0\"?>" : "<?xml version='1.0' encoding='UTF-8' ?>\n");
        }
        misc();
        element(1);
        misc();
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Damages a document: removes, doubles, replaces or swaps a few bytes, or cuts it off. The result may still be
     * well-formed.
     *
     * @param document the document, left alone
     * @return the damaged copy
     */
    public byte[] damage(byte[] document) {
        byte[] copy = document.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && copy.length > 1; i++) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(5)) {
                case 0 -> copy = splice(copy, at, 1, new byte[0]);
                case 1 -> copy = splice(copy, at, 0, new byte[] {copy[at]});
                case 2 -> copy[at] = (byte) random.nextInt(256);
                case 3 -> copy[at] = (byte) "<>&'\"]=/;! \0-x?".charAt(random.nextInt(15));
                default -> copy = random.nextInt(4) == 0 ? Arrays.copyOf(copy, at) : copy;
            }
        }
        return copy;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }

    private boolean with(Feature feature, int oneIn) {
        return random.nextInt(oneIn) == 0 && features.contains(feature);
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void misc() {
        space(0);
        for (int i = random.nextInt(3); i > 0; i--) {
            comment();
            instruction();
            space(0);
        }
    }

    private void space(int least) {
        for (int i = least + random.nextInt(2); i > 0; i--) {
            String[] plain = {" ", "\n", "\t"};
            String[] ends = {"\r\n", "\r", "\n"};
            out.append(with(Feature.LINE_ENDS, 3) ? pick(ends) : pick(plain));
        }
    }

    private void element(int depth) {
        Map<String, String> scope = new LinkedHashMap<>(scopes.element());
        List<String> declarations = declarations(scope);
        scopes.push(scope);
        String name = elementName(scope);
        out.append('<').append(name);
        List<String> attributes = new ArrayList<>(declarations);
        if (features.contains(Feature.ATTRIBUTES)) {
            attributes.addAll(attributes(scope));
        }
        for (String attribute : attributes) {
            space(1);
            out.append(attribute);
        }
        space(0);
        if (random.nextInt(8) == 0) {
            out.append("/>");
        } else {
            out.append('>');
            content(depth);
            out.append("</").append(name);
            space(0);
            out.append('>');
        }
        scopes.pop();
    }

    private String localName() {
        return with(Feature.NON_ASCII, 10) ? pick(FOREIGN_NAMES) : pick(NAMES);
    }

    private String elementName(Map<String, String> scope) {
        String prefix = pick(scope.keySet().toArray(new String[0]));
        return prefix.isEmpty() ? localName() : prefix + ":" + localName();
    }

    /** Declares a few namespaces, as attributes; the scope is changed. */
    private List<String> declarations(Map<String, String> scope) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            if (with(Feature.NAMESPACES, 2)) {
                String prefix = random.nextInt(3) == 0 ? "" : pick(PREFIXES);
                String uri = prefix.isEmpty() && random.nextInt(3) == 0 ? "" : pick(URIS);
                declared.put(prefix, uri);
            }
        }
        scope.putAll(declared);
        List<String> attributes = new ArrayList<>();
        declared.forEach(
                (prefix, uri) -> attributes.add((prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix) + "=" + quoted(uri)));
        return attributes;
    }

    private List<String> attributes(Map<String, String> scope) {
        List<String> attributes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String prefix = pick(scope.keySet().toArray(new String[0]));
            String local = localName();
            String uri = prefix.isEmpty() ? "" : scope.get(prefix);
            if (taken.add("{" + uri + "}" + local)) {
                String equals = random.nextInt(5) == 0 ? " = " : "=";
                attributes.add((prefix.isEmpty() ? local : prefix + ":" + local) + equals + quoted(attributeValue()));
            }
        }
        return attributes;
    }

    private String quoted(String value) {
        char quote = random.nextBoolean() ? '"' : '\'';
        return quote + value.replace(Character.toString(quote), quote == '"' ? "&quot;" : "&#39;") + quote;
    }

    private String attributeValue() {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            value.append(chunk()).append(random.nextInt(5) == 0 ? pick(new String[] {"\n", "\t", "'", "\""}) : "");
        }
        return value.toString();
    }

    private void content(int depth) {
        boolean leaf = depth >= maxDepth || random.nextInt(3) == 0;
        int pieces = leaf ? random.nextInt(4) : random.nextInt(maxChildren + 1);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(leaf ? 5 : 10)) {
                case 0 -> comment();
                case 1 -> instruction();
                case 2 -> cdata();
                case 3 -> out.append(chunk());
                case 4 -> space(1);
                default -> element(depth + 1);
            }
        }
    }

    /** Some text that is safe anywhere in content, and in attribute values but for quotes. */
    private String chunk() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            int kind = random.nextInt(20);
            if (kind == 0 && features.contains(Feature.REFERENCES)) {
                text.append(pick(
                        new String[] {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#65;", "&#x1F600;", "&#xD;"}));
            } else if (kind == 1 && features.contains(Feature.NON_ASCII)) {
                text.append(pick(FOREIGN));
            } else if (kind == 2) {
                text.append(pick(new String[] {"]", "]]", "-", "?", "!", "=", "/", ";", "#"}));
            } else {
                text.append("abcdefghijklmnopqrstuvwxyz0123456789 .,:+".charAt(random.nextInt(41)));
            }
        }
        return text.toString();
    }

    private void cdata() {
        if (features.contains(Feature.CDATA)) {
            String[] contents = {"", "x", "<a>&amp;</a>", "]]", "]", "a]]b>", "\n", "&", "]]]"};
            out.append("<![CDATA[").append(pick(contents)).append("]]>");
        }
    }

    private void comment() {
        if (with(Feature.COMMENTS, 2)) {
            String[] contents = {"", " c ", "<a>&b;", "a-b", "]]>", "- - ", "é"};
            String content = pick(contents);
            out.append("<!--")
                    .append(features.contains(Feature.NON_ASCII) ? content : content.replace("é", "e"))
                    .append("-->");
        }
    }

    private void instruction() {
        if (with(Feature.INSTRUCTIONS, 3)) {
            String[] contents = {"<?pi?>", "<?pi a=\"b\"?>", "<?xml-stylesheet ??>", "<?t <a>&--]]>?>"};
            out.append(pick(contents));
        }
    }
}
