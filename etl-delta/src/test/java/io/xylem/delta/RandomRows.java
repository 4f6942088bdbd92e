package io.xylem.delta;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows of any schema, with the values that writers get wrong among them. */
final class RandomRows {
    private static final long FIRST_MICROS =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long LAST_MICROS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * 1_000_000;

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    /** All types, nested ones too. */
    static TableSchema everyType() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("id", Primitive.LONG, false, "the key"));
        for (Primitive type : Primitive.values()) {
            fields.add(new Field(type.name().toLowerCase(java.util.Locale.ROOT), type));
        }
        fields.add(new Field("small decimal", new DecimalType(9, 2)));
        fields.add(new Field("decimal.18", new DecimalType(18, 6)));
        fields.add(new Field("decimal,38", new DecimalType(38, 10)));
        fields.add(new Field("list", new ListType(Primitive.DOUBLE)));
        fields.add(new Field(
                "struct",
                new StructType(List.of(
                        new Field("a b", Primitive.STRING),
                        new Field("n", Primitive.INT),
                        new Field("deep", new StructType(List.of(new Field("t", Primitive.TIMESTAMP))))))));
        fields.add(new Field(
                "positions",
                new ListType(new StructType(List.of(
                        new Field("time", Primitive.TIMESTAMP), new Field("codes", new ListType(Primitive.STRING)))))));
        return new TableSchema("every", fields);
    }

    List<Map<String, Object>> rows(TableSchema table, int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(struct(table.fields()));
        }
        return rows;
    }

    private Map<String, Object> struct(List<Field> fields) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Field field : fields) {
            row.put(field.name(), field.nullable() && random.nextInt(5) == 0 ? null : value(field.type()));
        }
        return row;
    }

    private Object value(DataType type) {
        if (type instanceof DecimalType decimal) {
            int bits = (int) (decimal.precision() * 3.3);
            BigInteger unscaled = new BigInteger(random.nextInt(bits) + 1, random);
            return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
        } else if (type instanceof ListType list) {
            List<Object> items = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(random.nextInt(5) == 0 ? null : value(list.element()));
            }
            return items;
        } else if (type instanceof StructType struct) {
            return struct(struct.fields());
        }
        return primitive((Primitive) type);
    }

    private Object primitive(Primitive type) {
        return switch (type) {
            case STRING -> text();
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> pick(-0.0f, 0.0f, Float.MIN_VALUE, (float) random.nextGaussian(), random.nextFloat() * 1e30f);
            case DOUBLE -> pick(-0.0, 0.0, Double.MIN_VALUE, random.nextGaussian(), random.nextDouble() * 1e300);
            case DATE -> LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000);
            case TIMESTAMP -> time();
            case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(time(), ZoneOffset.UTC);
            case BINARY -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private Instant time() {
        long micros = random.nextInt(10) == 0
                ? FIRST_MICROS + (long) (random.nextDouble() * (LAST_MICROS - FIRST_MICROS))
                : 1_700_000_000_000_000L + random.nextInt();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Short and long texts, of one to four bytes a character. */
    String text() {
        int[] alphabet =
                pick(new int[] {'a', 'b', 'z', '~', 0x7f}, new int[] {'x', 0xe9, 0x4e2d, 0xffff, 0x1f600, 0x10ffff});
        StringBuilder text = new StringBuilder();
        for (int i = pick(0, 1, 3, 31, 32, 33, 40, 90); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
