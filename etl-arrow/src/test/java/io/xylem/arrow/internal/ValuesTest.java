package io.xylem.arrow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type against the JDK. */
class ValuesTest {
    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 40;
    private static final int TEXTS = 300;

    static List<ShredColumn> columns() {
        List<ShredColumn> all = new ArrayList<>();
        for (Primitive type : Primitive.values()) {
            all.add(column(type, null, null, false, BinaryForm.BASE64));
        }
        all.add(new ShredColumn(
                "trimmed",
                Primitive.STRING,
                false,
                new ValueRules(false, BadValue.RESCUE, true, null, null, null, false, BinaryForm.BASE64),
                "/x",
                null));
        all.add(column(Primitive.BINARY, null, null, false, BinaryForm.HEX));
        for (int[] decimal :
                new int[][] {{1, 0}, {1, 1}, {9, 2}, {18, 6}, {19, 0}, {20, 18}, {38, 0}, {38, 18}, {38, 38}}) {
            all.add(column(new DecimalType(decimal[0], decimal[1]), null, null, false, BinaryForm.BASE64));
        }
        for (String zone :
                List.of("Europe/Berlin", "America/New_York", "+05:30", "Asia/Kathmandu", "Africa/Monrovia")) {
            all.add(column(Primitive.TIMESTAMP, null, zone, zone.contains("New"), BinaryForm.BASE64));
        }
        all.add(column(Primitive.TIMESTAMP_NTZ, null, null, true, BinaryForm.BASE64));
        all.add(column(Primitive.DATE, "dd.MM.yyyy", null, false, BinaryForm.BASE64));
        all.add(column(Primitive.DATE, "d MMM uuuu", null, false, BinaryForm.BASE64));
        all.add(column(Primitive.TIMESTAMP, "yyyyMMddHHmmssSSS", "Europe/Berlin", false, BinaryForm.BASE64));
        all.add(column(Primitive.TIMESTAMP, "yyyy-MM-dd HH:mm:ss.SSSSSSSSS", "UTC", false, BinaryForm.BASE64));
        all.add(column(Primitive.TIMESTAMP, "yyyy-MM-dd HH:mm:ss.SSSSSSSSS[XXX]", "UTC", true, BinaryForm.BASE64));
        all.add(column(Primitive.TIMESTAMP, "dd/MM/yy HH:mm[:ss]XXX", null, false, BinaryForm.BASE64));
        all.add(column(Primitive.TIMESTAMP_NTZ, "EEE, d MMM yyyy hh:mm:ss a", null, false, BinaryForm.BASE64));
        return all;
    }

    private static ShredColumn column(
            DataType type, @Nullable String format, @Nullable String zone, boolean truncate, BinaryForm binary) {
        ZoneId id = zone == null ? null : ZoneId.of(zone);
        return new ShredColumn(
                type + (format == null ? "" : " " + format) + (zone == null ? "" : " " + zone),
                type,
                false,
                new ValueRules(false, BadValue.RESCUE, false, null, format, id, truncate, binary),
                "/x",
                null);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void agreesWithTheJdk(ShredColumn column) {
        System.out.println("seed " + SEED + " " + column.name());
        Random random = new Random(SEED);
        Texts texts = new Texts(random);
        Values values = Values.of(column);
        BadItems bad = new BadItems();
        int good = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> raw = new ArrayList<>();
            for (int i = 0; i < TEXTS; i++) {
                raw.add(texts.text(column));
            }
            bad.clear();
            List<Object> found = parse(values, raw, bad);
            int next = 0;
            for (int i = 0; i < TEXTS; i++) {
                Object expected = Oracle.parse(column, raw.get(i));
                boolean isBad = next < bad.size() && bad.get(next) == i;
                next += isBad ? 1 : 0;
                assertThat(isBad).as("bad: '%s'", raw.get(i)).isEqualTo(expected == Oracle.BAD);
                assertThat(found.get(i)).as("'%s'", raw.get(i)).isEqualTo(isBad ? null : expected);
                good += !isBad && expected != null ? 1 : 0;
                refused += isBad ? 1 : 0;
            }
            assertThat(bad.size()).isEqualTo(next);
        }
        assertThat(good).isGreaterThan(ROUNDS * TEXTS / 3);
        assertThat(refused > 0).isEqualTo(column.type() != Primitive.STRING);
    }

