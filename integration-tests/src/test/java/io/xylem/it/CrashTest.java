package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
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
        assertThat(IngestProcess.finish(IngestProcess.start(mapping, archives, undisturbed)))
                .isZero();
        long duration = System.nanoTime() - started;
        TreeMap<String, Long> expected = IngestProcess.files(undisturbed);
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
                killed += IngestProcess.killed(IngestProcess.start(mapping, archives, table), moment) ? 1 : 0;
            }
            String what = "kill " + i + " after " + moments + " ms";
            assertThat(IngestProcess.finish(IngestProcess.start(mapping, archives, table)))
                    .as(what)
                    .isZero();
            assertThat(IngestProcess.files(table)).as(what).isEqualTo(expected);
            assertThat(IngestProcess.onDisk(table))
                    .as("%s: files of no version", what)
                    .isEqualTo(expected.keySet());
            assertThat(quarantined(table)).as(what).isEqualTo(refused);
        }
        System.out.println(killed + " runs were killed");
    }

    private static int quarantined(Path table) throws IOException {
        return DeltaTable.open(table.resolveSibling("flights_quarantine"))
                .rows(DOCUMENTS)
                .size();
    }
}
