package io.xylem.it;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;

/** Types of columns, with texts that come back from a typed value as they were. */
enum ValueKind {
    STRING("string"),
    BOOLEAN("boolean"),
    INT("int"),
    LONG("long"),
    FLOAT("float"),
    DOUBLE("double"),
    DECIMAL("decimal(25,4)"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    LOCAL("timestamp_ntz"),
    HEX("binary(hex)"),
    BASE("binary(base64)"),
    XML("xml");

    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final String[] LETTERS = {
        "a", "Z", "7", "é", "日", "\uD83D\uDE00", "<", "&", ">", "'", "\"", "]]>", "="
    };

    /** The type's name in a mapping. */
    final String type;

    ValueKind(String type) {
        this.type = type;
    }

    /** What the names of elements and attributes with such texts begin with. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean text() {
        return this == STRING || this == XML;
    }

    /** A text without white space, commas, or an element's markup. */
    String next(Random random) {
        return switch (this) {
            case STRING, XML -> letters(random);
            case BOOLEAN -> String.valueOf(random.nextBoolean());
            case INT -> String.valueOf(random.nextInt() >> random.nextInt(32));
            case LONG -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case FLOAT -> lexical(String.valueOf(Float.intBitsToFloat(random.nextInt())));
            case DOUBLE ->
                lexical(String.valueOf(
                        random.nextBoolean()
                                ? random.nextInt(3600) / 10.0
                                : Double.longBitsToDouble(random.nextLong())));
            case DECIMAL -> new BigDecimal(new BigInteger(random.nextInt(83), random), 4).toPlainString();
            case DATE -> instant(random).atOffset(ZoneOffset.UTC).toLocalDate().toString();
            case TIMESTAMP -> instant(random).toString();
            case LOCAL -> text(LocalDateTime.ofInstant(instant(random), ZoneOffset.UTC));
            case HEX -> HexFormat.of().formatHex(bytes(random));
            case BASE -> Base64.getEncoder().encodeToString(bytes(random));
        };
    }

    /** The text of a value. */
    String text(Object value) {
        if (this == HEX) {
            return HexFormat.of().formatHex((byte[]) value);
        } else if (this == BASE) {
            return Base64.getEncoder().encodeToString((byte[]) value);
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof Float || value instanceof Double) {
            return lexical(value.toString());
        } else if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value.toString();
    }

    private static String lexical(String number) {
        return number.replace("Infinity", "INF");
    }

    private static Instant instant(Random random) {
        long seconds = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
        long micros = random.nextBoolean() ? 0 : random.nextInt(1_000_000);
        return Instant.ofEpochSecond(seconds).plus(micros, ChronoUnit.MICROS);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(9)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String letters(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 5); i >= 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
