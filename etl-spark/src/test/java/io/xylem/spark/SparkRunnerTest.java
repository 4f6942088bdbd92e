package io.xylem.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.arrow.parquet.ParquetSink;
import io.xylem.core.Pipeline;
import io.xylem.core.PipelineException;
import io.xylem.core.RunReport;
import io.xylem.core.UsageException;
import io.xylem.delta.DeltaTable;
import io.xylem.delta.DeltaVacuum;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkRunnerTest {
    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static Path archives;

    @TempDir
    private Path temp;

    @BeforeAll
    static void open() throws IOException {
        archives = Flights.archives(folder.resolve("archives"));
        spark = SparkSession.builder()
                .master("local[2,3]")
                .config("spark.ui.enabled", "false")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .getOrCreate();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    private RunReport local(String layout) throws IOException {
        return Flights.pipeline(layout, archives, temp.resolve("local"), List.of())
                .run(Flights.options());
    }

    private void assertSame(RunReport actual, Path table, RunReport expected) throws IOException {
        assertThat(actual.balanced()).isTrue();
        assertThat(actual.documents()).isEqualTo(expected.documents());
        assertThat(actual.documents().quarantined()).isPositive();
        assertThat(actual.archives()).isEqualTo(expected.archives());
        assertThat(actual.rejects()).isEqualTo(expected.rejects());
        assertThat(actual.unmapped()).isEqualTo(expected.unmapped());
        assertThat(actual.values()).isEqualTo(expected.values());
        assertThat(actual.unmatched()).isEqualTo(expected.unmatched());
        assertThat(Flights.rows(table, actual)).isEqualTo(Flights.rows(temp.resolve("local"), expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stacked", "nested", "tables"})
    void rowsAndLedgerAreThoseOfALocalRun(String layout) throws IOException {
        Path table = temp.resolve("flights");
        Pipeline pipeline = Flights.pipeline(layout, archives, table, List.of());
        RunReport report = SparkRunner.run(spark, pipeline, Flights.options());
        assertSame(report, table, local(layout));

        RunReport again = SparkRunner.run(spark, pipeline, Flights.options());
        assertThat(again.archivesSkipped()).isEqualTo(3);
        assertThat(again.tables()).isEmpty();
    }

    @Test
    void aTaskThatIsTriedAgainDoublesNothingAndLeavesNothing() throws IOException {
        Path table = temp.resolve("flights");
        Mishap mishap = new Mishap(temp.resolve("marker").toString(), 1, Mishap.Kind.FAILURE);
        RunReport report = SparkRunner.run(
                spark, Flights.pipeline("stacked", archives, table, List.of(mishap)), Flights.options());
        assertThat(temp.resolve("marker")).exists();
        assertSame(report, table, local("stacked"));
        assertThat(DeltaVacuum.of(table)
                        .retention(Duration.ZERO)
                        .find(Instant.now().plusSeconds(60))
                        .orphans())
                .isEmpty();
    }

    @Test
    void aJobThatFailedIsDoneAgainBeforeAnythingElse() throws IOException {
        Path table = temp.resolve("flights");
        Mishap[] always = new Mishap[3];
        for (int i = 0; i < always.length; i++) {
            always[i] = new Mishap(temp.resolve("marker" + i).toString(), 1, Mishap.Kind.FAILURE);
        }
        Pipeline failing = Flights.pipeline("stacked", archives, table, List.of(always));
        assertThatThrownBy(() -> SparkRunner.run(spark, failing, Flights.options()))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("unit 1 of")
                .hasMessageContaining("the disk is on fire");
        assertThat(DeltaTable.exists(table)).isFalse();

        RunReport report =
                SparkRunner.run(spark, Flights.pipeline("stacked", archives, table, List.of()), Flights.options());
        assertSame(report, table, local("stacked"));
        assertThat(DeltaTable.open(table).lastSequence("xylem")).isZero();
    }

    @Test
    void refusesASinkForOneProcess() throws IOException {
        Pipeline pipeline = Pipeline.from(ArchiveSource.of(archives))
                .flatten(ArrowFlattener.of(XmlShredder.of(Flights.mapping("stacked"))))
                .into(ParquetSink.into(temp.resolve("files")));
        assertThatThrownBy(() -> SparkRunner.run(spark, pipeline, Flights.options()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("use a Delta table");
    }
}
