package io.xylem.xml.internal.scan;

import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The XML declaration (production 23 of XML 1.0), read strictly from bytes that are ASCII as far as it goes. */
final class Declaration {
    private static final Pattern VERSION = Pattern.compile("1\\.[0-9]+");
    private static final Pattern ENCODING = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    /** The declaration that most documents have. */
    private static final byte[] USUAL =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".getBytes(StandardCharsets.US_ASCII);

    final @Nullable String encoding;
    final int end;

    private Declaration(@Nullable String encoding, int end) {
        this.encoding = encoding;
        this.end = end;
    }

    /** Reads the declaration, if there is one, of a document that begins at {@code origin}. */
    static Declaration parse(byte[] bytes, int from, int to, int origin) {
        if (to - from < 6
                || bytes[from] != '<'
                || bytes[from + 1] != '?'
                || bytes[from + 2] != 'x'
                || bytes[from + 3] != 'm'
                || bytes[from + 4] != 'l'
                || !isSpace(bytes[from + 5])) {
            return new Declaration(null, from);
        }
        int usual = from + USUAL.length;
        if (usual <= to && Arrays.equals(bytes, from, usual, USUAL, 0, USUAL.length)) {
            return new Declaration("UTF-8", usual);
        }
        return new Reader(bytes, from, Math.min(to, from + 1024), origin).read();
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static final class Reader {
        private final byte[] bytes;
        private final int to;
        private final int origin;
        private int at;

        Reader(byte[] bytes, int from, int to, int origin) {
            this.bytes = bytes;
            this.to = to;
            this.origin = origin;
            this.at = from + 5;
        }

        Declaration read() {
            skipSpace();
            String version = pseudoAttribute("version");
            if (version == null || !VERSION.matcher(version).matches()) {
                throw malformed();
            }
            if (!version.equals("1.0")) {
                throw new DocumentException(
                        RejectCodes.XML_VERSION,
                        null,
                        0,
                        "only XML 1.0 is read; declare version 1.0 if the document is");
            }
            boolean space = skipSpace();
            String encoding = space ? pseudoAttribute("encoding") : null;
            if (encoding != null) {
                if (!ENCODING.matcher(encoding).matches()) {
                    throw malformed();
                }
                space = skipSpace();
            }
            String standalone = space ? pseudoAttribute("standalone") : null;
            if (standalone != null) {
                if (!standalone.equals("yes") && !standalone.equals("no")) {
                    throw malformed();
                }
                skipSpace();
            }
            if (at + 2 > to || bytes[at] != '?' || bytes[at + 1] != '>') {
                throw malformed();
            }
            return new Declaration(encoding, at + 2);
        }

        private boolean skipSpace() {
            int start = at;
            while (at < to && isSpace(bytes[at])) {
                at++;
            }
            return at > start;
        }

        private @Nullable String pseudoAttribute(String name) {
            byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < wanted.length; i++) {
                if (at + i >= to || bytes[at + i] != wanted[i]) {
                    return null;
                }
            }
            at += wanted.length;
            skipSpace();
            if (at >= to || bytes[at++] != '=') {
                throw malformed();
            }
            skipSpace();
            if (at >= to || (bytes[at] != '"' && bytes[at] != '\'')) {
                throw malformed();
            }
            byte quote = bytes[at++];
            int start = at;
            while (at < to && bytes[at] != quote) {
                at++;
            }
            if (at >= to) {
                throw malformed();
            }
            return new String(bytes, start, at++ - start, StandardCharsets.ISO_8859_1);
        }

        private DocumentException malformed() {
            return Refusals.malformed(null, at - origin, "the XML declaration is malformed; see XML 1.0, section 2.8");
        }
    }
}
