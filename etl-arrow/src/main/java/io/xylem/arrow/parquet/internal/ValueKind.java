package io.xylem.arrow.parquet.internal;

import org.apache.parquet.format.Type;

/** How values lie in Arrow memory, and in which physical type of Parquet they are written. */
enum ValueKind {
    BIT(Type.BOOLEAN, 0),
    INT8(Type.INT32, 1),
    INT16(Type.INT32, 2),
    INT32(Type.INT32, 4),
    INT64(Type.INT64, 8),
    UINT8(Type.INT32, 1),
    UINT16(Type.INT32, 2),
    UINT32(Type.INT32, 4),
    UINT64(Type.INT64, 8),
    FLOAT(Type.FLOAT, 4),
    DOUBLE(Type.DOUBLE, 8),
    /** A decimal of up to 9 digits in 16 bytes. */
    DECIMAL32(Type.INT32, 16),
    /** A decimal of up to 18 digits in 16 bytes. */
    DECIMAL64(Type.INT64, 16),
    /** A decimal of more digits in 16 bytes. */
    DECIMAL128(Type.FIXED_LEN_BYTE_ARRAY, 16),
    /** A decimal in 32 bytes. */
    DECIMAL256(Type.FIXED_LEN_BYTE_ARRAY, 32),
    FIXED_BINARY(Type.FIXED_LEN_BYTE_ARRAY, 0),
    UTF8(Type.BYTE_ARRAY, 0),
    LARGE_UTF8(Type.BYTE_ARRAY, 0),
    BINARY(Type.BYTE_ARRAY, 0),
    LARGE_BINARY(Type.BYTE_ARRAY, 0);

    private final Type type;
    private final int width;

    ValueKind(Type type, int width) {
        this.type = type;
        this.width = width;
    }

    /** The physical type. */
    Type type() {
        return type;
    }

    /** The bytes of a value in Arrow memory; 0 where it is no constant. */
    int width() {
        return width;
    }

    /** Whether values travel as 64-bit integers rather than as ranges of bytes. */
    boolean fixed() {
        return type != Type.BYTE_ARRAY && type != Type.FIXED_LEN_BYTE_ARRAY;
    }

    boolean floating() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean text() {
        return this == UTF8 || this == LARGE_UTF8;
    }

    boolean decimalBytes() {
        return this == DECIMAL128 || this == DECIMAL256;
    }

    /** Whether offsets have 8 bytes. */
    boolean large() {
        return this == LARGE_UTF8 || this == LARGE_BINARY;
    }
}
