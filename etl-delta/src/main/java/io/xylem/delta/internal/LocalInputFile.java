package io.xylem.delta.internal;

import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a local disk that Kernel reads. */
final class LocalInputFile implements InputFile {
    private final Path path;

    LocalInputFile(Path path) {
        this.path = path;
    }

    @Override
    public long length() throws IOException {
        return Files.size(path);
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        try {
            return new Stream(FileChannel.open(path, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            FileNotFoundException missing = new FileNotFoundException(path.toString());
            missing.initCause(e);
            throw missing;
        }
    }

    private static final class Stream extends SeekableInputStream {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).limit(0);

        Stream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position() - buffer.remaining();
        }

        @Override
        public void seek(long newPos) throws IOException {
            buffer.limit(0);
            channel.position(newPos);
        }

        @Override
        public int read() throws IOException {
            return fill() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!buffer.hasRemaining() && length >= buffer.capacity()) {
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(bytes, offset, count);
            return count;
        }

        @Override
        public void readFully(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = read(bytes, offset + done, length - done);
                if (count < 0) {
                    throw new EOFException("the file ends " + (length - done) + " bytes too early");
                }
                done += count;
            }
        }

        private boolean fill() throws IOException {
            if (buffer.hasRemaining()) {
                return true;
            }
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            return count > 0;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
