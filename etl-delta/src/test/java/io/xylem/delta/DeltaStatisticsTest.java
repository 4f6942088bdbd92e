package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaStatisticsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    Path temp;

    private JsonNode statistics(TableSchema table, List<Map<String, Object>> rows, String indexedColumns)
            throws IOException {
        DeltaSink sink = DeltaSink.table(temp.resolve("t"))
                .property("delta.dataSkippingNumIndexedCols", indexedColumns)
                .build();
        Jobs.commit(sink, table, 0, Jobs.Unit.of(rows));
        List<DeltaTable.DataFile> files = DeltaTable.open(temp.resolve("t")).files();
        assertThat(files).hasSize(1);
        assertThat(files.get(0).rows()).isEqualTo(rows.size());
        return JSON.readTree(files.get(0).statistics());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void areTrueForRandomRows(long seed) throws IOException {
        System.out.println("seed " + seed);
        TableSchema table = RandomRows.everyType();
        List<Map<String, Object>> rows = new RandomRows(seed).rows(table, 1 + (int) (seed * 7 % 60));
        JsonNode json = statistics(table, rows, "-1");
        Map<String, String> physical = DeltaTable.open(temp.resolve("t")).physicalNames();

        assertThat(json.get("numRecords").asLong()).isEqualTo(rows.size());
        assertThat(json.get("tightBounds").asBoolean()).isTrue();
        for (Field field : table.fields()) {
            List<Object> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.get(field.name())));
            if (field.type() instanceof StructType struct) {
                String name = physical.get(field.name());
                check(json, List.of(name, "n"), struct.fields().get(1).type(), inside(values, "n"));
                check(json, List.of(name, "deep", "t"), Primitive.TIMESTAMP, inside(inside(values, "deep"), "t"));
            } else {
                check(json, List.of(physical.get(field.name())), field.type(), values);
            }
        }
    }

    private static List<Object> inside(List<Object> structs, String field) {
        List<Object> values = new ArrayList<>();
        structs.forEach(struct -> values.add(struct == null ? null : ((Map<?, ?>) struct).get(field)));
        return values;
    }

    private static void check(JsonNode json, List<String> path, DataType type, List<Object> values) {
        JsonNode min = at(json.get("minValues"), path);
        JsonNode max = at(json.get("maxValues"), path);
        JsonNode nulls = at(json.get("nullCount"), path);
        if (type instanceof DataType.ListType) {
            assertThat(List.of(min, max, nulls)).as("lists have no statistics").allMatch(JsonNode::isMissingNode);
            return;
        }
        assertThat(nulls.asLong(-1))
                .as("nulls of %s", path)
                .isEqualTo(values.stream().filter(Objects::isNull).count());
        List<Object> present = values.stream().filter(Objects::nonNull).toList();
        if (type == Primitive.BINARY || type == Primitive.BOOLEAN || present.isEmpty()) {
            assertThat(List.of(min, max)).as("bounds of %s", path).allMatch(JsonNode::isMissingNode);
            return;
        }
        assertThat(min.isMissingNode() || max.isMissingNode())
                .as("bounds of %s", path)
                .isFalse();
        checkBounds(path, type, present, min, max);
    }

    private static JsonNode at(JsonNode node, List<String> path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        return at;
    }

    private static void checkBounds(List<String> path, DataType type, List<Object> values, JsonNode min, JsonNode max) {
        if (type == Primitive.STRING) {
            checkTexts(path, values, min.asText(), max.asText());
        } else if (type == Primitive.DATE) {
            List<LocalDate> dates = values.stream().map(LocalDate.class::cast).toList();
            assertThat(min.asText())
                    .as("%s", path)
                    .isEqualTo(Collections.min(dates).toString());
            assertThat(max.asText())
                    .as("%s", path)
                    .isEqualTo(Collections.max(dates).toString());
        } else if (type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ) {
            String zone = type == Primitive.TIMESTAMP ? "" : "Z";
            List<Instant> times =
                    values.stream().map(DeltaStatisticsTest::instant).toList();
            checkTimes(path, times, Instant.parse(min.asText() + zone), Instant.parse(max.asText() + zone));
        } else {
            List<BigDecimal> numbers =
                    values.stream().map(DeltaStatisticsTest::number).toList();
            assertThat(min.decimalValue()).as("%s", path).isEqualByComparingTo(Collections.min(numbers));
            assertThat(max.decimalValue()).as("%s", path).isEqualByComparingTo(Collections.max(numbers));
        }
    }

    private static Instant instant(Object value) {
        return value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
    }

    /** The bounds are the nearest milliseconds outside. */
    private static void checkTimes(List<String> path, List<Instant> times, Instant min, Instant max) {
        Instant first = Collections.min(times);
        Instant last = Collections.max(times);
        assertThat(min).as("%s", path).isBeforeOrEqualTo(first).isAfter(first.minusMillis(1));
        assertThat(max).as("%s", path).isAfterOrEqualTo(last).isBefore(last.plusMillis(1));
        assertThat(min).isEqualTo(Instant.ofEpochMilli(min.toEpochMilli()));
        assertThat(max).isEqualTo(Instant.ofEpochMilli(max.toEpochMilli()));
    }

    private static BigDecimal number(Object value) {
        return value instanceof Float || value instanceof Double
                ? BigDecimal.valueOf(((Number) value).doubleValue())
                : new BigDecimal(value.toString());
    }

    private static void checkTexts(List<String> path, List<Object> values, String min, String max) {
        for (Object value : values) {
            assertThat(compare(min, (String) value))
                    .as("lower bound of %s", path)
                    .isNotPositive();
            assertThat(compare(max, (String) value))
                    .as("upper bound of %s", path)
                    .isNotNegative();
        }
        assertThat(min.codePointCount(0, min.length())).isLessThanOrEqualTo(32);
        if (values.stream().allMatch(value -> ((String) value).length() <= 32)) {
            assertThat(values).contains(min, max);
        }
    }

    /** The order of the UTF-8 bytes, which is that of the code points. */
    private static int compare(String a, String b) {
        return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    @Test
    void coverAllColumnsOfAWideTableUnlessToldOtherwise() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            fields.add(new Field("c" + i, Primitive.LONG));
        }
        TableSchema table = new TableSchema("wide", fields);
        Jobs.commit(DeltaSink.table(temp.resolve("wide")).build(), table, 0, Jobs.Unit.of(List.of(Map.of("c49", 7L))));

        String all = DeltaTable.open(temp.resolve("wide")).files().get(0).statistics();
        assertThat(JSON.readTree(all).at("/minValues/c49").asLong()).isEqualTo(7);
        assertThat(statistics(table, List.of(Map.of("c49", 7L)), "49")
                        .at("/minValues")
                        .has("c49"))
                .isFalse();
    }

    @Test
    void leaveOutWhatReadersWouldGetWrong() throws IOException {
        TableSchema table = new TableSchema(
                "t",
                List.of(
                        new Field("nan", Primitive.DOUBLE),
                        new Field("infinite", Primitive.DOUBLE),
                        new Field("zero", Primitive.FLOAT),
                        new Field("nulls", Primitive.STRING)));
        Map<String, Object> first = row(Double.NaN, Double.POSITIVE_INFINITY, 0.0f);
        Map<String, Object> second = row(1.5, -2.0, -0.0f);
        JsonNode json = statistics(table, List.of(first, second), "32");

        assertThat(json.at("/maxValues").has("nan"))
                .as("NaN is greater than all numbers")
                .isFalse();
        assertThat(json.at("/minValues/nan").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/maxValues").has("infinite"))
                .as("JSON has no infinity")
                .isFalse();
        assertThat(json.at("/minValues/infinite").asDouble()).isEqualTo(-2.0);
        assertThat(json.at("/minValues/zero").asDouble()).isZero();
        assertThat(json.at("/maxValues").has("nulls")).isFalse();
        assertThat(json.at("/nullCount/nulls").asLong()).isEqualTo(2);
    }

    private static Map<String, Object> row(Double nan, Double infinite, Float zero) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("nan", nan);
        row.put("infinite", infinite);
        row.put("zero", zero);
        row.put("nulls", null);
        return row;
    }

    @Test
    void coverTheLeadingColumns() throws IOException {
        TableSchema table = RandomRows.everyType();
        JsonNode json = statistics(table, new RandomRows(1).rows(table, 20), "3");
        assertThat(json.get("nullCount")).hasSize(3);
        assertThat(json.get("nullCount").fieldNames()).toIterable().containsExactly("id", "string", "boolean");
    }

    @Test
    void writeDecimalsWithAllTheirDigits() throws IOException {
        TableSchema table = new TableSchema("t", List.of(new Field("d", new DecimalType(38, 2))));
        Map<String, Object> row = Map.of("d", new BigDecimal("123456789012345678901234567890123456.70"));
        assertThat(statistics(table, List.of(row), "32").at("/minValues/d").decimalValue())
                .isEqualByComparingTo(new BigDecimal("123456789012345678901234567890123456.70"));
    }
}
