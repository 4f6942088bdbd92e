package io.xylem.xml.internal.archive;

import io.xylem.core.XylemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Trouble on this side, such as a disk error or a full disk for temporary files: not the archive's fault. It fails the task,
 * where damage only refuses documents. Archive libraries may wrap or lose the exception, so the first one is kept here.
 */
final class LocalErrors {
    private @Nullable IOException first;

    /** Keeps an error and returns it. */
    IOException keep(IOException error) {
        if (first == null) {
            first = error;
        }
        return error;
    }

    /** Throws what is not the archive's fault; returns normally for everything else. */
    void rethrow(Throwable error) throws IOException {
        if (first != null) {
            throw first;
        }
        if (error instanceof XylemException ours) {
            throw ours;
        }
    }
}
