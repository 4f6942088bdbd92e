package io.xylem.xml.internal.archive;

import com.github.luben.zstd.ZstdInputStream;
import io.xylem.core.Limits;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens compressed streams, with bounded windows. */
final class Streams {
    private static final int BUFFER = 64 << 10;
    private static final int MIN_ZSTD_WINDOW = 10;
    private static final int MAX_ZSTD_WINDOW = 31;

    private Streams() {}

    static BufferedInputStream buffered(InputStream in) {
        return in instanceof BufferedInputStream buffered ? buffered : new BufferedInputStream(in, BUFFER);
    }

    /** The format of what a stream holds next; the stream is then where it was. */
    static Format format(BufferedInputStream in) throws IOException {
        in.mark(Format.HEAD);
        byte[] head = in.readNBytes(Format.HEAD);
        in.reset();
        return Format.of(head, head.length);
    }

    static BufferedInputStream decompress(Format format, InputStream in, Meter meter) throws IOException {
        Limits limits = meter.limits();
        return buffered(new Metered(
                switch (format) {
                    case GZIP ->
                        GzipCompressorInputStream.builder()
                                .setInputStream(in)
                                .setDecompressConcatenated(true)
                                .get();
                    case BZIP2 -> new BZip2CompressorInputStream(in, true);
                    case XZ -> new XZInputStream(in, (int) Math.min(Integer.MAX_VALUE, limits.window() >> 10));
                    case ZSTD -> zstd(in, limits);
                    default -> throw new IllegalArgumentException(format.toString());
                },
                meter));
    }

    private static InputStream zstd(InputStream in, Limits limits) throws IOException {
        ZstdInputStream stream = new ZstdInputStream(in);
        int window = 63 - Long.numberOfLeadingZeros(Math.max(1, limits.window()));
        stream.setLongMax(Math.max(MIN_ZSTD_WINDOW, Math.min(MAX_ZSTD_WINDOW, window)));
        stream.setContinuous(false);
        return stream;
    }

    /** The same stream, which stays open when the result is closed. */
    static BufferedInputStream kept(BufferedInputStream in) {
        return new BufferedInputStream(
                new FilterInputStream(in) {
                    @Override
                    public void close() {}
                },
                BUFFER);
    }

    /** Counts what comes out of a decompressor. */
    private static final class Metered extends FilterInputStream {
        private final Meter meter;

        Metered(InputStream in, Meter meter) {
            super(in);
            this.meter = meter;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                meter.produced(read);
            }
            return read;
        }
    }

    /** Counts what goes into the outermost decompressor. */
    static final class Consumed extends FilterInputStream {
        private final Meter meter;

        Consumed(InputStream in, Meter meter) {
            super(in);
            this.meter = meter;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                meter.consumed(read);
            }
            return read;
        }
    }
}
