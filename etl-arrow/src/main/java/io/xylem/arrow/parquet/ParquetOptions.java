package io.xylem.arrow.parquet;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How Parquet files are written. Immutable. */
public final class ParquetOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final ParquetOptions DEFAULTS = builder().build();

    private final Compression compression;
    private final int zstdLevel;
    private final int rowGroupRows;
    private final long rowGroupBytes;
    private final int pageRows;
    private final int pageBytes;
    private final boolean dictionary;
    private final int dictionaryBytes;
    private final boolean sync;
    private final TreeMap<String, String> metadata;

    private ParquetOptions(Builder builder) {
        compression = builder.compression;
        zstdLevel = builder.zstdLevel;
        rowGroupRows = builder.rowGroupRows;
        rowGroupBytes = builder.rowGroupBytes;
        pageRows = builder.pageRows;
        pageBytes = builder.pageBytes;
        dictionary = builder.dictionary;
        dictionaryBytes = builder.dictionaryBytes;
        sync = builder.sync;
        metadata = new TreeMap<>(builder.metadata);
    }

    /**
     * The defaults that the methods of {@link Builder} name.
     *
     * @return the options
     */
    public static ParquetOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these options.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .compression(compression)
                .zstdLevel(zstdLevel)
                .rowGroupRows(rowGroupRows)
                .rowGroupBytes(rowGroupBytes)
                .pageRows(pageRows)
                .pageBytes(pageBytes)
                .dictionary(dictionary)
                .dictionaryBytes(dictionaryBytes)
                .sync(sync);
        metadata.forEach(builder::metadata);
        return builder;
    }

    /**
     * How pages are compressed.
     *
     * @return the compression
     */
    public Compression compression() {
        return compression;
    }

    /**
     * The level of {@link Compression#ZSTD}.
     *
     * @return 1 (fast) to 22 (small)
     */
    public int zstdLevel() {
        return zstdLevel;
    }

    /**
     * After how many rows a row group ends.
     *
     * @return rows
     */
    public int rowGroupRows() {
        return rowGroupRows;
    }

    /**
     * After how many bytes of values, before any encoding, a row group ends.
     *
     * @return bytes
     */
    public long rowGroupBytes() {
        return rowGroupBytes;
    }

    /**
     * After how many rows a page ends.
     *
     * @return rows
     */
    public int pageRows() {
        return pageRows;
    }

    /**
     * After how many bytes of values, before any encoding, a page ends.
     *
     * @return bytes
     */
    public int pageBytes() {
        return pageBytes;
    }

    /**
     * Whether columns with repeated values get a dictionary.
     *
     * @return whether they do
     */
    public boolean dictionary() {
        return dictionary;
    }

    /**
     * How large a column's dictionary may be.
     *
     * @return bytes
     */
    public int dictionaryBytes() {
        return dictionaryBytes;
    }

    /**
     * Whether a finished file is forced to the disk.
     *
     * @return whether it is
     */
    public boolean sync() {
        return sync;
    }

    /**
     * What is kept in the footer as key-value metadata.
     *
     * @return the pairs, by key; cannot be changed
     */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** Collects options. Used by one thread. */
    public static final class Builder {
        private Compression compression = Compression.ZSTD;
        private int zstdLevel = 3;
        private int rowGroupRows = 131_072;
        private long rowGroupBytes = 64L << 20;
        private int pageRows = 20_000;
        private int pageBytes = 512 << 10;
        private boolean dictionary = true;
        private int dictionaryBytes = 1 << 20;
        private boolean sync = true;
        private final Map<String, String> metadata = new TreeMap<>();

        private Builder() {}

        /**
         * How pages are compressed. Default: {@link Compression#ZSTD}.
         *
         * @param value the compression
         * @return this
         */
        public Builder compression(Compression value) {
            compression = value;
            return this;
        }

        /**
         * The level of {@link Compression#ZSTD}. Default: 3.
         *
         * @param value 1 (fast) to 22 (small)
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder zstdLevel(int value) {
            zstdLevel = (int) inRange("zstdLevel", value, 1, 22);
            return this;
        }

        /**
         * After how many rows a row group ends. Default: 131,072.
         *
         * @param value rows, 1 to 16,777,216
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder rowGroupRows(int value) {
            rowGroupRows = (int) inRange("rowGroupRows", value, 1, 1 << 24);
            return this;
        }

        /**
         * After how many bytes of values, before any encoding, a row group ends; the row that goes beyond is the last. Bounds
         * what an encoder holds in memory. Default: 64 MiB.
         *
         * @param value bytes, 1 to 1 GiB
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder rowGroupBytes(long value) {
            rowGroupBytes = inRange("rowGroupBytes", value, 1, 1 << 30);
            return this;
        }

        /**
         * After how many rows a page ends. Default: 20,000.
         *
         * @param value rows, 1 to 1,048,576
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder pageRows(int value) {
            pageRows = (int) inRange("pageRows", value, 1, 1 << 20);
            return this;
        }

        /**
         * After how many bytes of values, before any encoding, a page ends; the row that goes beyond is the last. Default: 512
         * KiB.
         *
         * @param value bytes, 1 to 64 MiB
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder pageBytes(int value) {
            pageBytes = (int) inRange("pageBytes", value, 1, 64 << 20);
            return this;
        }

        /**
         * Whether columns with repeated values get a dictionary. Default: yes.
         *
         * @param value whether they do
         * @return this
         */
        public Builder dictionary(boolean value) {
            dictionary = value;
            return this;
        }

        /**
         * How large a column's dictionary may be. Tables with many columns get less for each: all dictionaries of an encoder
         * together stay below 24 MiB. Default: 1 MiB.
         *
         * @param value bytes, 1 to 16 MiB
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder dictionaryBytes(int value) {
            dictionaryBytes = (int) inRange("dictionaryBytes", value, 1, 16 << 20);
            return this;
        }

        /**
         * Whether a finished file, and the entry of its folder, are forced to the disk. Default: yes.
         *
         * @param value whether they are
         * @return this
         */
        public Builder sync(boolean value) {
            sync = value;
            return this;
        }

        /**
         * Adds a pair to the footer's key-value metadata.
         *
         * @param key the key
         * @param value its value
         * @return this
         */
        public Builder metadata(String key, String value) {
            metadata.put(key, value);
            return this;
        }

        /**
         * Finishes.
         *
         * @return the options
         */
        public ParquetOptions build() {
            return new ParquetOptions(this);
        }

        private static long inRange(String name, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " is " + value + ", must be " + least + " to " + most);
            }
            return value;
        }
    }
}
