package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.RunReport.ArchiveAccount;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TableCommit;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every entry is in the table, in the quarantine or skipped, and every row that was made is one that readers find. */
class ConservationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] GOOD = bytes("<r><e id='1'><p v='1'/><p v='2'/></e><e id='2'/></r>");
    private static final byte[] BROKEN = bytes("<r><e id='1'>");
    private static final byte[] BAD = bytes("<r><e id='1'/><e/></r>");
    private static final byte[] EMPTY = bytes("<r/>");
    private static final byte[] NO_DOCUMENT = bytes("no document");

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** Seven entries: two documents with rows, one without, two refused, one skipped, and whatever is in the last. */
    private static Map<String, byte[]> entries(String last, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.xml", GOOD);
        entries.put("b.xml", BROKEN);
        entries.put("c.xml", BAD);
        entries.put("d.xml", EMPTY);
        entries.put("e.txt", NO_DOCUMENT);
        entries.put("f.xml", GOOD);
        entries.put(last, content);
        return entries;
    }

    private Path input() throws IOException {
        Path input = Files.createDirectories(folder.resolve("input"));
        byte[] inner = zip(entries("g.xml.gz", gzip(GOOD)));
        byte[] middle = zip(entries("inner.zip", inner));
        Files.write(input.resolve("nested.zip"), zip(entries("middle.zip", middle)));
        byte[] many = zip(new TreeMap<>(Map.of("1.xml", GOOD, "2.xml", GOOD, "3.xml", BROKEN, "4.xml", GOOD)));
        Files.write(input.resolve("cut.zip"), zip(entries("cut.zip", Arrays.copyOf(many, many.length / 2))));
        Files.write(input.resolve("single.xml"), GOOD);
        return input;
    }

    private static Mapping mapping(String layout) {
        return Mapping.fromYaml("conservation.yaml", """
                version: 1
                record: /r/e
                layout: %s
                columns:
                  - {name: id, path: "@id", type: int, required: true}
                groups:
                  - name: p
                    path: p
                    columns:
                      - {name: v, path: "@v", type: int}
                """.formatted(layout));
    }

    @ParameterizedTest
    @CsvSource({"stacked, 3", "nested, 2", "tables, 4"})
    void discoveredIsTabledQuarantinedAndSkippedAndRowsHandedOnAreRowsRead(String layout, int rowsOfADocument)
            throws IOException {
        Path table = folder.resolve("lake/e");
        RunReport report = Pipeline.from(ArchiveSource.of(input()))
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping(layout))))
                .into((layout.equals("tables") ? DeltaSink.tables(table) : DeltaSink.table(table)).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder().unitWeight(1).build());

        assertThat(report.imbalances()).isEmpty();
        for (ArchiveAccount archive : report.archives()) {
            Documents documents = archive.documents();
            assertThat(documents.tabled() + documents.quarantined() + documents.skipped())
                    .as(archive.path())
                    .isEqualTo(documents.discovered());
        }
        // Three times the six, the one in the innermost archive; what is in the cut archive is told by its own
        // directory, or not at all.
        assertThat(account(report, "nested.zip")).isEqualTo(new Documents(19, 10, 6, 3));
        assertThat(account(report, "single.xml")).isEqualTo(new Documents(1, 1, 0, 0));
        long withRows = 2 * 3 + 1 + 2 + 1 + documentsOfTheCutArchive(report);
        List<TableCommit> commits = report.tables();
        long rows = 0;
        for (TableCommit commit : commits.subList(0, commits.size() - 1)) {
            Path path = layout.equals("tables") ? table.resolve(commit.table()) : table;
            assertThat(numRecords(path)).isEqualTo(commit.rows());
            assertThat(DeltaTable.open(path).rows(10_000)).hasSize((int) commit.rows());
            rows += commit.rows();
        }
        assertThat(rows).isEqualTo(withRows * rowsOfADocument);
        TableCommit quarantine = commits.get(commits.size() - 1);
        Path path = table.resolveSibling("e_quarantine");
        assertThat(quarantine.rows())
                .isEqualTo(report.documents().quarantined())
                .isEqualTo(numRecords(path));
        assertThat(DeltaTable.open(path).rows(10_000)).hasSize((int) quarantine.rows());
    }

    /** Documents with rows that could still be read in the archive that is cut. */
    private static long documentsOfTheCutArchive(RunReport report) {
        Documents cut = account(report, "cut.zip");
        assertThat(cut.quarantined()).as("what is cut off, too").isGreaterThan(2);
        return cut.tabled() - 3;
    }

    private static Documents account(RunReport report, String path) {
        return report.archives().stream()
                .filter(archive -> archive.path().equals(path))
                .map(ArchiveAccount::documents)
                .findFirst()
                .orElseThrow();
    }

    private static long numRecords(Path table) throws IOException {
        long rows = 0;
        for (DeltaTable.DataFile file : DeltaTable.open(table).files()) {
            rows += JSON.readTree(file.statistics()).get("numRecords").asLong();
        }
        return rows;
    }
}
