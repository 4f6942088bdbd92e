package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after a table: {@code replay} and {@code vacuum}. */
class ReplayCommandTest {
    private static final String MAPPING = """
            version: 1
            record: /trip
            badValue: %s
            columns:
              - {name: id,  path: "@id", type: string, required: %s}
              - {name: day, path: day, type: date}
            groups:
              - name: stop
                path: stop
                columns:
                  - {name: lat, path: "@lat", type: double}
                  - {name: lon, path: "@lon", type: double}
            """;

    @TempDir
    Path folder;

    private Path mapping;
    private Path input;
    private Path table;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream systemErr = System.err;
    private final PrintStream systemOut = System.out;

    @BeforeEach
    void prepare() throws IOException {
        mapping = folder.resolve("trips.yaml");
        strict(true);
        input = Files.createDirectories(folder.resolve("in"));
        table = folder.resolve("trips");
        zip(input.resolve("a.zip"), trip("id='1'", "2026-01-01"), trip("", "2026-01-02"), "<trip id='3'>");
        zip(input.resolve("b.zip"), trip("id='4'", "soon"), trip("id='5'", "2026-01-03"));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(systemErr);
        System.setOut(systemOut);
    }

    private void strict(boolean strict) throws IOException {
        Files.writeString(mapping, MAPPING.formatted(strict ? "reject" : "null", strict));
    }

    private static String trip(String attribute, String day) {
        return "<trip " + attribute + "><day>" + day
                + "</day><stop lat='48.1' lon='11.5'/><stop lat='50' lon='8'/></trip>";
    }

