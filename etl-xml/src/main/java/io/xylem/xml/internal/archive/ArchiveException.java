package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;

/** An archive or an entry is refused. */
final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;

    ArchiveException(String code, String message) {
        super(message);
        this.code = code;
    }

    static ArchiveException truncated(String message) {
        return new ArchiveException(RejectCodes.TRUNCATED, message + "; fetch the archive again");
    }

    static ArchiveException unsupported(String message) {
        return new ArchiveException(RejectCodes.UNSUPPORTED, message);
    }

    static ArchiveException limit(String what, String message, String option) {
        return new ArchiveException("LIMIT_" + what, message + "; raise the limit '" + option + "' if that is right");
    }

    String code() {
        return code;
    }
}
