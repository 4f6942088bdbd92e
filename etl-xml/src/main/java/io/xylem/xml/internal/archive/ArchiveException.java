package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;

/** An archive or an entry is refused. */
final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean last;

    private ArchiveException(String code, String message, boolean last) {
        super(message);
        this.code = code;
        this.last = last;
    }

    ArchiveException(String code, String message) {
        this(code, message, false);
    }

    static ArchiveException truncated(String message) {
        return new ArchiveException(RejectCodes.TRUNCATED, message + "; fetch the archive again");
    }

    static ArchiveException damaged(String message) {
        return new ArchiveException(RejectCodes.CRC, message + "; fetch the archive again");
    }

    static ArchiveException unsupported(String message) {
        return new ArchiveException(RejectCodes.UNSUPPORTED, message);
    }

    static ArchiveException limit(String what, String message, String option) {
        return new ArchiveException("LIMIT_" + what, message + remedy(option));
    }

    /** The heap is too small for a document that the limits would admit. */
    static ArchiveException memory(long bytes) {
        return new ArchiveException(
                "LIMIT_DOCUMENT",
                "the document has more than " + bytes
                        + " bytes, and needs more memory than there is; give the JVM more (-Xmx), or lower the parallelism");
    }

    /** A limit of the outermost archive: nothing more is read from it. */
    static ArchiveException lastLimit(String what, String message, String option) {
        return new ArchiveException("LIMIT_" + what, message + remedy(option), true);
    }

    private static String remedy(String option) {
        return "; raise the limit '" + option + "' if that is right";
    }

    String code() {
        return code;
    }

    /** Whether the outermost archive ends here. */
    boolean last() {
        return last;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
