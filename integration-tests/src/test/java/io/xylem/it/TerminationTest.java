package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to end does so, soon, and the next one completes it. More moments: {@code -Detl.kills=1000}. */
class TerminationTest {
    private static final int MOMENTS = Math.max(3, Integer.getInteger("etl.kills", 8) / 4);
    private static final int TERMINATED = 143;
    private static final int DOCUMENTS = 2_000;

    @TempDir
    Path folder;

    @Test
    void toldToEndItLeavesWithinTenSecondsAndRunAgainTheTableIsThatOfAnUndisturbedRun() throws Exception {
        System.out.println("seed 5, " + MOMENTS + " moments");
        Path mapping = Files.writeString(
                folder.resolve("mapping.yaml"), Ingest.flights("stacked").toYaml());
        Path archives = Ingest.archives(folder.resolve("archives"), DOCUMENTS, 5, 0);
        Path undisturbed = folder.resolve("undisturbed").resolve("flights");
        long started = System.nanoTime();
        assertThat(IngestProcess.finish(IngestProcess.start(mapping, archives, undisturbed)))
                .isZero();
        long duration = System.nanoTime() - started;
        TreeMap<String, Long> expected = IngestProcess.files(undisturbed);

        Random random = new Random(5);
        int stopped = 0;
        for (int i = 0; i < MOMENTS; i++) {
            Path table = folder.resolve("end-" + i).resolve("flights");
            Process process = IngestProcess.start(mapping, archives, table);
            boolean ended = process.waitFor((long) (duration * random.nextDouble()), TimeUnit.NANOSECONDS);
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("moment %d", i).isTrue();
            assertThat(process.exitValue()).as("moment %d", i).isIn(0, TERMINATED);
            stopped += !ended && process.exitValue() == TERMINATED ? 1 : 0;

            assertThat(IngestProcess.finish(IngestProcess.start(mapping, archives, table)))
                    .isZero();
            assertThat(IngestProcess.files(table)).as("moment %d", i).isEqualTo(expected);
            assertThat(IngestProcess.onDisk(table))
                    .as("moment %d: files of no version", i)
                    .isEqualTo(expected.keySet());
        }
        System.out.println(stopped + " runs were stopped");
        assertThat(stopped).isPositive();
    }
}
