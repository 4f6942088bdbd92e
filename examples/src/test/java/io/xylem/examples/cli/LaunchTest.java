package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell functions that start the command. */
@DisabledOnOs(OS.WINDOWS)
class LaunchTest {
    @TempDir
    Path target;

    @Test
    void takesTheJarWithTheCommandAlsoAfterAFullBuild() throws IOException, InterruptedException {
        for (String kind : List.of("", "-javadoc", "-sources", "-tests")) {
            Files.createFile(target.resolve("examples-1.0-SNAPSHOT" + kind + ".jar"));
        }
        Process shell = new ProcessBuilder(
                        "bash", "-c", ". ./launch.sh; xylem_target=$1; xylem_jar", "test", target.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(said.strip())
                .isEqualTo(target.resolve("examples-1.0-SNAPSHOT.jar").toString());
    }
}
