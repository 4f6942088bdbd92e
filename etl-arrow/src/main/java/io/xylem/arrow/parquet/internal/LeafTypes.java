package io.xylem.arrow.parquet.internal;

import io.xylem.core.UsageException;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;

/**
 * Which physical and logical type of Parquet an Arrow type becomes (<a
 * href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">LogicalTypes</a>).
 */
final class LeafTypes {
    private LeafTypes() {}

    /** Fills in the types of {@code element}. */
    static ValueKind describe(Field field, String title, SchemaElement element) {
        ArrowType type = field.getType();
        ValueKind kind = switch (type.getTypeID()) {
            case Bool -> ValueKind.BIT;
            case Int -> integer((ArrowType.Int) type, element);
            case FloatingPoint -> floating((ArrowType.FloatingPoint) type, title);
            case Utf8, LargeUtf8 -> text(type, element);
            case Binary -> ValueKind.BINARY;
            case LargeBinary -> ValueKind.LARGE_BINARY;
            case FixedSizeBinary -> {
                element.setType_length(((ArrowType.FixedSizeBinary) type).getByteWidth());
                yield ValueKind.FIXED_BINARY;
            }
            case Decimal -> decimal((ArrowType.Decimal) type, title, element);
            case Date -> date((ArrowType.Date) type, title, element);
            case Time -> time((ArrowType.Time) type, title, element);
            case Timestamp -> timestamp((ArrowType.Timestamp) type, title, element);
            default -> throw refused(title, type, "convert or leave out the column");
        };
        element.setType(kind.type());
        return kind;
    }

    private static ValueKind text(ArrowType type, SchemaElement element) {
        element.setLogicalType(LogicalTypes.UTF8);
        element.setConverted_type(ConvertedType.UTF8);
        return type instanceof ArrowType.Utf8 ? ValueKind.UTF8 : ValueKind.LARGE_UTF8;
    }

    private static ValueKind integer(ArrowType.Int type, SchemaElement element) {
        boolean signed = type.getIsSigned();
        int bits = type.getBitWidth();
        if (!signed || bits < 32) {
            element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, signed)));
            element.setConverted_type(ConvertedType.valueOf((signed ? "INT_" : "UINT_") + bits));
        }
        return ValueKind.valueOf((signed ? "INT" : "UINT") + bits);
    }

    private static ValueKind floating(ArrowType.FloatingPoint type, String title) {
        if (type.getPrecision() == FloatingPointPrecision.HALF) {
            throw refused(title, type, "convert it to single precision");
        }
        return type.getPrecision() == FloatingPointPrecision.SINGLE ? ValueKind.FLOAT : ValueKind.DOUBLE;
    }

    private static ValueKind decimal(ArrowType.Decimal type, String title, SchemaElement element) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        if (scale < 0 || scale > precision) {
            throw refused(title, type, "the scale must be 0 to the precision");
        }
        element.setLogicalType(LogicalTypes.DECIMAL(scale, precision));
        element.setConverted_type(ConvertedType.DECIMAL);
        element.setPrecision(precision);
        element.setScale(scale);
        if (type.getBitWidth() == 128 && precision <= 9) {
            return ValueKind.DECIMAL32;
        } else if (type.getBitWidth() == 128 && precision <= 18) {
            return ValueKind.DECIMAL64;
        }
        element.setType_length(decimalBytes(precision));
        if (type.getBitWidth() == 128) {
            return ValueKind.DECIMAL128;
        } else if (type.getBitWidth() == 256) {
            return ValueKind.DECIMAL256;
        }
        throw refused(title, type, "use 128 bits");
    }

    /** The least number of bytes that hold every number of so many digits in two's complement. */
    private static int decimalBytes(int precision) {
        return java.math.BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
    }

    private static ValueKind date(ArrowType.Date type, String title, SchemaElement element) {
        if (type.getUnit() != DateUnit.DAY) {
            throw refused(title, type, "use days");
        }
        element.setLogicalType(LogicalTypes.DATE);
        element.setConverted_type(ConvertedType.DATE);
        return ValueKind.INT32;
    }

    private static ValueKind time(ArrowType.Time type, String title, SchemaElement element) {
        TimeUnit unit = unit(type.getUnit(), title, type);
        element.setLogicalType(LogicalType.TIME(new TimeType(false, unit)));
        return type.getBitWidth() == 32 ? ValueKind.INT32 : ValueKind.INT64;
    }

    private static ValueKind timestamp(ArrowType.Timestamp type, String title, SchemaElement element) {
        TimeUnit unit = unit(type.getUnit(), title, type);
        boolean instant = type.getTimezone() != null;
        element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(instant, unit)));
        if (instant && unit.isSetMICROS()) {
            element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        } else if (instant && unit.isSetMILLIS()) {
            element.setConverted_type(ConvertedType.TIMESTAMP_MILLIS);
        }
        return ValueKind.INT64;
    }

    private static TimeUnit unit(org.apache.arrow.vector.types.TimeUnit unit, String title, ArrowType type) {
        return switch (unit) {
            case MILLISECOND -> TimeUnit.MILLIS(new MilliSeconds());
            case MICROSECOND -> TimeUnit.MICROS(new MicroSeconds());
            case NANOSECOND -> TimeUnit.NANOS(new NanoSeconds());
            case SECOND -> throw refused(title, type, "use milliseconds or microseconds");
        };
    }

    private static UsageException refused(String title, ArrowType type, String remedy) {
        return new UsageException("column '" + title + "' has the Arrow type " + type
                + ", which the Parquet writer does not take; " + remedy);
    }
}
