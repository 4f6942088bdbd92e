package io.xylem.xml;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Small, dense documents at random: few names, so that paths meet often and elements nest in their own kind. */
final class RandomDocuments {
    private static final String[] NAMES = {"a", "b", "c", "p:a", "p:b", "q:c", "d"};
    private static final String[] TEXTS = {
        "x",
        "",
        " ",
        "\n",
        "1 2",
        "&lt;&amp;",
        "&#x1F600;",
        "é",
        "<![CDATA[<y>]]>",
        "<![CDATA[]]>",
        "<!-- n -->",
        "<?pi n?>",
        "\r\n",
        "]]",
        "&#13;",
        "日本"
    };
    private static final String[] VALUES = {"1", "2", "", "a&amp;b", "\t x", "é"};

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    byte[] next() {
        out.setLength(0);
        element(
                1,
                2 + random.nextInt(5),
                " xmlns:p='urn:one' xmlns:q='urn:two'" + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(int depth, int maxDepth, String declarations) {
        String name = pick(NAMES);
        out.append('<').append(name).append(declarations);
        if (random.nextInt(12) == 0) {
            out.append(" xmlns=\"")
                    .append(random.nextBoolean() ? "urn:one" : "")
                    .append('"');
        }
        for (String attribute : new String[] {"k", "b", "p:k", "q:k"}) {
            if (random.nextInt(5) == 0) {
                out.append(' ')
                        .append(attribute)
                        .append("='")
                        .append(pick(VALUES))
                        .append('\'');
            }
        }
        if (random.nextInt(12) == 0) {
            out.append(" xsi:nil=\"")
                    .append(pick(new String[] {"true", "1", "false", " true "}))
                    .append('"');
        }
        if (random.nextInt(8) == 0) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (int i = random.nextInt(6); i > 0; i--) {
            if (depth < maxDepth && random.nextInt(3) > 0) {
                element(depth + 1, maxDepth, "");
            } else {
                out.append(pick(TEXTS));
            }
        }
        out.append("</").append(name).append('>');
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
