package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers of one table, in two JVMs: no commit is lost, no row is there twice. */
class TwoJvmWritersTest {
    private static final int JVMS = 2;
    private static final int ROUNDS = 5;
    private static final int DOCUMENTS = 5;

    @TempDir
    Path folder;

    @Test
    void eightWritersInEachOfTwoJvmsLoseAndDoubleNothingWhileSparkWritesAndRewritesTheTable() throws Exception {
        Path table = folder.resolve("lake/numbers");
        fill(0);
        await(start(table));
        check(table, 1);

        for (int round = 1; round < ROUNDS; round++) {
            fill(round);
        }
        int inserted = 0;
        try (SparkSession spark = LocalSpark.openBesideOthers()) {
            writeAndRewrite(spark, table, ++inserted);
            List<Process> writers = start(table);
            while (writers.stream().anyMatch(Process::isAlive)) {
                writeAndRewrite(spark, table, ++inserted);
            }
            await(writers);
        }
        System.out.println(inserted + " times Spark wrote and rewrote the table");
        check(table, ROUNDS);
        assertThat(DeltaTable.open(table).rows(Long.MAX_VALUE))
                .filteredOn("_source", "spark")
                .extracting(row -> row.get("id"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, inserted)
                        .mapToObj(i -> (Object) (-i))
                        .toList());
    }

    private static void writeAndRewrite(SparkSession spark, Path table, int number) {
        spark.sql("INSERT INTO delta.`" + table + "` (_source, id) VALUES ('spark', " + -number + ")");
        spark.sql("OPTIMIZE delta.`" + table + "`");
    }

    /** Gives each writer one more archive, with a document that is refused. */
    private void fill(int round) throws IOException {
        for (int writer = 0; writer < JVMS * Writers.THREADS; writer++) {
            Path archive =
                    Files.createDirectories(folder.resolve("in/w" + writer)).resolve(round + ".zip");
            try (OutputStream out = Files.newOutputStream(archive);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    int id = (round * 1000 + writer) * 100 + 2 * i;
                    zip.putNextEntry(new ZipEntry(i + ".xml"));
                    zip.write(("<r><e id='" + id + "'/>" + (i == 3 ? "<e/>" : "<e id='" + (id + 1) + "'/>") + "</r>")
                            .getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        }
    }

    private List<Process> start(Path table) throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int jvm = 0; jvm < JVMS; jvm++) {
            processes.add(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "--add-opens=java.base/java.nio=ALL-UNNAMED",
                            "-Darrow.allocation.manager.type=Unsafe",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writers.class.getName(),
                            folder.resolve("in").toString(),
                            table.toString(),
                            Integer.toString(jvm)))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log-" + jvm).toFile())
                    .start());
        }
        return processes;
    }

    private void await(List<Process> processes) throws Exception {
        for (int jvm = 0; jvm < JVMS; jvm++) {
            int status = IngestProcess.finish(processes.get(jvm));
            assertThat(status)
                    .as(Files.readString(folder.resolve("log-" + jvm)))
                    .isZero();
        }
    }

    private void check(Path table, int rounds) throws IOException {
        int writers = JVMS * Writers.THREADS;
        List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int writer = 0; writer < writers; writer++) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    int id = (round * 1000 + writer) * 100 + 2 * i;
                    if (i != 3) {
                        expected.addAll(List.of(id, id + 1));
                    }
                }
            }
        }
        List<Object> ids = DeltaTable.open(table).rows(Long.MAX_VALUE).stream()
                .filter(row -> !"spark".equals(row.get("_source")))
                .map(row -> row.get("id"))
                .toList();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(new ArrayList<>(expected));
        Path quarantine = table.resolveSibling("numbers_quarantine");
        assertThat(DeltaTable.open(quarantine).rows(Long.MAX_VALUE)).hasSize(rounds * writers);
        for (Path each : List.of(table, quarantine)) {
            Map<String, Long> jobs = new TreeMap<>();
            for (int writer = 0; writer < writers; writer++) {
                jobs.put("w" + writer, DeltaTable.open(each).lastSequence("w" + writer));
            }
            assertThat(jobs).allSatisfy((app, last) -> assertThat(last).as(app).isEqualTo(rounds - 1));
            try (Stream<Path> log = Files.list(each.resolve("_delta_log"))) {
                assertThat(log.filter(f -> f.toString().matches(".*/[0-9]{20}\\.json")))
                        .as("commits of %s without a gap", each)
                        .hasSize((int) DeltaTable.open(each).version() + 1);
            }
        }
    }

    @Test
    void ofTwoRunsOfOneApplicationOneIsRefusedOrComesLaterAndNothingIsThereTwice() throws Exception {
        Path mapping = Files.writeString(
                folder.resolve("mapping.yaml"), Ingest.flights("stacked").toYaml());
        Path archives = Ingest.archives(folder.resolve("archives"), 400, 4, 0);
        Path alone = folder.resolve("alone/flights");
        assertThat(IngestProcess.finish(IngestProcess.start(mapping, archives, alone)))
                .isZero();
        Path table = folder.resolve("both/flights");
        Process first = IngestProcess.start(mapping, archives, table);
        Process second = IngestProcess.start(mapping, archives, table);
        List<Integer> statuses = List.of(IngestProcess.finish(first), IngestProcess.finish(second));
        assertThat(statuses).contains(0).allMatch(status -> status == 0 || status == 2);
        assertThat(IngestProcess.files(table)).isEqualTo(IngestProcess.files(alone));
    }
}
