package io.xylem.arrow.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text to value by regular expressions and the JDK's own classes: slow and plain. */
public final class Oracle {
    /** What a text is that does not fit. */
    public static final Object BAD = "BAD".toCharArray();

    private static final String OFFSET = "Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00)";
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:" + OFFSET + ")?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(" + OFFSET + ")?");
    private static final Pattern FLOATING =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?", Pattern.DOTALL);

    private Oracle() {}

    /** The value of a text, null, or {@link #BAD}; binary as a ByteBuffer, temporal values as numbers. */
    public static Object parse(ShredColumn column, String raw) {
        ValueRules rules = column.rules();
        DataType type = column.type();
        if (type == Primitive.STRING) {
            return rules.trim() ? raw.replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "") : raw;
        }
        String text = raw.replaceAll("[ \t\r\n]+", " ").replaceAll("^ | $", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (type instanceof DecimalType decimal) {
                return decimal(text, decimal);
            }
            return switch ((Primitive) type) {
                case BOOLEAN -> bool(text);
                case INT -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case LONG -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
                case FLOAT -> real(text, true);
                case DOUBLE -> real(text, false);
                case DATE -> rules.format() == null ? date(text) : patternDate(text, rules.format());
                case TIMESTAMP, TIMESTAMP_NTZ ->
                    rules.format() == null
                            ? timestamp(text, type == Primitive.TIMESTAMP_NTZ, rules)
                            : patternTimestamp(text, type == Primitive.TIMESTAMP_NTZ, rules);
                case BINARY -> rules.binary() == BinaryForm.HEX ? hex(text) : base64(text);
                case STRING -> throw new AssertionError();
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return BAD;
        }
    }

    private static Object bool(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> BAD;
        };
    }

    private static Object integer(String text, long least, long most) {
        if (!text.matches("[+-]?[0-9]+")) {
            return BAD;
        }
        BigInteger value = new BigInteger(text);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            return BAD;
        }
        return most == Integer.MAX_VALUE ? (Object) value.intValue() : (Object) value.longValue();
    }

    private static Object real(String text, boolean single) {
        if (text.equals("NaN")) {
            return single ? (Object) Float.NaN : (Object) Double.NaN;
        }
        if (text.matches("[+-]?INF")) {
            double infinity = text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return single ? (Object) (float) infinity : (Object) infinity;
        }
        if (!FLOATING.matcher(text).matches()) {
            return BAD;
        }
        if (single) {
            float value = Float.parseFloat(text);
            return Float.isInfinite(value) ? BAD : (Object) value;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? BAD : (Object) value;
    }

    private static Object decimal(String text, DecimalType type) {
        if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)")) {
            return BAD;
        }
        BigDecimal value = new BigDecimal(text).setScale(type.scale(), java.math.RoundingMode.UNNECESSARY);
        return value.precision() > type.precision() ? BAD : value;
    }

    private static Object date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return BAD;
        }
        LocalDate date = LocalDate.parse(matcher.group(1));
        return date.getYear() < 1 ? BAD : (Object) (int) date.toEpochDay();
    }

    private static Object timestamp(String text, boolean local, ValueRules rules) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches() || (local && matcher.group(4) != null)) {
            return BAD;
        }
        String digits = matcher.group(3) == null ? "" : matcher.group(3);
        boolean fine = digits.length() > 6 && !digits.substring(6).matches("0*");
        if (fine && !rules.truncate()) {
            return BAD;
        }
        LocalDate date = LocalDate.parse(matcher.group(1));
        if (date.getYear() < 1) {
            return BAD;
        }
        String time = matcher.group(2);
        boolean midnight = time.equals("24:00:00");
        if (midnight && !digits.matches("0*")) {
            return BAD;
        }
        LocalDateTime moment =
                midnight ? date.plusDays(1).atStartOfDay() : LocalDateTime.parse(matcher.group(1) + "T" + time);
        String micros = (digits + "000000").substring(0, 6);
        moment = moment.plus(Integer.parseInt(micros), ChronoUnit.MICROS);
        ZoneId zone =
                local ? ZoneOffset.UTC : matcher.group(4) == null ? rules.zone() : ZoneOffset.of(matcher.group(4));
        return zone == null ? BAD : micros(moment, zone);
    }

    private static Object micros(LocalDateTime moment, ZoneId zone) {
        LocalDateTime utc = ZonedDateTime.ofLocal(moment, zone, null)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
        if (utc.getYear() < 1 || utc.getYear() > 9999) {
            return BAD;
        }
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), utc);
    }

    private static TemporalAccessor pattern(String text, String format) {
        return DateTimeFormatter.ofPattern(format.replace('y', 'u'), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT)
                .parse(text);
    }

    private static Object patternDate(String text, String format) {
        LocalDate date = LocalDate.from(pattern(text, format));
        return date.getYear() < 1 || date.getYear() > 9999 ? BAD : (Object) (int) date.toEpochDay();
    }

    private static Object patternTimestamp(String text, boolean local, ValueRules rules) {
        TemporalAccessor parsed = pattern(text, rules.format());
        LocalDateTime moment = LocalDateTime.from(parsed);
        if (moment.get(ChronoField.NANO_OF_SECOND) % 1000 != 0 && !rules.truncate()) {
            return BAD;
        }
        ZoneId written = parsed.query(TemporalQueries.zone());
        if (moment.getYear() < 1 || moment.getYear() > 9999 || (local && written != null)) {
            return BAD;
        }
        ZoneId zone = local ? ZoneOffset.UTC : written == null ? rules.zone() : written;
        return zone == null ? BAD : micros(moment.truncatedTo(ChronoUnit.MICROS), zone);
    }

    private static Object base64(String text) {
        String compact = text.replace(" ", "");
        byte[] bytes = Base64.getDecoder().decode(compact);
        return Base64.getEncoder().encodeToString(bytes).equals(compact) ? ByteBuffer.wrap(bytes) : BAD;
    }

    private static Object hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    }
}
