package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A stream with an archive in it, read to its end before an entry of it is handed out: so that all check sums around it have
 * been compared, and that it can be read at any place. It is held in memory if it is small, else in a temporary file.
 *
 * <p>How much can be believed: all, if the stream ended well; what came out, if it was cut; only what check sums have
 * confirmed, if it was damaged.
 */
final class Spool implements Closeable {
    private static final int CHUNK = 64 << 10;
    private static final long LEAST_MEMORY = 1L << 20;
    private static final long MOST_MEMORY = 64L << 20;
    private static final int SHARE = 16;

    private final InputStream in;
    private final @Nullable Decompressed decompressed;
    private final LocalErrors errors;
    private final byte[] chunk = new byte[CHUNK];
    private SeekableByteChannel content = new SeekableInMemoryByteChannel();
    private long produced;
    private @Nullable ArchiveException failure;

    /**
     * A spool of a stream.
     *
     * @param in the stream, which is not closed
     * @param decompressed the decompressor that it comes from, if it does
     */
    Spool(InputStream in, @Nullable Decompressed decompressed, LocalErrors errors) {
        this.in = in;
        this.decompressed = decompressed;
        this.errors = errors;
    }

    /** Reads into memory; returns false if the stream is too large for that, and has been read half-way. */
    boolean hold(int depth) throws IOException {
        long most = memory(depth);
        for (int read = read(); read >= 0; read = read()) {
            write(content, ByteBuffer.wrap(chunk, 0, read));
            if (produced > most) {
                return false;
            }
        }
        content.truncate(believed());
        return true;
    }

    /**
     * How many bytes of one archive are held in memory: with archives inside it and all threads together, an eighth of the heap.
     *
     * @param depth how many archives are around it
     */
    private static long memory(int depth) {
        Runtime runtime = Runtime.getRuntime();
        long share = runtime.maxMemory() / SHARE / runtime.availableProcessors();
        return Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, share) >> Math.min(depth, 32));
    }

    /** Reads all: what has been held and what follows goes to a temporary file if it is too large for memory. */
    void spill(int depth) throws IOException {
        if (hold(depth)) {
            return;
        }
        SeekableByteChannel file = temporary();
        boolean done = false;
        try {
            content.position(0);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (content.read(buffer.clear()) >= 0) {
                write(file, buffer.flip());
            }
            content.close();
            for (int read = read(); read >= 0; read = read()) {
                write(file, ByteBuffer.wrap(chunk, 0, read));
            }
            file.truncate(believed());
            content = file;
            done = true;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    private SeekableByteChannel temporary() throws IOException {
        try {
            return errors.watch(FileChannel.open(
                    Files.createTempFile("xylem-", ".spool"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw errors.keep(e);
        }
    }

    private static void write(SeekableByteChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Reads on, only to learn how the stream ends; returns -1 there, be it a good end or a bad one. */
    int read() throws IOException {
        try {
            int read = in.read(chunk, 0, chunk.length);
            produced += Math.max(0, read);
            return read;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            errors.rethrow(e);
            failure = LibraryErrors.explain(e);
            return -1;
        }
    }

    /** Why what can be believed is not all; null if it is. */
    @Nullable ArchiveException failure() {
        return failure;
    }

    /**
     * How many bytes can be believed, once the end has been reached.
     *
     * @throws ArchiveException if there are none
     */
    long believed() throws ArchiveException {
        ArchiveException error = failure;
        if (error == null) {
            return produced;
        }
        boolean sound = error.last()
                || error.code().equals(RejectCodes.TRUNCATED)
                || error.code().equals(RejectCodes.TRAILING_DATA)
                || error.code().equals(RejectCodes.RATIO);
        long believed = sound ? produced : decompressed == null ? 0 : decompressed.confirmed();
        if (believed == 0) {
            throw error;
        }
        return believed;
    }

    /** As much as can be believed. */
    SeekableByteChannel content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
