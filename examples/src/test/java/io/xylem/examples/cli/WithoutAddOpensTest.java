package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A JVM that was started without the option that Arrow needs. */
class WithoutAddOpensTest extends CommandTesting {
    @Test
    void missingOptionIsNamedBeforeAnythingIsWritten() throws Exception {
        Path zip = zip("a.zip", GOOD);
        for (String[] command : new String[][] {
            {"ingest", "--table", table.toString()},
            {"preview"},
        }) {
            assertThat(run(zip, command)).isEqualTo(2);
            assertThat(newErrors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("etl: this JVM was started without an option that Arrow needs")
                    .contains("--add-opens=java.base/java.nio=ALL-UNNAMED");
        }
        assertThat(table).doesNotExist();
    }

    private int run(Path zip, String... command) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path said = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.xylem.examples.cli.Etl");
        builder.command().addAll(List.of(command));
        builder.command().addAll(List.of("--mapping", mapping.toString(), "--input", zip.toString()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectError(said.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        errors.writeBytes(Files.readAllBytes(said));
        return process.exitValue();
    }
}