    private static List<Object> parse(Values values, List<String> raw, BadItems bad) {
        ByteBuffer arena = ByteBuffer.allocate(1 << 18);
        arena.put((byte) 'x');
        long[] ranges = new long[raw.size()];
        for (int i = 0; i < ranges.length; i++) {
            byte[] utf8 = raw.get(i).getBytes(StandardCharsets.UTF_8);
            ranges[i] = TextColumn.range(arena.position(), arena.position() + utf8.length);
            arena.put(utf8);
        }
        values.parse(arena.array(), ranges, ranges.length, bad);
        List<Object> result = new ArrayList<>();
        for (int i = 0; i < ranges.length; i++) {
            result.add(values.present[i + 1] == 0 ? null : value(values, i + 1));
        }
        return result;
    }

    private static Object value(Values values, int slot) {
        if (values instanceof IntValues.Floats floats) {
            return Float.intBitsToFloat(floats.values[slot]);
        }
        if (values instanceof IntValues ints) {
            return ints.values[slot];
        }
        if (values instanceof LongValues.Doubles doubles) {
            return Double.longBitsToDouble(doubles.values[slot]);
        }
        if (values instanceof LongValues longs) {
            return longs.values[slot];
        }
        if (values instanceof BooleanValues booleans) {
            return booleans.value(slot);
        }
        if (values instanceof DecimalValues decimals) {
            BigInteger unscaled = BigInteger.valueOf(decimals.high(slot))
                    .shiftLeft(64)
                    .add(new BigInteger(Long.toUnsignedString(decimals.low(slot))));
            return new BigDecimal(unscaled, decimals.scale());
        }
        RangeValues texts = (RangeValues) values;
        int start = TextColumn.start(texts.values[slot]);
        int length = TextColumn.end(texts.values[slot]) - start;
        return values instanceof BinaryValues
                ? ByteBuffer.wrap(texts.bytes, start, length).slice()
                : new String(texts.bytes, start, length, StandardCharsets.UTF_8);
    }

    @Test
    void absentAndNilAreNull() {
        for (ShredColumn column : columns()) {
            Values values = Values.of(column);
            BadItems bad = new BadItems();
            values.parse(new byte[16], new long[] {TextColumn.ABSENT, TextColumn.NIL}, 2, bad);
            assertThat(values.present).startsWith(0, 0, 0);
            assertThat(bad.size()).isZero();
        }
    }

    @Test
    void yearOfEraIsTheYear() {
        ShredColumn column = column(Primitive.DATE, "yyyy-MM-dd", null, false, BinaryForm.BASE64);
        BadItems bad = new BadItems();
        assertThat(parse(Values.of(column), List.of("2024-02-29", "2023-02-29", "2024-2-29"), bad))
                .containsExactly(19_782, null, null);
    }

    @Test
    void patternWithoutTimeGivesTheStartOfTheDay() {
        ShredColumn column = column(Primitive.TIMESTAMP, "yyyy-MM-dd", "UTC", false, BinaryForm.BASE64);
        assertThat(parse(Values.of(column), List.of("1970-01-02"), new BadItems()))
                .containsExactly(DateTimeParser.MICROS_PER_DAY);
    }

    @Test
    void rejectsPatternsThatGiveNoDate() {
        for (String pattern : List.of("HH:mm", "yyyy-MM", "dd.MM.yyyy hh:mm", "yyyy-MM-dd {", "jjjj")) {
            assertThatThrownBy(() -> Values.of(column(Primitive.TIMESTAMP, pattern, null, false, BinaryForm.BASE64)))
                    .as(pattern)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(pattern);
        }
    }
}
