package io.xylem.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The yardstick: inflates every entry of zip archives and does nothing with it, one archive a thread at a time. Knows only what
 * the generator writes: no zip64, no descriptors.
 */
final class InflateOnly {
    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int END_OF_DIRECTORY_SIZE = 22;

    private InflateOnly() {}

    /** Inflates all archives on so many threads and returns the number of entries. */
    static long run(List<Path> archives, int threads) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            long entries = 0;
            for (Future<Long> archive : workers.invokeAll(archives.stream()
                    .map(a -> (java.util.concurrent.Callable<Long>) () -> inflate(a))
                    .toList())) {
                entries += archive.get();
            }
            return entries;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("inflating failed", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private static long inflate(Path archive) throws IOException, DataFormatException {
        ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(archive)).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.limit() - END_OF_DIRECTORY_SIZE;
        while (zip.getInt(end) != END_OF_DIRECTORY) {
            end--;
        }
        int entries = zip.getShort(end + 10) & 0xffff;
        int at = zip.getInt(end + 16);
        byte[] out = new byte[1 << 20];
        Inflater inflater = new Inflater(true);
        try {
            for (int i = 0; i < entries; i++) {
                int compressed = zip.getInt(at + 20);
                int header = zip.getInt(at + 42);
                int data = header + 30 + zip.getShort(header + 26) + zip.getShort(header + 28);
                inflater.reset();
                inflater.setInput(zip.array(), data, compressed);
                while (!inflater.finished()) {
                    if (inflater.inflate(out) == 0 && inflater.needsInput()) {
                        throw new DataFormatException(archive + ": entry " + i + " is truncated");
                    }
                }
                at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32);
            }
            return entries;
        } finally {
            inflater.end();
        }
    }
}
