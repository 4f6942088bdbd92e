package io.xylem.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Documents of a {@link RandomModel}: parts left out, repeated and in any order, empty and nil elements, bad values, texts in every way
 * that XML can write them, and prefixes that change.
 */
final class ModelDocuments {
    private static final String[] SPACES = {" ", "\n", "\t", "\r\n", "  "};
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final RandomModel model;
    private final Random random;
    private final int most;
    private int elements;
    private Map<String, String> prefixes = Map.of();
    private boolean defaultUsed;

    ModelDocuments(RandomModel model, Random random, int size) {
        this.model = model;
        this.random = random;
        this.most = 60 * size;
    }

    byte[] next() {
        elements = 0;
        prefixes = random.nextBoolean() ? Map.of("o", "o", "t", "t") : Map.of("o", "t", "t", "p.q");
        defaultUsed = random.nextBoolean();
        StringBuilder declarations = new StringBuilder(" xmlns:xsi='" + XSI + "'");
        prefixes.forEach((own, prefix) -> declarations.append(declaration(prefix, own)));
        String text = element(model.root, "", declarations.toString(), false);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String declaration(String prefix, String own) {
        return " xmlns" + (prefix.isEmpty() ? "" : ":" + prefix) + "=\"" + RandomModel.NAMESPACES.getOrDefault(own, "")
                + '"';
    }

    private String element(RandomModel.Element element, String outerDefault, String declarations, boolean outer) {
        elements++;
        boolean inside = outer || element == model.record.element;
        String own = element.name.prefix();
        String standard = outerDefault;
        String prefix = prefixes.getOrDefault(own, "");
        String start = declarations;
        if (own.isEmpty() ? !standard.isEmpty() : defaultUsed && !standard.equals(own) && random.nextInt(3) == 0) {
            start += declaration("", own);
            standard = own;
        } else if (!own.isEmpty() && element.kind != ValueKind.XML && random.nextInt(20) == 0) {
            prefix = "again";
            start += declaration(prefix, own);
        }
        String name = (standard.equals(own) ? "" : prefix + ":") + element.name.local();
        if (element.kind == ValueKind.XML) {
            return "<" + name + start + ">" + subtree(2) + "</" + name + ">";
        }
        start += attributes(element, inside);
        if (element.kind != null && random.nextInt(15) == 0) {
            return "<" + name + start + " xsi:nil=\"" + (random.nextBoolean() ? "true" : "1") + "\"/>";
        }
        String content = content(element, standard, inside);
        return content.isEmpty() && random.nextBoolean()
                ? "<" + name + start + "/>"
                : "<" + name + start + ">" + content + "</" + name + space() + ">";
    }

    private String attributes(RandomModel.Element element, boolean inside) {
        List<String> attributes = new ArrayList<>();
        if (element.tested != null && random.nextInt(6) > 0) {
            attributes.add("test=\"" + (random.nextInt(4) > 0 ? element.tested : "no") + '"');
        }
        for (RandomModel.Attribute attribute : element.attributes) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            RandomModel.Name name = attribute.name();
            String value = attribute.kind() == null ? "strange" : value(attribute.kind(), name, inside);
            attributes.add((name.prefix().isEmpty() ? "" : prefixes.get(name.prefix()) + ":") + name.local() + space()
                    + "=\"" + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + '"');
        }
        Collections.shuffle(attributes, random);
        return attributes.isEmpty() ? "" : " " + String.join(" ", attributes);
    }

    private String content(RandomModel.Element element, String standard, boolean inside) {
        if (element.kind != null) {
            return written(value(element.kind, element.name, inside));
        }
        List<String> parts = new ArrayList<>();
        for (RandomModel.Element child : element.children) {
            for (int n = occurrences(child); n > 0; n--) {
                parts.add(element(child, standard, "", inside));
            }
        }
        Collections.shuffle(parts, random);
        boolean text = element.ownText ? random.nextInt(5) > 0 : random.nextInt(30) == 0;
        if (text) {
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                parts.add(random.nextInt(parts.size() + 1), written(value(ValueKind.STRING, element.name, inside)));
            }
        }
        return String.join(element.ownText || random.nextBoolean() ? "" : "\n  ", parts);
    }

    private int occurrences(RandomModel.Element element) {
        if (elements > most || random.nextInt(4) == 0) {
            return 0;
        }
        return element.most == 1 ? random.nextInt(12) == 0 ? 2 : 1 : random.nextInt(element.most + 1);
    }

    private String value(ValueKind kind, RandomModel.Name name, boolean inside) {
        int choice = random.nextInt(20);
        if (choice == 0) {
            return "";
        }
        if (name.split() != null) {
            return list(kind, name.split(), inside);
        }
        if (kind == ValueKind.STRING) {
            String text = kind.next(random);
            return choice < 6 ? space() + text + space() + kind.next(random) + space() : text;
        }
        String text = choice == 1 && inside ? "?" + kind.next(random) : kind.next(random);
        return choice < 4 ? space() + text + space() : text;
    }

    private String list(ValueKind kind, String split, boolean inside) {
        List<String> items = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            boolean bad = inside && random.nextInt(12) == 0;
            items.add(bad ? "?" : split.equals(",") && random.nextInt(8) == 0 ? "" : kind.next(random));
        }
        return split.equals(",") ? String.join(",", items) : space() + String.join(" " + space(), items) + space();
    }

    private String space() {
        return random.nextInt(3) > 0 ? "" : SPACES[random.nextInt(SPACES.length)];
    }

    /** A text as XML: escaped, as CDATA, or both, with comments and processing instructions in between. */
    private String written(String text) {
        int way = random.nextInt(6);
        if (way == 0 && !text.contains("]]>")) {
            return "<![CDATA[" + text + "]]>";
        }
        if (way == 1 && !text.isEmpty()) {
            int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
            return escaped(text.substring(0, half), 2)
                    + (random.nextBoolean() ? "<!-- <a> -->" : "<?pi <a>?>")
                    + escaped(text.substring(half), 9);
        }
        return escaped(text, way == 2 ? 2 : 99);
    }

    private String escaped(String text, int references) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '<' || c == '&' || c == '>') {
                out.append(c == '<' ? "&lt;" : c == '&' ? "&amp;" : "&gt;");
            } else if (c > ' ' && random.nextInt(references) == 0) {
                out.append("&#x").append(Integer.toHexString(c)).append(';');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Content that has one form only, so that its source can be told from a DOM. */
    private String subtree(int depth) {
        StringBuilder out = new StringBuilder("x" + random.nextInt(100));
        for (int n = depth == 0 ? 0 : random.nextInt(3); n > 0; n--) {
            out.append("<b k=\"")
                    .append(n)
                    .append("\">")
                    .append(subtree(depth - 1))
                    .append("</b>\n");
        }
        return out.toString();
    }
}
