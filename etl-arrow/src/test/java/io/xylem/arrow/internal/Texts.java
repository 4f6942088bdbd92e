package io.xylem.arrow.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random texts for a column: good ones, nearly good ones, edges, and rubbish. */
public final class Texts {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "+0",
            "1",
            "-1",
            "127",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "00000000000000000000000000000000001",
            "-000000000000000000009223372036854775808",
            "99999999999999999999999999999999999999",
            "100000000000000000000000000000000000000",
            "+",
            "-",
            ".",
            "-.",
            "1.",
            ".5",
            "+.5",
            "1.5.",
            "1e5",
            "1E+5",
            "1e-5",
            "1e",
            "1e+",
            "e5",
            "0x10",
            "0x1p3",
            "1f",
            "1d",
            "1.0D",
            "Infinity",
            "-Infinity",
            "INF",
            "+INF",
            "-INF",
            "inf",
            "NaN",
            "-NaN",
            "nan",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e309",
            "-1e309",
            "1e-400",
            "4.9e-324",
            "2.4e-324",
            "2.2250738585072011e-308",
            "3.4028235e38",
            "3.4028236e38",
            "1.4e-45",
            "0e999999999999",
            "1e99999999999999999999",
            "0.1e-99999999999",
            "9007199254740993",
            "9007199254740992.5",
            "16777217",
            "123456789012345678901234567890",
            "1_000",
            "1,5",
            "١٢",
            "0.000000000000000000000000000000000001",
            "12.30",
            "12.345",
            "12.3450000000000000000000",
            "1 2",
            "--1",
            "+-1",
            "8.41e21",
            "9.5367431640625e-7",
            "1e22",
            "1e23",
            "99999999999999999",
            "179769313486231580e291");
    private static final List<String> MOMENTS = List.of(
            "2024-02-29T12:34:56Z",
            "2023-02-29T12:34:56Z",
            "1900-02-29T00:00:00Z",
            "2000-02-29T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "0001-01-01T00:00:00-14:00",
            "0000-12-31T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "9999-12-31T24:00:00Z",
            "9999-12-31T23:59:59-00:01",
            "10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2024-06-30T23:59:60Z",
            "2024-06-30T24:00:00Z",
            "2024-06-30T24:00:01Z",
            "2024-06-30T24:00:00.000",
            "2024-06-30T24:00:00.0000001",
            "2024-06-30T24:00:00.000001",
            "2024-06-30T12:00:00.123456",
            "2024-06-30T12:00:00.1234560",
            "2024-06-30T12:00:00.1234561",
            "2024-06-30T12:00:00.",
            "2024-06-30T12:00:00.5",
            "2024-06-30T12:00:00.5+14:00",
            "2024-06-30T12:00:00+14:01",
            "2024-06-30T12:00:00-13:59",
            "2024-06-30T12:00:00+13:60",
            "2024-06-30T12:00:00+1:00",
            "2024-06-30T12:00:00z",
            "2024-06-30t12:00:00Z",
            "2024-06-30 12:00:00",
            "2024-06-30T12:00",
            "2024-06-30",
            "2024-06-30Z",
            "2024-06-30+02:00",
            "2024-06-30+15:00",
            "2024-06-31",
            "2024-13-01",
            "2024-00-01",
            "2024-01-00",
            "24-01-01",
            "2024-6-30",
            "2024/06/30",
            "2024-03-31T02:30:00",
            "2024-03-31T02:00:00",
            "2024-03-31T01:59:59.999999",
            "2024-03-31T03:00:00",
            "2024-10-27T02:00:00",
            "2024-10-27T02:30:00",
            "2024-10-27T02:59:59.999999",
            "2024-10-27T03:00:00",
            "2024-10-27T01:59:59",
            "1880-01-01T00:00:00",
            "1893-04-01T00:00:00",
            "2024-06-30T12:00:00 Z",
            "2024-06-30T12:00:00ZZ",
            "2024-06-30T12:00:00+02:00x",
            "T",
            "2024-06-30T");
    private static final String ALPHABET = "0123456789+-.eETZ:/ \tabcdefINFNaNxX=\u00e9\u4e2d\ud83d\ude00\"\\\n";

    private final Random random;

    public Texts(Random random) {
        this.random = random;
    }

    /** A text; about two in three are good ones. */
    public String text(ShredColumn column) {
        String text = switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> edge(column.type());
            case 2 -> mutated(good(column));
            default -> good(column);
        };
        return random.nextInt(6) == 0 ? padding() + text + padding() : text;
    }

    private String edge(DataType type) {
        if (type instanceof Primitive primitive) {
            switch (primitive) {
                case DATE, TIMESTAMP, TIMESTAMP_NTZ -> {
                    return pick(MOMENTS);
                }
                case BOOLEAN -> {
                    return pick(List.of("TRUE", "True", "yes", "2", "10", "t", "truex", "fals", "00", "+1"));
                }
                case BINARY -> {
                    return pick(List.of(
                            "=",
                            "==",
                            "Q",
                            "QQ",
                            "QQ=",
                            "QQ==",
                            "QR==",
                            "QUI",
                            "QUI=",
                            "QUJ=",
                            "QUJD",
                            "QUJD=",
                            "QU JD",
                            "QQ= =",
                            "Q Q = =",
                            "QQ==QQ==",
                            "a-_b",
                            "0",
                            "0g",
                            "0 0",
                            "00",
                            "fF",
                            "0x00",
                            "é"));
                }
                default -> {
                    return pick(NUMBERS);
                }
            }
        }
        return pick(NUMBERS);
    }

    private String good(ShredColumn column) {
        if (column.type() instanceof DecimalType decimal) {
            return decimal(decimal);
        }
        return switch ((Primitive) column.type()) {
            case STRING -> string();
            case BOOLEAN -> pick(List.of("true", "false", "1", "0"));
            case INT -> sign() + zeros() + random.nextInt(1 << (1 + random.nextInt(30)));
            case LONG -> sign() + zeros() + (random.nextLong() >>> (1 + random.nextInt(63)));
            case FLOAT, DOUBLE -> real();
            case DATE ->
                column.rules().format() == null
                        ? day() + (random.nextInt(4) == 0 ? offset() : "")
                        : formatted(column.rules().format());
            case TIMESTAMP ->
                column.rules().format() == null
                        ? moment() + (column.rules().zone() != null && random.nextBoolean() ? "" : offset())
                        : formatted(column.rules().format());
            case TIMESTAMP_NTZ ->
                column.rules().format() == null
                        ? moment()
                        : formatted(column.rules().format());
            case BINARY -> binary(column.rules().binary());
        };
    }

    private String decimal(DecimalType type) {
        StringBuilder text = new StringBuilder(sign()).append(zeros());
        int whole = random.nextInt(type.precision() - type.scale() + 1);
        int fraction = random.nextInt(type.scale() + 1);
        for (int i = 0; i < whole; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (fraction > 0 || random.nextBoolean()) {
            text.append('.');
        }
        for (int i = 0; i < fraction; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.append("0".repeat(random.nextInt(3))).toString();
    }

    private String real() {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
            case 2 -> sign() + random.nextInt(1000) + "." + random.nextInt(1_000_000_000);
            case 3 ->
                sign() + zeros() + (random.nextLong() >>> random.nextInt(64)) + "." + (random.nextLong() >>> 1)
                        + pick(List.of("e", "E")) + sign() + random.nextInt(330);
            default ->
                sign()
                        + (random.nextLong() >>> random.nextInt(64))
                        + pick(List.of("e", "E"))
                        + sign()
                        + random.nextInt(45);
        };
    }

    private String day() {
        int days = random.nextInt(4) == 0 ? random.nextInt(3_652_059) - 719_162 : random.nextInt(30_000);
        return LocalDate.ofEpochDay(days).toString();
    }

    private String moment() {
        String fraction = random.nextBoolean()
                ? ""
                : "."
                        + String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000))
                                .substring(0, 1 + random.nextInt(6))
                        + "0".repeat(random.nextInt(4));
        return day()
                + String.format(
                        Locale.ROOT, "T%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60))
                + fraction;
    }

    private String offset() {
        return random.nextBoolean()
                ? "Z"
                : String.format(
                        Locale.ROOT,
                        "%s%02d:%02d",
                        random.nextBoolean() ? "+" : "-",
                        random.nextInt(14),
                        random.nextInt(60));
    }

    private String formatted(String format) {
        long seconds = random.nextInt(30) == 0 ? random.nextLong(253_402_300_800L) : random.nextLong(4_000_000_000L);
        return LocalDateTime.ofEpochSecond(seconds, random.nextInt(1_000_000) * 1000, ZoneOffset.UTC)
                .atOffset(ZoneOffset.ofHoursMinutes(random.nextInt(10), random.nextInt(60)))
                .format(DateTimeFormatter.ofPattern(format, Locale.ENGLISH));
    }

    private String binary(BinaryForm form) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        if (form == BinaryForm.HEX) {
            String hex = HexFormat.of().formatHex(bytes);
            return random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT);
        }
        String text = Base64.getEncoder().encodeToString(bytes);
        if (random.nextInt(3) == 0 && !text.isEmpty()) {
            int at = random.nextInt(text.length());
            text = text.substring(0, at) + "\n " + text.substring(at);
        }
        return text;
    }

    private String string() {
        int length = random.nextInt(8) == 0 ? random.nextInt(200) : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(20)) {
                        case 0 -> 0x80 + random.nextInt(0x700);
                        case 1 -> 0x4e00 + random.nextInt(0x1000);
                        case 2 -> 0x1f600 + random.nextInt(50);
                        case 3 -> "\"\\\n\r\t/<&".charAt(random.nextInt(8));
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private String mutated(String text) {
        StringBuilder result = new StringBuilder(text);
        int at = random.nextInt(text.length() + 1);
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        if (Character.isSurrogate(c)) {
            c = '?';
        }
        switch (random.nextInt(3)) {
            case 0 -> result.insert(at, c);
            case 1 -> {
                if (at < result.length() && !Character.isSurrogate(result.charAt(at))) {
                    result.deleteCharAt(at);
                }
            }
            default -> {
                if (at < result.length() && !Character.isSurrogate(result.charAt(at))) {
                    result.setCharAt(at, c);
                }
            }
        }
        return Character.isSurrogate(c) ? text : repaired(result.toString());
    }

    /** An insertion may have parted a surrogate pair. */
    private static String repaired(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    private String padding() {
        return pick(List.of("", " ", "\n", "\t ", "\r\n  "));
    }

    private String zeros() {
        return random.nextInt(5) == 0 ? "0".repeat(random.nextInt(25)) : "";
    }

    private String sign() {
        return pick(List.of("", "", "-", "+"));
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
