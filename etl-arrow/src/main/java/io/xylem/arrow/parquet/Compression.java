package io.xylem.arrow.parquet;

/** How pages are compressed. */
public enum Compression {
    /** Not at all. */
    NONE,
    /** Snappy: fast, larger files. */
    SNAPPY,
    /** Zstandard, at the level that {@link ParquetOptions#zstdLevel()} says. */
    ZSTD
}
