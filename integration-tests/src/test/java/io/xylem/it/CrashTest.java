package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import io.xylem.examples.cli.Etl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is killed is just run again. More moments: {@code -Detl.kills=1000}; the profile {@code crash} takes 50. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("etl.kills", 8);
    private static final int DOCUMENTS = 2_000;
    private static final int BROKEN = 40;
    /** Of an undisturbed run's time, the part before which the virtual machine has hardly begun. */
    private static final double START = 0.3;

    @TempDir
    Path folder;

    private Path mapping;

    @ParameterizedTest
    @CsvSource({"stacked, 3", "tables, 1"})
    void killedAtAnyMomentAndRunAgainTheTableIsThatOfAnUndisturbedRun(String layout, int quarters) throws Exception {
        int kills = KILLS * quarters / 4;
        System.out.println("seed 7, " + kills + " kills, layout " + layout);
        mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, Ingest.flights(layout).toYaml());
        Path archives = Ingest.archives(folder.resolve("archives"), DOCUMENTS, 5, BROKEN);
        Path undisturbed = folder.resolve("undisturbed").resolve("flights");
        long started = System.nanoTime();
        assertThat(finish(start(archives, undisturbed))).isZero();
        long duration = System.nanoTime() - started;
        TreeMap<String, Long> expected = files(undisturbed);
        assertThat(expected).isNotEmpty();
        int refused = quarantined(undisturbed);
        assertThat(refused).isPositive();

        Random random = new Random(7);
        int killed = 0;
        for (int i = 0; i < kills; i++) {
            Path table = folder.resolve("kill-" + i).resolve("flights");
            int times = 1 + random.nextInt(2);
            List<Long> moments = new ArrayList<>();
            for (int k = 0; k < times; k++) {
                long moment = (long) (duration * (START + (1 - START) * random.nextDouble()));
                moments.add(moment / 1_000_000);
                killed += killed(start(archives, table), moment) ? 1 : 0;
            }
            String what = "kill " + i + " after " + moments + " ms";
            assertThat(finish(start(archives, table))).as(what).isZero();
            assertThat(files(table)).as(what).isEqualTo(expected);
            assertThat(onDisk(table)).as("%s: files of no version", what).isEqualTo(expected.keySet());
            assertThat(quarantined(table)).as(what).isEqualTo(refused);
        }
        System.out.println(killed + " runs were killed");
    }

    private static int quarantined(Path table) throws IOException {
        return DeltaTable.open(table.resolveSibling("flights_quarantine"))
                .rows(DOCUMENTS)
                .size();
    }

    /** The live data files with their checksums. */
    private static TreeMap<String, Long> files(Path folder) throws IOException {
        TreeMap<String, Long> files = new TreeMap<>();
        for (Path table : tables(folder)) {
            for (String file : Rows.liveFiles(table).keySet()) {
                CRC32C checksum = new CRC32C();
                checksum.update(Files.readAllBytes(table.resolve(file)));
                files.put(folder.relativize(table.resolve(file)).toString(), checksum.getValue());
            }
        }
        return files;
    }

    private static List<Path> tables(Path folder) throws IOException {
        try (Stream<Path> folders = Files.walk(folder, 1)) {
            return folders.filter(f -> Files.isDirectory(f.resolve("_delta_log")))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> onDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".parquet"))
                    .map(f -> folder.relativize(f).toString())
                    .filter(f -> !f.startsWith("_") && !f.contains("/_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Process start(Path archives, Path table) throws IOException {
        Files.createDirectories(table.getParent());
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Darrow.allocation.manager.type=Unsafe",
                        "-cp",
                        Files.readString(Ingest.root().resolve("examples/target/classpath")) + ":"
                                + Ingest.root().resolve("examples/target/classes"),
                        Etl.class.getName(),
                        "ingest",
                        "--mapping",
                        mapping.toString(),
                        "--input",
                        archives.toString(),
                        "--table",
                        table.toString(),
                        "--h3",
                        "lat,lon:5,7,9",
                        "--file-size",
                        "100KB",
                        "--max-rejects",
                        "100%"))
                .redirectErrorStream(true)
                .redirectOutput(table.resolveSibling("log").toFile())
                .start();
    }

    private static boolean killed(Process process, long afterNanos) throws InterruptedException {
        boolean ended = process.waitFor(afterNanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    private static int finish(Process process) throws InterruptedException {
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).isTrue();
        return process.exitValue();
    }
}
