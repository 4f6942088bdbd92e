package io.xylem.xml.internal.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.xylem.core.Limits;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a decompressor: measured against what goes in, with errors of the library explained, and once failed,
 * failed for good.
 */
final class Decompressed extends InputStream {
    private static final int BUFFER = 64 << 10;
    private static final int MIN_ZSTD_WINDOW = 10;
    private static final int MAX_ZSTD_WINDOW = 31;
    /** The decoders of bzip2 and xz throw away what a call has read when it meets an error, so each reads little. */
    private static final int SMALL_READ = 512;

    private final Format format;
    private final Counted counted;
    private final InputStream in;
    private final Meter meter;
    private final int chunk;
    private final byte[] one = new byte[1];
    private long produced;
    private @Nullable ArchiveException failure;

    private Decompressed(Format format, Counted counted, InputStream in, Meter meter, int chunk) {
        this.format = format;
        this.counted = counted;
        this.in = in;
        this.meter = meter;
        this.chunk = chunk;
    }

    /**
     * Opens a decompressor.
     *
     * @param in the compressed data, closed together with the result
     */
    static Decompressed of(Format format, InputStream in, Meter meter, Inflaters inflaters) throws IOException {
        Counted counted = new Counted(in);
        int chunk = format == Format.BZIP2 || format == Format.XZ ? SMALL_READ : Integer.MAX_VALUE;
        try {
            return new Decompressed(format, counted, open(format, counted, meter.limits(), inflaters), meter, chunk);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw explained(e);
        }
    }

    /** Opens a decompressor of the library, which counts nothing. */
    static InputStream open(Format format, InputStream in, Limits limits, Inflaters inflaters) throws IOException {
        long window = limits.window();
        return switch (format) {
            case GZIP -> new GzipStream(in, inflaters);
            case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
            case XZ ->
                new XzStream(new BufferedInputStream(in, BUFFER), (int) Math.min(Integer.MAX_VALUE, window >> 10));
            case ZSTD -> {
                ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
                int bits = 63 - Long.numberOfLeadingZeros(Math.max(1, window));
                zstd.setLongMax(Math.max(MIN_ZSTD_WINDOW, Math.min(MAX_ZSTD_WINDOW, bits)));
                yield zstd;
            }
            default -> throw new IllegalArgumentException(format.toString());
        };
    }

    Format format() {
        return format;
    }

    /** How many bytes that have come out are confirmed by a check sum; only gzip tells before its end. */
    long confirmed() {
        return in instanceof GzipStream gzip ? gzip.confirmed() : 0;
    }

    private static ArchiveException explained(Throwable error) {
        return LibraryErrors.explain(error);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            int read = in.read(into, offset, Math.min(length, chunk));
            if (read > 0) {
                produced += read;
                meter.ratio(produced, counted.count);
                meter.produced(read);
            }
            return read;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failure = explained(e);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Counts what goes in. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
