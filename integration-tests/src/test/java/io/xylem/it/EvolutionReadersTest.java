package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.core.RunOptions;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table filled through three versions of a mapping, which add, remove, widen, rename and reorder columns. */
class EvolutionReadersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mapping FIRST = Mapping.fromYaml("first", """
            version: 1
            record: /r
            columns:
              - {name: title, path: t, type: string}
              - {name: n, path: n, type: int}
              - {name: x, path: x, type: float}
              - {name: d, path: d, type: "decimal(5,2)"}
              - {name: gone, path: g, type: string}
            groups:
              - name: position
                path: p
                columns:
                  - {name: lat, path: "@lat", type: double}
                  - {name: lon, path: "@lon", type: double}
            """);
    private static final Mapping SECOND = Mapping.fromYaml("second", """
            version: 1
            record: /r
            columns:
              - {name: d, path: d, type: "decimal(12,4)"}
              - {name: n, path: n, type: long}
              - {name: heading, path: t, type: string, renamedFrom: title}
              - {name: x, path: x, type: double}
            groups:
              - name: position
                path: p
                columns:
                  - {name: lon, path: "@lon", type: double}
                  - {name: altitude, path: "@alt", type: int}
                  - {name: lat, path: "@lat", type: double}
              - {name: note, path: o, columns: [{name: text, path: "."}]}
            """);
    private static final Mapping THIRD = Mapping.fromYaml("third", """
            version: 1
            record: /r
            columns:
              - {name: title, path: t, type: string}
              - {name: gone, path: g, type: string}
            groups:
              - name: position
                path: p
                columns:
                  - {name: lat, path: "@lat", type: double}
                  - {name: lon, path: "@lon", type: double}
            """);

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static Path table;

    @BeforeAll
    static void ingest() throws IOException {
        table = folder.resolve("t");
        run("one", FIRST, "<r><t>a</t><n>1</n><x>0.5</x><d>1.25</d><g>old</g><p lat='1' lon='2'/></r>");
        run(
                "two",
                SECOND,
                "<r><t>b</t><n>10000000000</n><x>1e300</x><d>12345678.1234</d><g>no</g><p lat='3' lon='4' alt='5'/><o>hm</o></r>");
        run("three", THIRD, "<r><t>c</t><n>3</n><g>back</g><p lat='5' lon='6'/></r>");
        spark = LocalSpark.open();
    }

    private static void run(String name, Mapping mapping, String document) throws IOException {
        Path input = Files.createDirectories(folder.resolve(name)).resolve(name + ".xml");
        Files.writeString(input, document);
        Ingest.run(
                ArchiveSource.of(input),
                mapping,
                DeltaSink.table(table).build(),
                table,
                RunOptions.builder()
                        .runId(name)
                        .mappingVersion(mapping.fingerprint())
                        .build(),
                "lat,lon:5");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void oldAndNewFilesGiveTheRowsOfTheirMappings() throws IOException {
        List<Map<String, Object>> rows = DeltaTable.open(table).rows(100);
        assertThat(rows).extracting(row -> row.get("heading")).containsExactly("a", "b", "b", null);
        assertThat(rows).extracting(row -> row.get("title")).containsExactly(null, null, null, "c");
        assertThat(rows).extracting(row -> row.get("gone")).containsExactly("old", null, null, "back");
        assertThat(rows).extracting(row -> row.get("n")).containsExactly(1L, 10_000_000_000L, 10_000_000_000L, null);
        assertThat(rows).extracting(row -> row.get("x")).containsExactly(0.5, 1e300, 1e300, null);
        assertThat(rows)
                .extracting(row -> String.valueOf(row.get("d")))
                .containsExactly("1.2500", "12345678.1234", "12345678.1234", "null");
        assertThat(rows).extracting(row -> row.get("lat")).containsExactly(1.0, 3.0, null, 5.0);
        assertThat(rows).extracting(row -> row.get("altitude")).containsExactly(null, 5, null, null);
        assertThat(rows).extracting(row -> row.get("text")).containsExactly(null, null, "hm", null);
        assertThat(rows).extracting(row -> row.get("h3_5") == null).containsExactly(false, false, true, false);
    }

    @Test
    void kernelSparkAndDuckdbReadTheSameRows() throws IOException, SQLException {
        List<String> kernel = Rows.kernel(table);
        assertThat(Rows.spark(spark, table)).isEqualTo(kernel);
        assertThat(Rows.duckdb(table, DeltaTable.open(table).physicalNames())).isEqualTo(kernel);
    }

    @Test
    void sparkSkipsFilesByTheStatisticsOfEvolvedColumns() {
        spark.read().format("delta").load(table.toString()).createOrReplaceTempView("evolved");
        assertThat(count("n > 5")).isEqualTo(2);
        assertThat(count("heading = 'a'")).isEqualTo(1);
        assertThat(count("gone IS NOT NULL")).isEqualTo(2);
        assertThat(count("altitude IS NULL")).isEqualTo(3);
    }

    private static long count(String condition) {
        return spark.sql("SELECT * FROM evolved WHERE " + condition).count();
    }

    @Test
    void sparkEvolvesTheEvolvedTableFurther() throws IOException {
        Path copy = folder.resolve("copy");
        copy(table, copy);
        String target = "delta.`" + copy + "`";
        spark.sql("ALTER TABLE " + target + " DROP COLUMN x");
        assertThat(Rows.kernel(copy)).hasSize(4).noneMatch(row -> row.contains("|x="));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void everyCommitSaysWhichMappingMadeIt() throws IOException {
        List<Mapping> mappings = List.of(FIRST, SECOND, THIRD);
        for (int version = 0; version < mappings.size(); version++) {
            Path commit = table.resolve("_delta_log/%020d.json".formatted(version));
            JsonNode info = JSON.readTree(Files.readAllLines(commit).get(0)).get("commitInfo");
            assertThat(JSON.readTree(info.get("userMetadata").asText())
                            .get("mappingVersion")
                            .asText())
                    .isEqualTo(mappings.get(version).fingerprint());
        }
        assertThat(spark.sql("DESCRIBE HISTORY delta.`" + table + "`")
                        .select("userMetadata")
                        .collectAsList())
                .allMatch(row -> row.getString(0).contains("mappingVersion"));
    }
}
