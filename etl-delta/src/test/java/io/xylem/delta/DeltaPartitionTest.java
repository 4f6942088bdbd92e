package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaPartitionTest {
    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("table");
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void returnsTheRowsOfEveryTypeInterleavedBetweenPartitions(long seed) throws IOException {
        System.out.println("seed " + seed);
        TableSchema types = RandomRows.everyType();
        List<Field> fields = new ArrayList<>(types.fields());
        fields.add(3, new Field("part, of", Primitive.STRING));
        TableSchema table = new TableSchema("every", fields);
        List<Map<String, Object>> rows = new RandomRows(seed).rows(table, 600);
        Random random = new Random(seed);
        String[] parts = {"a", "b b", "c/d=e%", "ü", null};
        rows.forEach(row -> row.put("part, of", parts[random.nextInt(parts.length)]));
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).put("id", (long) i);
        }

        DeltaSink sink = DeltaSink.table(folder()).partitionBy("part, of").build();
        TableCommit commit = Jobs.commit(
                sink,
                table,
                0,
                Jobs.Unit.of(rows.subList(0, 200), rows.subList(200, 400)),
                Jobs.Unit.of(rows.subList(400, 600)));

        DeltaTable read = DeltaTable.open(folder());
        assertThat(commit.files()).isEqualTo(parts.length);
        assertThat(read.partitionColumns()).containsExactly("part, of");
        assertThat(read.schema().fields()).isEqualTo(Jobs.nullable(table).fields());
        assertThat(Rows.comparable(byId(read.rows(1000)))).isEqualTo(Rows.comparable(rows));
    }

    private static List<Map<String, Object>> byId(List<Map<String, Object>> rows) {
        List<Map<String, Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(row -> (Long) row.get("id")));
        return sorted;
    }

    @Test
    void writesPartitionValuesOfEveryTypeAsTheLogWantsThem() throws IOException {
        Instant time = Instant.parse("2024-02-29T23:59:59.000001Z");
        Map<Field, Object> cases = new LinkedHashMap<>();
        cases.put(new Field("s", Primitive.STRING), "a b");
        cases.put(new Field("b", Primitive.BOOLEAN), true);
        cases.put(new Field("i", Primitive.INT), -7);
        cases.put(new Field("l", Primitive.LONG), 600_000_000_000L);
        cases.put(new Field("d", Primitive.DATE), LocalDate.of(987, 1, 2));
        cases.put(new Field("t", Primitive.TIMESTAMP), time);
        cases.put(new Field("n", Primitive.TIMESTAMP_NTZ), LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        cases.put(new Field("c", new DecimalType(20, 3)), new BigDecimal("12.300"));
        List<Field> fields = new ArrayList<>(cases.keySet());
        fields.add(new Field("id", Primitive.LONG));
        TableSchema table = new TableSchema("types", fields);
        Map<String, Object> values = row("id", 1L);
        cases.forEach((field, value) -> values.put(field.name(), value));
        Map<String, Object> nulls = new HashMap<>(Map.of("id", 2L));
        cases.keySet().forEach(field -> nulls.put(field.name(), null));

        DeltaSink sink = DeltaSink.table(folder())
                .partitionBy(cases.keySet().stream().map(Field::name).toArray(String[]::new))
                .build();
        Jobs.commit(sink, table, 0, Jobs.Unit.of(List.of(values, nulls)));

        DeltaTable read = DeltaTable.open(folder());
        assertThat(byId(read.rows(10))).isEqualTo(List.of(values, nulls));
        assertThat(read.files().stream().map(DeltaTable.DataFile::partition).toList())
                .contains(Map.of(
                        "s", "a b",
                        "b", "true",
                        "i", "-7",
                        "l", "600000000000",
                        "d", "0987-01-02",
                        "t", "2024-02-29T23:59:59.000001Z",
                        "n", "2024-02-29 23:59:59.000001",
                        "c", "12.300"));
        assertThat(read.files()).allSatisfy(file -> {
            assertThat(folder().resolve(file.path())).exists();
            assertThat(file.statistics()).contains("\"id\"").doesNotContain("\"s\"");
        });
    }

    @Test
    void derivesTheUtcDateOfATimestamp() throws IOException {
        TableSchema table = new TableSchema(
                "events", List.of(new Field("id", Primitive.LONG), new Field("time", Primitive.TIMESTAMP)));
        List<Map<String, Object>> rows = List.of(
                row("id", 0L, "time", Instant.parse("1969-12-31T23:59:59.999999Z")),
                row("id", 1L, "time", Instant.parse("1970-01-01T00:00:00Z")),
                row("id", 2L, "time", null),
                row("id", 3L, "time", Instant.parse("1970-01-01T23:59:59.999999Z")));
        DeltaSink sink = DeltaSink.table(folder()).partitionBy("time:date").build();

        Jobs.commit(sink, table, 0, Jobs.Unit.of(rows));
        Jobs.commit(sink, table, 1, Jobs.Unit.of(rows));

        DeltaTable read = DeltaTable.open(folder());
        assertThat(read.schema().fields()).endsWith(new Field("time_date", Primitive.DATE, true, "UTC date of time"));
        assertThat(byId(read.rows(10)).stream()
                        .map(row -> row.get("time_date"))
                        .distinct()
                        .toList())
                .containsExactly(LocalDate.of(1969, 12, 31), LocalDate.of(1970, 1, 1), null);
        assertThat(folder().resolve("time_date=1969-12-31")).isDirectory();
        assertThat(folder().resolve("time_date=__HIVE_DEFAULT_PARTITION__")).isDirectory();
        assertThat(read.rows(10)).hasSize(8);
    }

    @Test
    void partitionsByAColumnThatIsNamedLikeADerivedOne() throws IOException {
        TableSchema table =
                new TableSchema("odd", List.of(new Field("id", Primitive.LONG), new Field("a:date", Primitive.STRING)));
        Jobs.commit(
                DeltaSink.table(folder()).partitionBy("a:date").build(),
                table,
                0,
                Jobs.Unit.of(List.of(row("id", 1L, "a:date", "x"))));
        assertThat(DeltaTable.open(folder()).rows(10)).isEqualTo(List.of(row("id", 1L, "a:date", "x")));
    }

    @Test
    void storesEmptyTextAsNullBecauseTheLogCannotTellThem() throws IOException {
        TableSchema table =
                new TableSchema("t", List.of(new Field("id", Primitive.LONG), new Field("p", Primitive.STRING)));
        TableCommit commit = Jobs.commit(
                DeltaSink.table(folder()).partitionBy("p").build(),
                table,
                0,
                Jobs.Unit.of(List.of(row("id", 1L, "p", ""), row("id", 2L, "p", null))));
        assertThat(commit.files()).isEqualTo(1);
        assertThat(DeltaTable.open(folder()).rows(10))
                .allSatisfy(row -> assertThat(row.get("p")).isNull());
    }

    @Test
    void refusesEmptyTextInAPartitionColumnThatIsNotNullable() {
        TableSchema table = new TableSchema(
                "t", List.of(new Field("id", Primitive.LONG), new Field("p", Primitive.STRING, false, null)));
        assertThatThrownBy(() -> Jobs.commit(
                        DeltaSink.table(folder()).partitionBy("p").build(),
                        table,
                        0,
                        Jobs.Unit.of(List.of(row("id", 1L, "p", "x"), row("id", 2L, "p", "")))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("partition column 'p' may not be null");
    }

    @Test
    void keepsManyPartitionsWithinBoundsAndLosesNothing() throws IOException {
        TableSchema table =
                new TableSchema("t", List.of(new Field("id", Primitive.LONG), new Field("p", Primitive.INT)));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long id = 0; id < 3000; id++) {
            rows.add(row("id", id, "p", (int) (id * 7919 % 70)));
        }
        Path other = temp.resolve("other");
        for (Path target : List.of(folder(), other)) {
            TableCommit commit = Jobs.commit(
                    DeltaSink.table(target)
                            .partitionBy("p")
                            .parquet(ParquetOptions.builder().sync(false).build())
                            .build(),
                    table,
                    0,
                    Jobs.Unit.of(rows.subList(0, 1000), rows.subList(1000, 2000)),
                    Jobs.Unit.of(rows.subList(2000, 3000)));
            assertThat(commit.rows()).isEqualTo(3000);
        }
        assertThat(byId(DeltaTable.open(folder()).rows(5000))).isEqualTo(rows);
        List<DeltaTable.DataFile> files = DeltaTable.open(folder()).files();
        assertThat(files).isEqualTo(DeltaTable.open(other).files());
        for (DeltaTable.DataFile file : files) {
            assertThat(Files.mismatch(folder().resolve(file.path()), other.resolve(file.path())))
                    .isEqualTo(-1);
        }
    }

    @Test
    void refusesColumnsThatCannotBePartitionedBy() {
        TableSchema table = new TableSchema(
                "t",
                List.of(
                        new Field("id", Primitive.LONG),
                        new Field("x", Primitive.DOUBLE),
                        new Field("t", Primitive.TIMESTAMP),
                        new Field("t_date", Primitive.STRING)));
        assertRefused(table, "no such column", "nope");
        assertRefused(table, "not a timestamp", "id:date");
        assertRefused(table, "there is a column 't_date' already", "t:date");
        assertRefused(table, "its type is DOUBLE", "x");
        assertRefused(table, "given twice", "id", "id");
        TableSchema one = new TableSchema("t", List.of(new Field("id", Primitive.LONG)));
        assertRefused(one, "all of its columns", "id");
    }

    private void assertRefused(TableSchema table, String message, String... columns) {
        assertThatThrownBy(() -> Jobs.commit(
                        DeltaSink.table(folder()).partitionBy(columns).build(), table, 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesToChangeThePartitioningOfATable() throws IOException {
        TableSchema table =
                new TableSchema("t", List.of(new Field("id", Primitive.LONG), new Field("p", Primitive.INT)));
        Jobs.commit(DeltaSink.table(folder()).partitionBy("p").build(), table, 0);
        assertThatThrownBy(() -> Jobs.commit(DeltaSink.table(folder()).build(), table, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is partitioned by p, but this job's is to be not partitioned");
    }
}
