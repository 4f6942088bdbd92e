package io.xylem.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel whose calls can fail. */
final class FaultyChannel extends FileChannel {
    private final FileChannel file;
    private final String path;

    FaultyChannel(FileChannel file, String path) {
        this.file = file;
        this.path = path;
    }

    private <T> T call(String operation, Faults.Effect<T> effect) throws IOException {
        return Faults.call(operation, path, effect);
    }

    /** Writes; half of it if the disk is full. */
    private int writing(ByteBuffer source, Faults.Effect<Integer> effect) throws IOException {
        if (!Faults.diskMayBeFull()) {
            return call("write", effect);
        }
        if (Faults.meets("write", path)) {
            ByteBuffer half = source.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.write(half);
            throw Faults.failure(path);
        }
        return effect.run();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return call("read", () -> file.read(target));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return call("read", () -> file.read(targets, offset, length));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return call("read", () -> file.read(target, position));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return writing(source, () -> file.write(source));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return call("write", () -> file.write(sources, offset, length));
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return call("write", () -> file.write(source, position));
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return call("size", file::size);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        call("truncate", () -> file.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        call("force", () -> {
            file.force(metaData);
            return "";
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return call("read", () -> file.transferTo(position, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return call("write", () -> file.transferFrom(source, position, count));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return call("map", () -> file.map(mode, position, size));
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    /** Closes in any case: a process that dies closes its files. */
    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
        call("close", () -> "");
    }
}
