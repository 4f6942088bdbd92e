package io.xylem.xml.internal.scan;

import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import org.jspecify.annotations.Nullable;

/** The wording of refusals. None holds anything of a document but the path, which has a field of its own. */
final class Refusals {
    private Refusals() {}

    static DocumentException malformed(@Nullable String path, long offset, String what) {
        return new DocumentException(
                RejectCodes.NOT_WELL_FORMED,
                path,
                offset,
                "the document is not well-formed" + at(offset) + ": " + what);
    }

    static DocumentException encoding(long offset, String what) {
        return new DocumentException(RejectCodes.ENCODING, null, offset, what);
    }

    static DocumentException doctype(long offset) {
        return new DocumentException(
                RejectCodes.DOCTYPE,
                null,
                offset,
                "the document has a DOCTYPE; if its source is trusted, set doctype: internal in the mapping");
    }

    /** A limit of {@link io.xylem.core.Limits} by its name. */
    static DocumentException limit(String limit, @Nullable String path, long offset, String what) {
        return new DocumentException(
                "LIMIT_" + limit.toUpperCase(java.util.Locale.ROOT),
                path,
                offset,
                what + "; raise the limit '" + limit + "' if that is right");
    }

    /** The JVM ran out of heap or stack. */
    static DocumentException memory(Error cause) {
        return new DocumentException(
                "LIMIT_DOCUMENT",
                null,
                -1,
                "the document needs more memory than there is ("
                        + cause.getClass().getSimpleName() + "); give the JVM more, or lower the limit 'document'");
    }

    private static String at(long offset) {
        return offset < 0 ? "" : " at byte " + offset;
    }
}
