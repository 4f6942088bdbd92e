package io.xylem.xml.bind;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lexical forms of Java values, as XSD has them. */
final class ValueTexts {
    /** More zeros than any decimal column has places. */
    private static final int MAX_SCALE = 100;

    private ValueTexts() {}

    /** The text of a value for a column. */
    static String of(ShredColumn column, Object value) {
        if (value instanceof String text) {
            return text;
        }
        String text = column.type() instanceof Primitive primitive
                ? primitive(primitive, column.rules().binary(), value)
                : column.type() instanceof DecimalType ? decimal(value) : null;
        if (text == null) {
            throw new UsageException("column " + column.name() + " is " + name(column.type()) + ", but was given a "
                    + value.getClass().getName() + "; convert it, or change the column's type");
        }
        return text;
    }

    private static String name(DataType type) {
        return type instanceof DecimalType decimal
                ? "decimal(" + decimal.precision() + "," + decimal.scale() + ")"
                : type.toString().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String primitive(Primitive type, BinaryForm form, Object value) {
        return switch (type) {
            case STRING -> null;
            case BOOLEAN -> value instanceof Boolean ? value.toString() : null;
            case INT -> isInt(value) ? value.toString() : null;
            case LONG -> isInt(value) || value instanceof Long ? value.toString() : null;
            case FLOAT -> value instanceof Float number ? floating(number.toString()) : null;
            case DOUBLE ->
                value instanceof Double || value instanceof Float || isInt(value)
                        ? floating(Double.toString(((Number) value).doubleValue()))
                        : null;
            case DATE -> value instanceof LocalDate ? value.toString() : null;
            case TIMESTAMP -> {
                Instant instant = instant(value);
                yield instant == null ? null : instant.toString();
            }
            case TIMESTAMP_NTZ ->
                value instanceof LocalDateTime time ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) : null;
            case BINARY -> value instanceof byte[] bytes ? binary(form, bytes) : null;
        };
    }

    private static boolean isInt(Object value) {
        return value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static String floating(String text) {
        return text.replace("Infinity", "INF");
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return value instanceof Instant instant ? instant : null;
    }

    private static String binary(BinaryForm form, byte[] bytes) {
        return form == BinaryForm.HEX
                ? HexFormat.of().formatHex(bytes)
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable String decimal(Object value) {
        if (value instanceof BigDecimal number) {
            // A number with an exponent is none of the column's: bad, but short.
            return Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
        }
        return value instanceof BigInteger || isInt(value) || value instanceof Long ? value.toString() : null;
    }
}
