package io.xylem.core.schema;

import java.io.Serializable;
import java.util.List;

/** A logical type. */
public sealed interface DataType extends Serializable {
    /** Types without parameters. */
    enum Primitive implements DataType {
        /** UTF-8 text. */
        STRING,
        /** True or false. */
        BOOLEAN,
        /** 32-bit signed integer. */
        INT,
        /** 64-bit signed integer. */
        LONG,
        /** 32-bit IEEE 754 number. */
        FLOAT,
        /** 64-bit IEEE 754 number. */
        DOUBLE,
        /** Days since 1970-01-01. */
        DATE,
        /** An instant: microseconds since 1970-01-01T00:00:00Z. */
        TIMESTAMP,
        /** A local date and time, without zone: microseconds since 1970-01-01T00:00:00. */
        TIMESTAMP_NTZ,
        /** Bytes. */
        BINARY
    }

    /**
     * An exact decimal number.
     *
     * @param precision digits, 1 to 38
     * @param scale digits behind the point, 0 to {@code precision}
     */
    record DecimalType(int precision, int scale) implements DataType {
        /** Checks the bounds. */
        public DecimalType {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal(" + precision + "," + scale + "): precision must be 1 to 38, scale 0 to precision");
            }
        }
    }

    /**
     * A list.
     *
     * @param element the type of the elements, which may be null
     */
    record ListType(DataType element) implements DataType {}

    /**
     * A struct.
     *
     * @param fields the fields, in order
     */
    record StructType(List<Field> fields) implements DataType {
        /** Copies the list. */
        public StructType {
            fields = List.copyOf(fields);
        }
    }
}
