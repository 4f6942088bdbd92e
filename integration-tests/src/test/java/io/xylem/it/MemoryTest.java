package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the input. */
class MemoryTest {
    private static final double MAY_GROW = 1.3;

    @TempDir
    Path folder;

    @Test
    void threeTimesTheDocumentsTakeNoMoreMemory() throws Exception {
        Path archives = Ingest.archives(folder.resolve("archives"), 300_000, 30, 0);
        Path third = Files.createDirectory(folder.resolve("third"));
        try (var files = Files.list(archives)) {
            for (Path archive : files.sorted().limit(10).toList()) {
                Files.createLink(third.resolve(archive.getFileName()), archive);
            }
        }
        JsonNode small = ingest(third, 100_000);
        JsonNode large = ingest(archives, 300_000);
        assertThat(large.get("peakRssBytes").asLong())
                .isLessThan((long) (small.get("peakRssBytes").asLong() * MAY_GROW));
    }

    private JsonNode ingest(Path archives, long documents) throws IOException, InterruptedException {
        Path report = folder.resolve(documents + ".json");
        Path table = folder.resolve(documents + "/table");
        Process process = IngestProcess.start(
                List.of("-Xmx256m"),
                Ingest.root().resolve("examples/flights.yaml"),
                archives,
                table,
                List.of("--report", report.toString()));
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(table.resolveSibling("log")))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.get("documents").get("tabled").asLong()).isEqualTo(documents);
        return json;
    }
}
