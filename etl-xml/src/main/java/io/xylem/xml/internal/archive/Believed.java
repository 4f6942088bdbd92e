package io.xylem.xml.internal.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The part of a stream that can be believed; behind it stands the reason why that is not all. */
final class Believed extends InputStream {
    private final InputStream in;
    private final @Nullable ArchiveException failure;
    private final Closeable owned;
    private final byte[] one = new byte[1];
    private long left;

    /**
     * A part of a stream.
     *
     * @param in the stream
     * @param most how many bytes can be believed
     * @param failure the error to throw behind them; null for a good end
     * @param owned closed together with this stream
     */
    Believed(InputStream in, long most, @Nullable ArchiveException failure, Closeable owned) {
        this.in = in;
        this.left = most;
        this.failure = failure;
        this.owned = owned;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = left == 0 ? -1 : in.read(into, offset, (int) Math.min(length, left));
        if (read < 0 && failure != null) {
            throw failure;
        }
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }
}
