package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.XZ;

/** What comes out of an xz file, of all its streams. Zeros behind a stream are padding; nothing else may stand there. */
final class XzStream extends InputStream {
    private final PushbackInputStream in;
    private final int memory;
    private final byte[] one = new byte[1];
    private SingleXZInputStream stream;

    /**
     * Reads the first header.
     *
     * @param in the file, buffered
     * @param memory how many KiB the decoder may take
     */
    XzStream(InputStream in, int memory) throws IOException {
        this.in = new PushbackInputStream(in, XZ.HEADER_MAGIC.length);
        this.memory = memory;
        this.stream = new SingleXZInputStream(this.in, memory);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = stream.read(into, offset, length);
        while (read < 0 && another()) {
            stream = new SingleXZInputStream(in, memory);
            read = stream.read(into, offset, length);
        }
        return read;
    }

    private boolean another() throws IOException {
        int first = in.read();
        while (first == 0) {
            first = in.read();
        }
        if (first < 0) {
            return false;
        }
        in.unread(first);
        byte[] magic = in.readNBytes(XZ.HEADER_MAGIC.length);
        if (!Arrays.equals(magic, XZ.HEADER_MAGIC)) {
            throw new ArchiveException(RejectCodes.TRAILING_DATA, "there is data behind the end of the xz file");
        }
        in.unread(magic);
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
