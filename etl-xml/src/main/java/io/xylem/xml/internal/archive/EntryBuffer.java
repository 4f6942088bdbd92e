package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of one document: one array that grows as needed and shrinks after a huge document. */
final class EntryBuffer {
    private static final int KEPT = 4 << 20;

    private byte[] bytes = new byte[64 << 10];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[64 << 10];
        }
    }

    /** Makes room for at least one more byte and returns how much there is. */
    int room(Limits limits) throws ArchiveException {
        check(limits);
        if (length == bytes.length) {
            long wanted = Math.min(Math.min(length * 2L, limits.document() + 1), Integer.MAX_VALUE - 16);
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
        return (int) Math.min(bytes.length - length, limits.document() + 1 - length);
    }

    void used(int count) {
        length += count;
    }

    /** Reads a stream to its end. */
    void fill(InputStream in, Limits limits) throws IOException {
        while (true) {
            int room = room(limits);
            int read = in.read(bytes, length, room);
            if (read < 0) {
                break;
            }
            length += read;
        }
        check(limits);
    }

    /** Refuses a document that has become too large. */
    void check(Limits limits) throws ArchiveException {
        if (length > limits.document()) {
            throw ArchiveException.limit(
                    "DOCUMENT", "the document has more than " + limits.document() + " bytes", "document");
        }
    }

    byte[] head(long limit) {
        return Arrays.copyOf(bytes, (int) Math.min(length, limit));
    }
}
