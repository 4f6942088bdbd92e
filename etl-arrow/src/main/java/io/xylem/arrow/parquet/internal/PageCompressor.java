package io.xylem.arrow.parquet.internal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.xylem.arrow.parquet.Compression;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.format.CompressionCodec;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** Compresses one page after the other, with one context and one buffer. */
final class PageCompressor implements AutoCloseable {
    private static final int KEPT_BYTES = 4 << 20;

    private final Compression compression;
    private final @Nullable ZstdCompressCtx zstd;
    private byte[] output = new byte[1 << 16];

    PageCompressor(ParquetOptions options) {
        compression = options.compression();
        zstd = compression == Compression.ZSTD ? new ZstdCompressCtx().setLevel(options.zstdLevel()) : null;
    }

    CompressionCodec codec() {
        return switch (compression) {
            case NONE -> CompressionCodec.UNCOMPRESSED;
            case SNAPPY -> CompressionCodec.SNAPPY;
            case ZSTD -> CompressionCodec.ZSTD;
        };
    }

    /** The compressed page, until the next call of {@link #compress}. */
    byte[] output() {
        return output;
    }

    /** Compresses the whole content of {@code page}; returns the number of bytes in {@link #output()}. */
    int compress(ByteBuilder page) {
        return switch (compression) {
            case NONE -> copy(page);
            case SNAPPY -> snappy(page);
            case ZSTD -> zstd(page);
        };
    }

    private int copy(ByteBuilder page) {
        ensure(page.size());
        System.arraycopy(page.array(), 0, output, 0, page.size());
        return page.size();
    }

    private int snappy(ByteBuilder page) {
        ensure(Snappy.maxCompressedLength(page.size()));
        try {
            return Snappy.compress(page.array(), 0, page.size(), output, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Snappy could not compress a page of " + page.size() + " bytes", e);
        }
    }

    private int zstd(ByteBuilder page) {
        if (zstd == null) {
            throw new IllegalStateException("no Zstandard context");
        }
        ensure(Zstd.compressBound(page.size()));
        return zstd.compressByteArray(output, 0, output.length, page.array(), 0, page.size());
    }

    private void ensure(long bytes) {
        if (bytes > Integer.MAX_VALUE - 64) {
            throw new UsageException("one page of a Parquet column would need " + bytes
                    + " bytes, but a page holds less than 2 GiB; a single row is too large: split it");
        }
        if (bytes > output.length) {
            output = new byte[(int) bytes];
        }
    }

    /** Gives memory back that a huge page has taken. */
    void shrink() {
        if (output.length > KEPT_BYTES) {
            output = new byte[1 << 16];
        }
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
    }
}
