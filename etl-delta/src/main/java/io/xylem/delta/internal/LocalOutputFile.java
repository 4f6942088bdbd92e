package io.xylem.delta.internal;

import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file on a local disk that Kernel writes. It gets its name once it is complete and durable. */
final class LocalOutputFile implements OutputFile {
    private final Path path;

    LocalOutputFile(Path path) {
        this.path = path;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public PositionOutputStream create(boolean atomicWrite) throws IOException {
        return new Stream(DurableFiles.TemporaryFile.beside(path), !atomicWrite);
    }

    @Override
    public void writeAtomically(CloseableIterator<String> data, boolean overwrite) throws IOException {
        try (data;
                DurableFiles.TemporaryFile file = DurableFiles.TemporaryFile.beside(path)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
            while (data.hasNext()) {
                out.write(data.next().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            out.flush();
            if (overwrite) {
                file.publishReplacing();
            } else {
                file.publishIfAbsent();
            }
        }
    }

    private static final class Stream extends PositionOutputStream {
        private final DurableFiles.TemporaryFile file;
        private final OutputStream out;
        private final boolean replace;
        private long position;
        private boolean failed;
        private boolean closed;

        Stream(DurableFiles.TemporaryFile file, boolean replace) {
            this.file = file;
            this.replace = replace;
            this.out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
                position += length;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (file) {
                if (failed) {
                    return;
                }
                out.flush();
                if (replace) {
                    file.publishReplacing();
                } else {
                    file.publishIfAbsent();
                }
            }
        }
    }
}