    private static void zip(Path file, String... documents) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < documents.length; i++) {
                ZipEntry entry = new ZipEntry(i + ".xml");
                entry.setLastModifiedTime(FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
                zip.putNextEntry(entry);
                zip.write(documents[i].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private int etl(String... arguments) {
        errors.reset();
        output.reset();
        return Etl.run(arguments);
    }

    private int ingest(Path into) {
        return etl(
                "ingest",
                "--mapping",
                mapping.toString(),
                "--input",
                input.toString(),
                "--table",
                into.toString(),
                "--h3",
                "lat,lon:5,7",
                "--partition-by",
                "day",
                "--no-progress");
    }

    private int replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--table", table.toString(), "--no-progress"));
        arguments.addAll(List.of(more));
        return etl(arguments.toArray(String[]::new));
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private static Set<Map<String, Object>> rows(Path table) throws IOException {
        List<Map<String, Object>> rows = DeltaTable.open(table).rows(1000);
        assertThat(rows).doesNotHaveDuplicates();
        return new HashSet<>(rows);
    }

    private List<Object> quarantined() throws IOException {
        return DeltaTable.open(folder.resolve("trips_quarantine")).rows(1000).stream()
                .map(row -> row.get("source") + " " + row.get("code"))
                .sorted()
                .map(text -> (Object) text)
                .toList();
    }

    @Test
    void needsNothingButTheTableOnceTheMappingIsCorrected() throws IOException {
        assertThat(ingest(table)).isEqualTo(1);
        assertThat(quarantined())
                .containsExactly("a.zip!/1.xml REQUIRED", "a.zip!/2.xml NOT_WELL_FORMED", "b.zip!/0.xml BAD_VALUE");
        strict(false);
        Path report = folder.resolve("report.json");

        assertThat(replay("--report", report.toString())).isEqualTo(1);

        assertThat(errors()).contains("3 documents: 2 tabled, 1 quarantined", "1 document stays in ");
        assertThat(Files.readString(report))
                .contains(
                        "\"appId\":\"xylem.replay\"",
                        "\"documents\":{\"discovered\":3,\"tabled\":2,\"quarantined\":1,\"skipped\":0}");
        assertThat(quarantined()).containsExactly("a.zip!/2.xml NOT_WELL_FORMED");
        Path other = folder.resolve("other/trips");
        assertThat(ingest(other)).isEqualTo(1);
        assertThat(rows(table)).isEqualTo(rows(other)).hasSize(8);
        assertThat(DeltaTable.open(table).schema().fields())
                .isEqualTo(DeltaTable.open(other).schema().fields());
        assertThat(replay("--max-rejects", "1")).isZero();
        assertThat(rows(table)).hasSize(8);
        assertThat(quarantined()).hasSize(1);
        strict(true);
        assertThat(ingest(table)).isZero();
    }

    @Test
    void ledgerBalancesWhereDocumentsStayUnread() throws IOException {
        zip(input.resolve("a.zip"), trip("", "2026-01-02"));
        ingest(table);
        strict(false);
        Files.delete(input.resolve("b.zip"));
        Path report = folder.resolve("report.json");

        assertThat(replay("--report", report.toString())).isEqualTo(1);

        assertThat(errors()).contains("1 document stays in ").doesNotContain("balance");
        assertThat(Files.readString(report)).doesNotContain("imbalances");
        assertThat(quarantined()).containsExactly("b.zip!/0.xml BAD_VALUE");
    }

    @Test
    void secondReplayHasNothingToDo() throws IOException {
        zip(input.resolve("a.zip"), trip("", "2026-01-02"));
        ingest(table);
        strict(false);
        assertThat(replay()).isZero();
        assertThat(replay()).isZero();
        assertThat(errors())
                .contains("0 documents", "Nothing is in quarantine")
                .doesNotContain("no document was found");
        assertThat(rows(table)).hasSize(6);
    }

    @Test
    void takesTheMappingOfTheIngestIfItsFileIsGoneAndAnotherIfTold() throws IOException {
        ingest(table);
        Files.delete(mapping);
        assertThat(replay()).isEqualTo(1);
        assertThat(quarantined()).hasSize(3);

        mapping = folder.resolve("other.yaml");
        strict(false);
        assertThat(replay("--mapping", mapping.toString(), "--max-rejects", "1"))
                .isZero();
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void tellsOfArchivesThatAreGoneAndFindsThemWhereTold() throws IOException {
        ingest(table);
        strict(false);
        Path moved = Files.move(input, folder.resolve("moved"));
        assertThat(replay()).isEqualTo(2);
        assertThat(errors()).contains("does not exist");

        zip(moved.resolve("b.zip"), trip("id='4'", "2026-02-02"));
        assertThat(replay("--input", moved.toString())).isEqualTo(1);
        assertThat(errors())
                .contains("not replayed: b.zip!/0.xml: the archive 'b.zip' has changed since it was ingested");
        assertThat(quarantined()).containsExactly("a.zip!/2.xml NOT_WELL_FORMED", "b.zip!/0.xml BAD_VALUE");
        Files.delete(moved.resolve("b.zip"));
        assertThat(replay("--input", moved.toString())).isEqualTo(1);
        assertThat(errors()).contains("the archive 'b.zip' is not in the input any more");
    }

    @Test
    void findsTheArchivesOfSeveralIngests() throws IOException {
        ingest(table);
        input = Files.createDirectories(folder.resolve("more"));
        zip(input.resolve("c.zip"), trip("", "2026-01-04"));
        ingest(table);
        strict(false);

        assertThat(replay("--max-rejects", "1")).isZero();
        assertThat(errors()).contains("4 documents: 3 tabled, 1 quarantined");
        assertThat(rows(table)).hasSize(10);
    }

    @Test
    void aRaisedLimitBringsTheRestOfAnArchive() throws IOException {
        input = Files.createDirectories(folder.resolve("nested"));
        Path inner = folder.resolve("inner.zip");
        zip(inner, trip("id='6'", "2026-01-06"), trip("", "2026-01-07"));
        Path middle = folder.resolve("middle.zip");
        around(inner, middle);
        around(middle, input.resolve("outer.zip"));
        assertThat(etl(
                        "ingest",
                        "--mapping",
                        mapping.toString(),
                        "--input",
                        input.toString(),
                        "--table",
                        table.toString(),
                        "--limit",
                        "nesting=1",
                        "--no-progress"))
                .isEqualTo(1);
        assertThat(quarantined()).containsExactly("outer.zip!/middle.zip!/inner.zip NESTING");
        assertThat(replay()).isEqualTo(1);
        assertThat(errors()).contains("1 document: 0 tabled, 1 quarantined");
        assertThat(quarantined()).containsExactly("outer.zip!/middle.zip!/inner.zip NESTING");

        assertThat(replay("--limit", "nesting=2")).isEqualTo(1);
        assertThat(errors()).contains("2 documents: 1 tabled, 1 quarantined");
        assertThat(quarantined()).containsExactly("outer.zip!/middle.zip!/inner.zip!/1.xml REQUIRED");
        strict(false);
        assertThat(replay()).isEqualTo(1);
        assertThat(errors())
                .contains("not replayed: outer.zip!/middle.zip!/inner.zip!/1.xml: it was not found in its archive");
        assertThat(replay("--limit", "nesting=2")).isZero();
        assertThat(quarantined()).isEmpty();
        assertThat(rows(table)).extracting(row -> row.get("_source")).hasSize(12);
    }

    /** Puts an archive between two documents. */
    private static void around(Path inner, Path outer) throws IOException {
        try (OutputStream out = Files.newOutputStream(outer);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("a.xml", inner.getFileName().toString(), "notes.txt", "z.xml")) {
                zip.putNextEntry(new ZipEntry(name));
                String text = name.endsWith(".txt") ? "no document" : trip("id='7'", "2026-01-08");
                zip.write(name.endsWith(".zip") ? Files.readAllBytes(inner) : text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void wrongUseIsExplained() throws IOException {
        assertThat(replay()).isEqualTo(2);
        assertThat(errors()).contains("there is no Delta table at");
        ingest(table);
        assertThat(replay("--app-id", "nobody")).isEqualTo(2);
        assertThat(errors()).contains("does not remember how it was ingested by 'nobody'", "here by: xylem");
        Files.writeString(mapping, "version: 2");
        assertThat(replay()).isEqualTo(2);
        Files.writeString(mapping, MAPPING.formatted("null", false).replace("type: date", "type: int"));
        assertThat(replay()).isEqualTo(2);
        assertThat(errors()).contains("day");
        assertThat(quarantined()).hasSize(3);
    }

    @Test
    void vacuumRemovesWhatIsLeftAndShowsItFirst() throws IOException {
        ingest(table);
        Path left = Files.write(table.resolve("xylem-0000000000-00009.parquet"), new byte[10]);
        Files.writeString(table.resolve("notes.txt"), "mine");
        Set<Map<String, Object>> before = rows(table);

        assertThat(etl("vacuum", "--table", table.toString())).isZero();
        assertThat(errors())
                .contains("Removed 0 files", "1 file younger than 7d stays", "1 file that Xylem did not make");
        assertThat(etl("vacuum", "--table", table.toString(), "--retention", "0h", "--dry-run"))
                .isZero();
        assertThat(errors()).contains("Would remove 1 file, 10 bytes");
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo(left + System.lineSeparator());
        assertThat(left).exists();
        assertThat(etl("vacuum", "--table", table.toString(), "--retention", "0"))
                .isZero();
        assertThat(left).doesNotExist();
        assertThat(rows(table)).isEqualTo(before);

        assertThat(etl("vacuum", "--table", table.toString(), "--retention", "soon"))
                .isEqualTo(2);
        assertThat(errors()).contains("--retention soon: not a time; write 7d or 168h");
        assertThat(etl("vacuum", "--table", folder.resolve("none").toString())).isEqualTo(2);
    }
}
