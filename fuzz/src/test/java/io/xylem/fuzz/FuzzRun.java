package io.xylem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Looks for inputs that break a promise, beginning with the corpus: {@code -Pfuzz -Dfuzz.seconds=60 -Dfuzz.target=ZIP}. What is
 * found stays in {@code target/fuzz}; an input that breaks a promise is called {@code crash-…} there.
 */
class FuzzRun {
    private static final String SECONDS = System.getProperty("fuzz.seconds", "60");
    private static final String ONLY = System.getProperty("fuzz.target", "all");

    @ParameterizedTest
    @EnumSource
    void findsNoInputThatBreaksAPromise(Target target) throws Exception {
        assumeThat(ONLY).isIn("all", target.name());
        Path folder =
                Files.createDirectories(Path.of("target/fuzz", target.folder()).toAbsolutePath());
        Path found = Files.createDirectories(folder.resolve("found"));
        fill(found, target);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Darrow.allocation.manager.type=Unsafe",
                        "-Dfuzz.one=" + target,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + Fuzzed.class.getName(),
                        "--instrumentation_includes=io.xylem.**:org.apache.commons.compress.**",
                        "--instrumentation_excludes=io.xylem.fuzz.**:io.xylem.testkit.**",
                        "--disabled_hooks=.*",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=4096",
                        "-timeout=20",
                        "-rss_limit_mb=2000",
                        "-print_final_stats=1",
                        found.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as("see %s", log).isZero();
        System.out.println(target + ": " + summary(log));
    }

    private static void fill(Path found, Target target) throws IOException {
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(found.resolve("seed-" + number++), seed);
        }
        for (Path input : CorpusTest.corpus(target)) {
            Files.copy(input, found.resolve(input.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String summary(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("number_of_executed_units") || line.contains("new_units_added"))
                .toList()
                .toString();
    }
}
