package io.xylem.xml.internal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A local file, whose errors are told from those of the archive in it. */
final class WatchedChannel implements SeekableByteChannel {
    private final FileChannel file;
    private final LocalErrors errors;

    WatchedChannel(FileChannel file, LocalErrors errors) {
        this.file = file;
        this.errors = errors;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return file.read(into);
        } catch (IOException e) {
            throw errors.keep(e);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        try {
            return file.write(from);
        } catch (IOException e) {
            throw errors.keep(e);
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
            throw errors.keep(e);
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
