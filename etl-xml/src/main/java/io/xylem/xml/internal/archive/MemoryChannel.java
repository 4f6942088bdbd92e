package io.xylem.xml.internal.archive;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** Chunks of memory, read like a file. */
final class MemoryChannel implements SeekableByteChannel {
    private final List<byte[]> chunks;
    private final int chunk;
    private final long size;
    private long position;
    private boolean open = true;

    /**
     * A channel over chunks.
     *
     * @param chunks the content
     * @param chunk bytes of each chunk
     * @param size how many bytes of them are the content
     */
    MemoryChannel(List<byte[]> chunks, int chunk, long size) {
        this.chunks = chunks;
        this.chunk = chunk;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        int read = 0;
        while (into.hasRemaining() && position < size) {
            int at = (int) (position % chunk);
            int length = (int) Math.min(Math.min(chunk - at, into.remaining()), size - position);
            into.put(chunks.get((int) (position / chunk)), at, length);
            position += length;
            read += length;
        }
        return read;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
