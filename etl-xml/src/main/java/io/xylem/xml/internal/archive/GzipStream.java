package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a gzip file (RFC 1952), of all its members. Every byte that a member holds is handed out before something is
 * said about what follows it; zeros behind the last member are padding.
 */
final class GzipStream extends InputStream {
    private static final int INPUT = 32 << 10;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflaters inflaters;
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[INPUT];
    private final byte[] one = new byte[1];
    private @Nullable Inflater inflater;
    private int at;
    private int end;
    private boolean inside;
    private boolean first = true;
    private long size;
    private long confirmed;

    GzipStream(InputStream in, Inflaters inflaters) {
        this.in = in;
        this.inflaters = inflaters;
        this.inflater = inflaters.take();
    }

    /** How many bytes have come out of members whose check sums fit. */
    long confirmed() {
        return confirmed;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Inflater open = inflater;
        if (open == null) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        try {
            while (inside || begin()) {
                int count = open.inflate(into, offset, length);
                if (count > 0) {
                    crc.update(into, offset, count);
                    size += count;
                    return count;
                }
                if (open.finished()) {
                    at = end - open.getRemaining();
                    trailer();
                    open.reset();
                } else if (open.needsDictionary()) {
                    throw ArchiveException.damaged(
                            "the compressed data asks for a dictionary, which gzip does not have");
                } else if (open.needsInput()) {
                    if (!refill()) {
                        throw cut();
                    }
                    open.setInput(input, 0, end);
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw ArchiveException.damaged("the compressed data is damaged");
        }
    }

    /** Reads the header of a member; returns whether there is one. */
    private boolean begin() throws IOException {
        int magic = next();
        while (magic == 0 && !first) {
            magic = next();
        }
        if (magic < 0) {
            if (first) {
                throw cut();
            }
            return false;
        }
        boolean known = magic == MAGIC_1 && byteOrFail() == MAGIC_2;
        if (!known) {
            throw first
                    ? ArchiveException.damaged("this is not gzip")
                    : new ArchiveException(RejectCodes.TRAILING_DATA, "there is data behind the end of the gzip file");
        }
        first = false;
        int method = byteOrFail();
        int flags = byteOrFail();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw ArchiveException.unsupported("the gzip header asks for something unknown");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(byteOrFail() | byteOrFail() << 8);
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
        crc.reset();
        size = 0;
        inside = true;
        if (inflater != null) {
            inflater.setInput(input, at, end - at);
        }
        return true;
    }

    private void trailer() throws IOException {
        inside = false;
        long wantedCrc = word();
        long wantedSize = word();
        if (wantedCrc != crc.getValue() || wantedSize != (size & 0xffffffffL)) {
            throw ArchiveException.damaged("the check sum or size at the end of the gzip data does not fit");
        }
        confirmed += size;
    }

    private long word() throws IOException {
        long word = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            word |= (long) byteOrFail() << shift;
        }
        return word;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byteOrFail();
        }
    }

    private void skipText(boolean there) throws IOException {
        boolean more = there;
        while (more) {
            more = byteOrFail() != 0;
        }
    }

    private int byteOrFail() throws IOException {
        int b = next();
        if (b < 0) {
            throw cut();
        }
        return b;
    }

    private int next() throws IOException {
        return at < end || refill() ? input[at++] & 0xff : -1;
    }

    private boolean refill() throws IOException {
        at = 0;
        end = 0;
        int read = in.read(input, 0, input.length);
        end = Math.max(0, read);
        return read > 0;
    }

    private static ArchiveException cut() {
        return ArchiveException.truncated("the gzip data ends too early");
    }

    @Override
    public void close() throws IOException {
        Inflater open = inflater;
        if (open != null) {
            inflater = null;
            inflaters.giveBack(open);
        }
        in.close();
    }
}
