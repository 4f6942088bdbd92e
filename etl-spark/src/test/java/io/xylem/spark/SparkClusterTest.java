package io.xylem.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunReport;
import io.xylem.delta.DeltaVacuum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SparkClusterTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 170, unit = TimeUnit.SECONDS)
    void anExecutorThatDiesInTheMiddleOfAJobChangesNoRow() throws IOException {
        Path archives = Flights.archives(folder.resolve("archives"));
        Path local = folder.resolve("local/flights");
        RunReport expected =
                Flights.pipeline("stacked", archives, local, List.of()).run(Flights.options());

        Path table = folder.resolve("cluster/flights");
        Mishap death = new Mishap(folder.resolve("marker").toString(), 1, Mishap.Kind.DEATH);
        String classPath = System.getProperty("java.class.path");
        RunReport report;
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("spark"), classPath, 2);
                SparkSession spark = session(cluster.url(), classPath)) {
            report = SparkRunner.run(
                    spark, Flights.pipeline("stacked", archives, table, List.of(death)), Flights.options());
        }

        assertThat(death.marker())
                .satisfies(marker -> assertThat(Path.of(marker)).exists());
        assertThat(report.balanced()).isTrue();
        assertThat(report.documents()).isEqualTo(expected.documents());
        assertThat(report.archives()).isEqualTo(expected.archives());
        assertThat(report.rejects()).isEqualTo(expected.rejects());
        Map<String, List<String>> rows = Flights.rows(table, report);
        assertThat(rows).isEqualTo(Flights.rows(local, expected));

        DeltaVacuum vacuum = DeltaVacuum.of(table).retention(Duration.ZERO);
        assertThat(vacuum.remove(Instant.now().plusSeconds(60)).orphans())
                .as("what the executor that died had written")
                .isNotEmpty();
        assertThat(Flights.rows(table, report)).isEqualTo(rows);
    }

    private static SparkSession session(String url, String classPath) {
        return SparkSession.builder()
                .master(url)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.executor.memory", "512m")
                .config("spark.executor.extraClassPath", classPath)
                .getOrCreate();
    }
}
