package io.xylem.xml.internal.scan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Documents that are nearly right: pieces of good ones, put together wrongly. The same seed gives the same ones. */
final class Mutations {
    private static final String[] TOKENS = {
        "<",
        "</",
        "/>",
        ">",
        "<a>",
        "</a>",
        "<b c='d'/>",
        "&lt;",
        "&#0;",
        "&#xD;",
        "&#x1F600;",
        "&#xFFFE;",
        "&x;",
        "&",
        "]]>",
        "<![CDATA[",
        "]]",
        "<!--",
        "-->",
        "--",
        "<?p q?>",
        "<?xml version='1.0'?>",
        "<?",
        "?>",
        "=",
        "\"",
        "'",
        " xmlns='u'",
        " xmlns:p='u'",
        "p:",
        ":",
        " xml:lang='x'",
        " xmlns:xml='y'",
        "<!DOCTYPE a>",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u0001",
        "\ufeff",
        "\ufffe",
        "é",
        "\u0300",
        "日",
        "\u2028",
        "\ud83d\ude00",
        " a=\"1\" a='2'",
        "encoding='utf-8'",
        "standalone='yes'",
        "\u0085",
        "\u00b7",
        "-",
        ".",
        "0"
    };
    private static final Charset[] CHARSETS = {
        StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1
    };

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** A document made from another, with pieces of a third. */
    byte[] mutate(byte[] document, byte[] other) {
        byte[] changed = document;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            changed = change(changed, other);
        }
        return changed;
    }

    private byte[] change(byte[] document, byte[] other) {
        int at = random.nextInt(document.length + 1);
        int length = Math.min(1 + random.nextInt(8), document.length - at);
        return switch (random.nextInt(16)) {
            case 0, 1 -> splice(document, at, length, new byte[0]);
            case 2 -> splice(document, at, 0, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(document, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
            case 4, 5 -> splice(document, at, 0, range(document));
            case 6, 7 -> splice(document, at, length, range(other));
            case 8 -> random.nextInt(4) == 0 ? splice(document, at, document.length - at, new byte[0]) : document;
            case 9 -> random.nextInt(8) == 0 ? encoded(document) : document;
            default ->
                splice(
                        document,
                        at,
                        random.nextInt(3) == 0 ? length : 0,
                        TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    private byte[] encoded(byte[] document) {
        return new String(document, StandardCharsets.UTF_8).getBytes(CHARSETS[random.nextInt(CHARSETS.length)]);
    }

    private byte[] range(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(24));
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + inserted.length);
        out.write(bytes, 0, at);
        out.writeBytes(inserted);
        out.write(bytes, at + removed, bytes.length - at - removed);
        return out.toByteArray();
    }
}
