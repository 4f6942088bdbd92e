package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream as far as it goes, and says how much of it can be believed: all, if it ended well; what came out, if it was
 * cut; only what check sums have confirmed, if it was damaged.
 */
final class Drain {
    private final InputStream in;
    private final @Nullable Decompressed decompressed;
    private final LocalErrors errors;
    private long produced;
    private @Nullable ArchiveException failure;

    /**
     * A drain of a stream.
     *
     * @param in the stream
     * @param decompressed the decompressor that it comes from, if it does
     */
    Drain(InputStream in, @Nullable Decompressed decompressed, LocalErrors errors) {
        this.in = in;
        this.decompressed = decompressed;
        this.errors = errors;
    }

    /** Reads; returns -1 at the end, be it good or bad. */
    int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = in.read(into, offset, length);
            produced += Math.max(0, read);
            return read;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            errors.rethrow(e);
            failure = LibraryErrors.explain(e);
            return -1;
        }
    }

    @Nullable ArchiveException failure() {
        return failure;
    }

    /** How many bytes can be believed, once the end has been reached. */
    long believed() {
        ArchiveException error = failure;
        if (error == null
                || error.code().equals(RejectCodes.TRUNCATED)
                || error.code().equals(RejectCodes.TRAILING_DATA)
                || error.code().equals(RejectCodes.RATIO)
                || error.last()) {
            return produced;
        }
        return decompressed == null ? 0 : decompressed.confirmed();
    }
}
