package io.xylem.xml.internal.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads from channels. */
final class Channels {
    private Channels() {}

    /** Reads a piece. */
    static byte[] read(SeekableByteChannel file, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        file.position(from);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException("the file has become shorter while it is read");
            }
        }
        return bytes;
    }

    /** Reads from the start to the end; closing the stream leaves the channel open. */
    static InputStream stream(SeekableByteChannel file) throws IOException {
        file.position(0);
        return new ChannelStream(file);
    }

    private static final class ChannelStream extends InputStream {
        private final SeekableByteChannel file;
        private final byte[] one = new byte[1];

        ChannelStream(SeekableByteChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return length == 0 ? 0 : file.read(ByteBuffer.wrap(into, offset, length));
        }
    }
}
