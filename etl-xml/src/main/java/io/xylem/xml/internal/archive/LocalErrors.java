package io.xylem.xml.internal.archive;

import io.xylem.core.XylemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
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

    /** A local file whose errors are kept. */
    SeekableByteChannel watch(FileChannel file) {
        return new Watched(file);
    }

    private final class Watched implements SeekableByteChannel {
        private final FileChannel file;

        Watched(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                return file.read(into);
            } catch (IOException e) {
                throw keep(e);
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            try {
                return file.write(from);
            } catch (IOException e) {
                throw keep(e);
            }
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            try {
                return file.size();
            } catch (IOException e) {
                throw keep(e);
            }
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
