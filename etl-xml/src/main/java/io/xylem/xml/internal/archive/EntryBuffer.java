package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of one document: one array that grows as needed, and shrinks when large documents have become rare. */
final class EntryBuffer {
    private static final int FIRST = 32 << 10;
    private static final int KEPT = 1 << 20;
    private static final int PATIENCE = 64;
    private static final int MOST = Integer.MAX_VALUE - 16;

    private final int most;
    private final int room;
    private byte[] bytes = new byte[FIRST];
    private int length;
    private int small;

    EntryBuffer(Limits limits) {
        most = (int) Math.min(limits.document(), MOST - 1);
        room = Math.max(most + 1, Format.HEAD);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        if (bytes.length > KEPT) {
            small = length < bytes.length / 4 ? small + 1 : 0;
            if (small == PATIENCE) {
                small = 0;
                bytes = new byte[KEPT];
            }
        }
        length = 0;
    }

    /** Reads as much as tells what the content is: its first bytes, and behind those as long as all is blank. */
    Format sniff(InputStream in) throws IOException {
        boolean more = true;
        while (more && length < Format.HEAD) {
            more = read(in);
        }
        Format format = Format.of(bytes, length);
        int blank = length;
        while (format == Format.BLANK && more && length < room) {
            more = read(in);
            format = Format.textFrom(bytes, blank, length);
            blank = length;
        }
        return format;
    }

    /** Reads a stream to its end. */
    void fill(InputStream in) throws IOException {
        boolean more = true;
        while (more) {
            if (length > most) {
                throw ArchiveException.limit("DOCUMENT", "the document has more than " + most + " bytes", "document");
            }
            more = read(in);
        }
    }

    /** Reads a stream to its end without holding what follows, so that what is wrong with it is found. */
    void drain(InputStream in) throws IOException {
        byte[] passed = new byte[FIRST];
        while (in.read(passed) >= 0) {
            // goes on to the end
        }
    }

    private boolean read(InputStream in) throws IOException {
        if (length == bytes.length) {
            grow();
        }
        int read = in.read(bytes, length, Math.min(bytes.length, room) - length);
        if (read > 0) {
            length += read;
        }
        return read >= 0;
    }

    private void grow() throws ArchiveException {
        try {
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length * 2L, room));
        } catch (OutOfMemoryError e) {
            throw ArchiveException.memory(length);
        }
    }

    /** Whether all bytes are zero. */
    boolean zero() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The content from its beginning, some of which is in this buffer already. */
    InputStream rewind(InputStream rest) {
        return new Rewound(Arrays.copyOf(bytes, length), rest);
    }

    byte[] head(long limit) {
        return Arrays.copyOf(bytes, (int) Math.min(length, limit));
    }

    /** A beginning and the rest. */
    private static final class Rewound extends InputStream {
        private final byte[] head;
        private final InputStream rest;
        private int at;

        Rewound(byte[] head, InputStream rest) {
            this.head = head;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return at < head.length ? head[at++] & 0xff : rest.read();
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (at == head.length) {
                return rest.read(into, offset, count);
            }
            int copied = Math.min(count, head.length - at);
            System.arraycopy(head, at, into, offset, copied);
            at += copied;
            return copied;
        }

        @Override
        public int available() throws IOException {
            return at < head.length ? head.length - at : rest.available();
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
