package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written depends on the input alone. */
class DeterminismTest {
    @TempDir
    Path folder;

    @Test
    void sameBytesForAnyParallelism() throws Exception {
        Path archives = Ingest.archives(folder.resolve("archives"), 3_000, 5, 40);
        SortedMap<String, String> once = digests(archives, 1);
        assertThat(once).isNotEmpty();
        assertThat(digests(archives, 2)).isEqualTo(once);
        assertThat(digests(archives, 7)).isEqualTo(once);
    }

    private SortedMap<String, String> digests(Path archives, int parallelism)
            throws IOException, NoSuchAlgorithmException {
        Path run = folder.resolve("run-" + parallelism);
        Ingest.flights(archives, run.resolve("flights"), parallelism);
        Ingest.tables(archives, run.resolve("tables"), parallelism);
        SortedMap<String, String> digests = new TreeMap<>();
        for (String table : new String[] {
            "flights",
            "flights_quarantine",
            "tables/flight",
            "tables/position",
            "tables/waypoint",
            "tables/constraint",
            "tables_quarantine"
        }) {
            for (String file : Rows.liveFiles(run.resolve(table)).keySet()) {
                byte[] content = Files.readAllBytes(run.resolve(table).resolve(file));
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                digests.put(table + "/" + file, HexFormat.of().formatHex(digest));
            }
        }
        return digests;
    }
}
