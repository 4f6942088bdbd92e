package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import io.xylem.delta.DeltaVacuum;
import io.xylem.examples.cli.Etl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays and vacuums around runs that are killed. More moments: {@code -Detl.replay.kills=100}. */
class ReplayTest {
    private static final int KILLS = Integer.getInteger("etl.replay.kills", 2);
    private static final int DOCUMENTS = 600;
    private static final int BROKEN = 50;
    /** Of an undisturbed run's time, the part before which the virtual machine has hardly begun. */
    private static final double START = 0.3;

    @TempDir
    Path folder;

    private Path archives;
    private Path mapping;

    @BeforeEach
    void archives() throws IOException {
        archives = Ingest.archives(folder.resolve("archives"), DOCUMENTS, 4, BROKEN);
        mapping = folder.resolve("flights.yaml");
        mapping(false);
    }

    /** The mapping of the example, which some messages do not fit if it is strict. */
    private void mapping(boolean strict) throws IOException {
        String text = Files.readString(Ingest.root().resolve("examples/flights.yaml"));
        String remarks = "path: \"f:remarks\", type: string";
        assertThat(text).contains(remarks);
        Files.writeString(mapping, strict ? text.replace(remarks, remarks + ", required: true") : text);
    }

    private Process ingest(Path table) throws IOException {
        return etl(
                table,
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
                "200KB",
                "--abort-rejects",
                "100%",
                "--max-rejects",
                "100%");
    }

    private Process replay(Path table) throws IOException {
        return etl(table, "replay", "--table", table.toString(), "--max-rejects", "100%");
    }

    @Test
    void killedAtAnyMomentAReplayNeitherLosesNorDoublesADocument() throws Exception {
        System.out.println("seed 11, " + KILLS + " kills");
        Path right = lake("right");
        assertThat(finish(ingest(right))).isZero();
        List<String> expected = Rows.kernel(right);
        Path strict = lake("strict");
        mapping(true);
        assertThat(finish(ingest(strict))).isZero();
        assertThat(quarantined(strict)).hasSizeGreaterThan(50);
        mapping(false);
        Path undisturbed = copy(strict, "undisturbed");
        long started = System.nanoTime();
        assertThat(finish(replay(undisturbed))).isZero();
        long duration = System.nanoTime() - started;
        Rows.assertSame(Rows.kernel(undisturbed), expected);

        Random random = new Random(11);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Path table = copy(strict, "kill-" + i);
            for (int k = 0; k <= i % 2; k++) {
                long moment = (long) (duration * (START + (1 - START) * random.nextDouble()));
                killed += killed(replay(table), moment) ? 1 : 0;
                vacuum(table);
            }
            assertThat(finish(replay(table))).as("kill " + i).isZero();
            Rows.assertSame(Rows.kernel(table), expected);
            assertThat(quarantined(table)).as("kill " + i).isEqualTo(quarantined(right));
            List<String> before = Rows.duckdb(table, DeltaTable.open(table).physicalNames());
            vacuum(table);
            assertThat(vacuum(table).orphans()).isEmpty();
            Rows.assertSame(Rows.duckdb(table, DeltaTable.open(table).physicalNames()), before);
            Rows.assertSame(Rows.duckdb(table, DeltaTable.open(table).physicalNames()), Rows.duckdb(right));
        }
        System.out.println(killed + " replays were killed");
    }

    @Test
    void vacuumBetweenAKilledIngestAndTheNextTakesNothingThatIsNeeded() throws Exception {
        System.out.println("seed 13, " + KILLS / 2 + " kills");
        Path undisturbed = lake("undisturbed");
        long started = System.nanoTime();
        assertThat(finish(ingest(undisturbed))).isZero();
        long duration = System.nanoTime() - started;
        List<String> expected = Rows.duckdb(undisturbed);

        Random random = new Random(13);
        for (int i = 0; i < KILLS / 2; i++) {
            Path table = lake("kill-" + i);
            killed(ingest(table), (long) (duration * (START + (1 - START) * random.nextDouble())));
            if (Files.exists(table)) {
                vacuum(table);
            }
            assertThat(finish(ingest(table))).as("kill " + i).isZero();
            vacuum(table);
            Rows.assertSame(Rows.duckdb(table), expected);
            assertThat(quarantined(table)).isEqualTo(quarantined(undisturbed));
            assertThat(onDisk(table)).isEqualTo(Rows.liveFiles(table).size());
        }
    }

    @Test
    void replayFillsEveryTableOfTheLayoutOfTables() throws Exception {
        Files.writeString(mapping, Ingest.flights("tables").toYaml());
        Path right = lake("right");
        assertThat(finish(ingest(right))).isZero();
        Path strict = lake("strict");
        Files.writeString(
                mapping,
                Ingest.flights("tables")
                        .toYaml()
                        .replace(
                                "path: \"f:remarks\", type: string",
                                "path: \"f:remarks\", type: string, required: true"));
        assertThat(finish(ingest(strict))).isZero();
        assertThat(quarantined(strict).size()).isGreaterThan(quarantined(right).size());
        Files.writeString(mapping, Ingest.flights("tables").toYaml());
        assertThat(finish(replay(strict))).isZero();
        assertThat(finish(replay(strict))).isZero();
        for (String table : List.of("flight", "position", "waypoint", "constraint")) {
            assertThat(Rows.kernel(right.resolve(table))).isNotEmpty();
            Rows.assertSame(Rows.kernel(strict.resolve(table)), Rows.kernel(right.resolve(table)));
        }
        assertThat(quarantined(strict)).isEqualTo(quarantined(right));
        vacuum(strict);
        Rows.assertSame(Rows.kernel(strict.resolve("position")), Rows.kernel(right.resolve("position")));
    }

    private static DeltaVacuum.Result vacuum(Path table) throws IOException {
        return DeltaVacuum.of(table).retention(Duration.ZERO).remove(Instant.now());
    }

    private static long onDisk(Path table) throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(f -> f.getFileName().toString().contains(".parquet"))
                    .filter(f -> !table.relativize(f).startsWith("_delta_log"))
                    .count();
        }
    }

    private static List<String> quarantined(Path table) throws IOException {
        return DeltaTable.open(table.resolveSibling("flights_quarantine")).rows(DOCUMENTS).stream()
                .map(row -> row.get("source") + " " + row.get("code"))
                .sorted()
                .toList();
    }

    private Path lake(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name)).resolve("flights");
    }

    /** Another lake with the same files. */
    private Path copy(Path table, String name) throws IOException {
        Path to = lake(name).getParent();
        try (Stream<Path> files = Files.walk(table.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(table.getParent().relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return to.resolve("flights");
    }

    private static Process etl(Path table, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Darrow.allocation.manager.type=Unsafe",
                "-cp",
                Files.readString(Ingest.root().resolve("examples/target/classpath")) + ":"
                        + Ingest.root().resolve("examples/target/classes"),
                Etl.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
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
