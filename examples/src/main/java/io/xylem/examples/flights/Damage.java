package io.xylem.examples.flights;

import io.xylem.core.RejectCodes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a damaged message. */
public enum Damage {
    /** The message ends in the middle. */
    CUT(RejectCodes.NOT_WELL_FORMED),
    /** The flight has no identifier, which the mapping requires. */
    WITHOUT_IDENTIFIER(RejectCodes.REQUIRED),
    /** A latitude is a word. */
    BAD_LATITUDE(null),
    /** The operator's name has an ampersand that is not escaped. */
    BARE_AMPERSAND(RejectCodes.NOT_WELL_FORMED),
    /** The operator's name has a letter in Latin-1 in the midst of UTF-8. */
    LATIN_1(RejectCodes.INVALID_UTF8),
    /** An end tag does not fit its start tag. */
    WRONG_END_TAG(RejectCodes.NOT_WELL_FORMED);

    private final @Nullable String rejectCode;

    Damage(@Nullable String rejectCode) {
        this.rejectCode = rejectCode;
    }

    /**
     * Why the message is refused.
     *
     * @return one of {@link RejectCodes}; empty if only a value is bad, which is rescued
     */
    public Optional<String> rejectCode() {
        return Optional.ofNullable(rejectCode);
    }

    /** The damaged copy of a document. */
    byte[] apply(byte[] document) {
        return switch (this) {
            case CUT -> Arrays.copyOf(document, document.length * 2 / 3);
            case WITHOUT_IDENTIFIER -> {
                int start = indexOf(document, " gufi=\"");
                yield replace(document, start, indexOf(document, " status=\"") - start, "");
            }
            case BAD_LATITUDE -> {
                int start = indexOf(document, "<g:lat>") + "<g:lat>".length();
                yield replace(document, start, indexOf(document, "</g:lat>") - start, "north");
            }
            case BARE_AMPERSAND -> replace(document, indexOf(document, "</f:operator>"), 0, " & Co");
            case LATIN_1 -> replace(document, indexOf(document, "</f:operator>"), 0, " \u00e9");
            case WRONG_END_TAG -> {
                int start = indexOf(document, "</f:operator>");
                yield replace(document, start, "</f:operator>".length(), "</f:Operator>");
            }
        };
    }

    private static int indexOf(byte[] document, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i <= document.length - wanted.length; i++) {
            if (Arrays.equals(document, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalStateException("a message has no " + ascii);
    }

    private static byte[] replace(byte[] document, int start, int length, String latin1) {
        byte[] inserted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        byte[] damaged = new byte[document.length - length + inserted.length];
        System.arraycopy(document, 0, damaged, 0, start);
        System.arraycopy(inserted, 0, damaged, start, inserted.length);
        int rest = start + length;
        System.arraycopy(document, rest, damaged, start + inserted.length, document.length - rest);
        return damaged;
    }
}
