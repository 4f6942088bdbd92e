package io.xylem.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XylemSourceTest {
    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static Path archives;

    @BeforeAll
    static void open() throws IOException {
        archives = Flights.archives(folder.resolve("archives"));
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.codegen.wholeStage", "false")
                .getOrCreate();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    private static Dataset<Row> read(String layout, String table, String mode) throws IOException {
        Path mapping = folder.resolve(layout + ".yaml");
        Files.writeString(mapping, Flights.mapping(layout).toYaml());
        return spark.read()
                .format("xylem")
                .option("mapping", mapping.toString())
                .option("table", table)
                .option("mode", mode)
                .option("unitWeight", 1 << 18)
                .load(archives.toString());
    }

    /** The rows as a local run writes them. */
    private static Dataset<Row> written(String layout, String name, Path target) throws IOException {
        Mapping mapping = Flights.mapping(layout);
        RunReport report = Pipeline.from(ArchiveSource.of(archives))
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping)))
                .into((layout.equals("tables") ? DeltaSink.tables(target) : DeltaSink.table(target)).build())
                .run(Flights.options());
        assertThat(report.balanced()).isTrue();
        Path table = layout.equals("tables") ? target.resolve(name) : target;
        return spark.read()
                .parquet(DeltaTable.open(table).files().stream()
                        .map(file -> table.resolve(file.path()).toString())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"stacked, flight", "nested, flight", "tables, flight", "tables, position"})
    void rowsAreThoseOfALocalRun(String layout, String table, @TempDir Path temp) throws IOException {
        Dataset<Row> expected = written(layout, table, temp.resolve("table"));
        Dataset<Row> actual = read(layout, table, "DROPMALFORMED");
        assertThat(actual.columns()).isEqualTo(expected.columns());
        assertThat(actual.count()).isEqualTo(expected.count()).isPositive();
        assertThat(actual.exceptAll(expected).count()).isZero();
        assertThat(expected.exceptAll(actual).count()).isZero();
    }

    @Test
    void aQueryThatWantsFewColumnsReadsNoOthersAndHasTheSameRows(@TempDir Path temp) throws IOException {
        Dataset<Row> some = read("stacked", "flight", "DROPMALFORMED").select("lon", "_source", "gufi");
        assertThat(some.queryExecution()
                        .executedPlan()
                        .collectLeaves()
                        .head()
                        .schema()
                        .fieldNames())
                .containsExactlyInAnyOrder("lon", "_source", "gufi");
        Dataset<Row> expected =
                written("stacked", "flight", temp.resolve("table")).select("lon", "_source", "gufi");
        assertThat(some.exceptAll(expected).count()).isZero();
        assertThat(expected.exceptAll(some).count()).isZero();
    }

    @Test
    void theMatcherKnowsNoColumnThatIsNotWanted() throws IOException {
        XylemTable table = new XylemTable(
                Flights.mapping("stacked"), "flight", List.of(archives.toString()), RefusalMode.FAILFAST, 1 << 18);
        XylemScan scan = new XylemScan(table, table.struct());
        XylemPartition all = (XylemPartition) scan.planInputPartitions()[0];
        assertThat(all.mapping()).isEqualTo(table.mapping());
        scan.pruneColumns(new StructType().add("lon", "double"));
        XylemPartition some = (XylemPartition) scan.planInputPartitions()[0];
        assertThat(some.mapping()).isEqualTo(table.mapping().selecting(Set.of("lon")));
        scan.pruneColumns(new StructType());
        XylemPartition none = (XylemPartition) scan.planInputPartitions()[0];
        assertThat(none.mapping()).isEqualTo(table.mapping().selecting(Set.of()));
        assertThat(columns(none)).isLessThan(columns(some)).isLessThan(columns(all));
    }

    private static int columns(XylemPartition partition) {
        return partition.mapping().levels().stream()
                .mapToInt(level -> level.columns().size())
                .sum();
    }

    @Test
    void countsWhatItLeavesOut() throws IOException {
        Dataset<Row> rows = read("stacked", "flight", "dropmalformed");
        rows.collectAsList();
        RunReport report = Pipeline.from(ArchiveSource.of(archives))
                .flatten(ArrowFlattener.of(XmlShredder.of(Flights.mapping("stacked"))))
                .into(DeltaSink.table(folder.resolve("counted")).build())
                .run(Flights.options());
        assertThat(rows.queryExecution()
                        .executedPlan()
                        .collectLeaves()
                        .head()
                        .metrics()
                        .apply("refusedDocuments")
                        .value())
                .isEqualTo(report.documents().quarantined())
                .isPositive();
    }

    @Test
    void aRefusedDocumentFailsTheQueryUnlessSaidOtherwise() throws IOException {
        Dataset<Row> rows = read("stacked", "flight", "FAILFAST");
        assertThatThrownBy(rows::count).hasStackTraceContaining("DROPMALFORMED").hasStackTraceContaining(".zip!/");
    }

    @Test
    void saysWhichOptionIsMissingOrWrong() {
        assertThatThrownBy(() -> spark.read().format("xylem").load("x"))
                .hasMessageContaining("option mapping is missing");
        assertThatThrownBy(() -> read("stacked", "flight", "PERMISSIVE"))
                .hasMessageContaining("must be FAILFAST or DROPMALFORMED");
        assertThatThrownBy(() -> read("stacked", "plane", "FAILFAST")).hasMessageContaining("option table is 'plane'");
    }
}
