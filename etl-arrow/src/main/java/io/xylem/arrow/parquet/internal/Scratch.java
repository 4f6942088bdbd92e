package io.xylem.arrow.parquet.internal;

import io.xylem.arrow.parquet.ParquetOptions;

/** Buffers and the compressor that all columns of an encoder share, since they take turns. */
final class Scratch implements AutoCloseable {
    private static final int KEPT_BYTES = 4 << 20;

    private final Values values = new Values();
    private final int[] places = new int[Values.BLOCK];
    private final ByteBuilder bits = new ByteBuilder(Values.BLOCK / 8 + 1);
    private final ByteBuilder page = new ByteBuilder(1 << 16);
    private final ByteBuilder header = new ByteBuilder(256);
    private final PageCompressor compressor;

    Scratch(ParquetOptions options) {
        compressor = new PageCompressor(options);
    }

    Values values() {
        return values;
    }

    int[] places() {
        return places;
    }

    ByteBuilder bits() {
        return bits;
    }

    ByteBuilder page() {
        return page;
    }

    ByteBuilder header() {
        return header;
    }

    PageCompressor compressor() {
        return compressor;
    }

    /** Gives memory back that huge values have taken. */
    void shrink() {
        values.shrink();
        page.shrink(KEPT_BYTES);
        compressor.shrink();
    }

    @Override
    public void close() {
        compressor.close();
    }
}
