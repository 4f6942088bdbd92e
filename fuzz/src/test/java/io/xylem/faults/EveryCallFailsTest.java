package io.xylem.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call of the file system fails in turn; {@code -Detl.faults=1} lets all of them, 7 every seventh. */
class EveryCallFailsTest {
    private static final String STEP = System.getProperty("etl.faults", "7");

    @TempDir
    Path folder;

    @Test
    void afterAnyFaultASecondRunGivesTheRowsOfAnUndisturbedOne() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Darrow.allocation.manager.type=Unsafe",
                        "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultyRuns.class.getName(),
                        folder.toString(),
                        STEP))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(20, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        System.out.print(output);
        assertThat(output).containsPattern("[1-9][0-9]* of them failed the run");
    }
}
