package io.xylem.xml.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive inside something, read to its end before an entry of it is handed out: so that all check sums around it have
 * been compared, and that it can be read at any place. It is held in memory if it is small, else in a temporary file.
 *
 * @param content as much as can be believed, at its start
 * @param failure why that is not all; null if it is
 */
record Spool(SeekableByteChannel content, @Nullable ArchiveException failure) {
    private static final int CHUNK = 64 << 10;
    private static final long LEAST_MEMORY = 4L << 20;
    private static final long MOST_MEMORY = 64L << 20;
    private static final int SHARE = 8;

    /** How many bytes of one archive are held in memory: all threads together, an eighth of the heap. */
    private static long memory() {
        Runtime runtime = Runtime.getRuntime();
        long share = runtime.maxMemory() / SHARE / runtime.availableProcessors();
        return Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, share));
    }

    /**
     * Reads an archive.
     *
     * @throws ArchiveException if nothing of it can be believed
     */
    static Spool of(Drain drain, LocalErrors errors) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        long size = fill(drain, chunks, memory());
        return size < 0 ? spilled(drain, chunks, errors) : held(drain, chunks, size);
    }

    /**
     * Reads an archive, if it is small.
     *
     * @return the archive; null if it is not small: the drain has then been read half-way
     * @throws ArchiveException if nothing of it can be believed
     */
    static @Nullable Spool small(Drain drain) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        long size = fill(drain, chunks, memory());
        return size < 0 ? null : held(drain, chunks, size);
    }

    private static Spool held(Drain drain, List<byte[]> chunks, long size) throws ArchiveException {
        return new Spool(new MemoryChannel(chunks, CHUNK, believed(drain, size)), drain.failure());
    }

    /** Reads chunks, each full but the last; returns how many bytes there are, or -1 if there may be more than wanted. */
    private static long fill(Drain drain, List<byte[]> chunks, long most) throws IOException {
        long size = 0;
        while (size < most) {
            byte[] chunk = new byte[CHUNK];
            chunks.add(chunk);
            int length = fill(drain, chunk);
            size += length;
            if (length < chunk.length) {
                return size;
            }
        }
        return -1;
    }

    private static int fill(Drain drain, byte[] chunk) throws IOException {
        int length = 0;
        while (length < chunk.length) {
            int read = drain.read(chunk, length, chunk.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length;
    }

    private static Spool spilled(Drain drain, List<byte[]> chunks, LocalErrors errors) throws IOException {
        SeekableByteChannel file = temporary(errors);
        boolean done = false;
        try {
            long size = 0;
            for (byte[] chunk : chunks) {
                size += write(chunk, chunk.length, file);
            }
            chunks.clear();
            byte[] chunk = new byte[CHUNK];
            for (int length = fill(drain, chunk); length > 0; length = fill(drain, chunk)) {
                size += write(chunk, length, file);
            }
            file.truncate(believed(drain, size));
            file.position(0);
            done = true;
            return new Spool(file, drain.failure());
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    static long believed(Drain drain, long size) throws ArchiveException {
        long believed = Math.min(size, drain.believed());
        ArchiveException failure = drain.failure();
        if (believed == 0 && failure != null) {
            throw failure;
        }
        return believed;
    }

    private static SeekableByteChannel temporary(LocalErrors errors) throws IOException {
        try {
            Path path = Files.createTempFile("xylem-", ".spool");
            return new WatchedChannel(
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    errors);
        } catch (IOException e) {
            throw errors.keep(e);
        }
    }

    private static int write(byte[] bytes, int length, SeekableByteChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        return length;
    }

    /** The content from its start, closed together with it; where something is missing, its end is the failure. */
    InputStream stream() throws IOException {
        return new Believed(Channels.stream(content), Long.MAX_VALUE, failure, content);
    }
}
