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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees: messages, exit status, and that nothing written before is lost. */
class EtlTest {
    private static final String MAPPING = """
            version: 1
            record: /library/book
            columns:
              - {name: isbn,  path: "@isbn", type: string, required: true}
              - {name: price, path: price, type: double}
            groups:
              - name: author
                path: author
                columns:
                  - {name: author_name, path: ., type: string}
            """;
    private static final String GOOD = book("1", "9.5");

    @TempDir
    Path folder;

    private Path mapping;
    private Path table;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream systemErr = System.err;
    private final PrintStream systemOut = System.out;

    @BeforeEach
    void prepare() throws IOException {
        mapping = Files.writeString(folder.resolve("books.yaml"), MAPPING);
        table = folder.resolve("books");
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(systemErr);
        System.setOut(systemOut);
    }

    @Test
    void goodDocumentsAreDone() throws IOException {
        Path zip = zip("a.zip", GOOD, book("2", "1"));
        assertThat(ingest(zip)).isZero();
        assertThat(DeltaTable.open(table).rows(10)).hasSize(4);
        assertThat(errors()).contains("2 documents: 2 tabled, 0 quarantined, 0 skipped");
        assertThat(folder.resolve("books_quarantine")).doesNotExist();
    }

    @Test
    void brokenDocumentIsQuarantinedAndTheRestCommitted() throws IOException {
        Path zip = zip("a.zip", GOOD, "<library><book isbn='2'></library>", book("3", "1"));
        Path report = folder.resolve("report.json");
        assertThat(ingest(zip, "--report", report.toString())).isEqualTo(1);
        assertThat(DeltaTable.open(table).rows(10)).hasSize(4);
        assertThat(DeltaTable.open(folder.resolve("books_quarantine")).rows(10))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("source", "a.zip!/1.xml")
                        .containsEntry("code", "NOT_WELL_FORMED"));
        assertThat(errors()).contains("--max-rejects", "books_quarantine");
        assertThat(Files.readString(report))
                .contains("\"discovered\":3,\"tabled\":2,\"quarantined\":1,\"skipped\":0", "\"NOT_WELL_FORMED\":1");
    }

    @Test
    void toleratedRejectsAreDone() throws IOException {
        Path zip = zip("a.zip", GOOD, "<library>");
        assertThat(ingest(zip, "--max-rejects", "50%")).isZero();
    }

    @Test
    void wrongValueIsRescued() throws IOException {
        Path zip = zip("a.zip", book("1", "cheap"));
        Path report = folder.resolve("report.json");
        assertThat(ingest(zip, "--report", report.toString())).isZero();
        assertThat(DeltaTable.open(table).rows(10))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("price", null)
                        .containsEntry("_rescued", "{\"/library/book/price\":[\"cheap\"]}"));
        assertThat(Files.readString(report)).contains("\"values\":{\"rescued\":1}");
    }

    @Test
    void missingRequiredValueRefusesTheDocument() throws IOException {
        Path zip = zip("a.zip", "<library><book/></library>");
        assertThat(ingest(zip)).isEqualTo(1);
        assertThat(DeltaTable.open(folder.resolve("books_quarantine")).rows(10))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("code", "REQUIRED"));
    }

    @Test
    void damagedArchiveKeepsItsGoodEntries() throws IOException {
        Path zip = zip("a.zip", GOOD, book("2", "2"), book("3", "3"));
        byte[] bytes = Files.readAllBytes(zip);
        bytes[40] ^= 1;
        Files.write(zip, bytes);
        assertThat(ingest(zip)).isEqualTo(1);
        assertThat(DeltaTable.open(table).rows(10)).hasSize(4);
        assertThat(DeltaTable.open(folder.resolve("books_quarantine")).rows(10)).hasSize(1);
    }

    @Test
    void fileThatIsNoArchiveIsQuarantined() throws IOException {
        Path zip = Files.writeString(folder.resolve("b.zip"), "this is no zip file");
        assertThat(ingest(zip, zip("a.zip", GOOD).toString())).isEqualTo(1);
        assertThat(DeltaTable.open(table).rows(10)).hasSize(2);
    }

    @Test
    void wrongMappingNamesFileAndLine() throws IOException {
        Files.writeString(mapping, MAPPING.replace("type: double", "type: dubble"));
        assertThat(ingest(zip("a.zip", GOOD))).isEqualTo(2);
        assertThat(errors()).contains("books.yaml:5:", "dubble").doesNotContain("\tat ");
        assertThat(table).doesNotExist();
    }

    @Test
    void missingInputIsWrongUse() {
        assertThat(ingest(folder.resolve("nothing.zip"))).isEqualTo(2);
        assertThat(errors()).contains("nothing.zip").doesNotContain("\tat ");
        assertThat(table).doesNotExist();
    }

    @Test
    void missingMappingIsWrongUse() throws IOException {
        Files.delete(mapping);
        assertThat(ingest(zip("a.zip", GOOD))).isEqualTo(2);
        assertThat(errors()).contains("books.yaml").doesNotContain("\tat ");
    }

    @Test
    void folderThatIsNoDeltaTableIsLeftAlone() throws IOException {
        Files.createDirectory(table);
        Path precious = Files.writeString(table.resolve("precious.txt"), "keep me");
        assertThat(ingest(zip("a.zip", GOOD))).isEqualTo(2);
        assertThat(errors()).contains("books", "not a Delta table").doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(table)) {
            assertThat(files).containsExactly(precious);
        }
    }

    @Test
    void failureLeavesWhatWasWrittenBefore() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD))).isZero();
        Files.writeString(mapping, MAPPING.replace("type: double", "type: date"));
        assertThat(ingest(zip("b.zip", GOOD))).isEqualTo(2);
        assertThat(errors()).contains("price");
        assertThat(DeltaTable.open(table).rows(10)).hasSize(2);
        assertThat(DeltaTable.open(table).version()).isZero();
    }

    @Test
    void archivesIngestedBeforeAreSkipped() throws IOException {
        Path first = zip("a.zip", GOOD);
        assertThat(ingest(first)).isZero();
        Path second = zip("b.zip", book("2", "2"));
        assertThat(ingest(first, second.toString())).isZero();
        assertThat(errors()).contains("1 archives were ingested before");
        assertThat(DeltaTable.open(table).rows(10)).hasSize(4);
        assertThat(ingest(first, second.toString())).isZero();
        assertThat(DeltaTable.open(table).rows(10)).hasSize(4);
    }

    @Test
    void tooManyRejectsStopBeforeTheCommit() throws IOException {
        String[] documents = new String[1_200];
        Arrays.fill(documents, "<library><book/></library>");
        documents[0] = GOOD;
        assertThat(ingest(zip("a.zip", documents))).isEqualTo(3);
        assertThat(errors()).doesNotContain("\tat ");
        assertThat(DeltaTable.exists(table)).isFalse();
    }

    @Test
    void unknownOptionIsWrongUse() {
        assertThat(ingest(folder, "--frobnicate")).isEqualTo(2);
        assertThat(ingest(folder, "--limit", "depht=3")).isEqualTo(2);
        assertThat(errors()).contains("depht", "depth");
    }

    @Test
    void unknownCoordinateColumnIsWrongUse() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD), "--h3", "lat,lon:5")).isEqualTo(2);
        assertThat(errors()).contains("lat");
    }

    @Test
    void previewShowsRowsAndWritesNothing() throws IOException {
        Path zip = zip("a.zip", GOOD, "<library>");
        List<String> before = files();
        assertThat(Etl.run("preview", "--mapping", mapping.toString(), "--input", zip.toString()))
                .isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("isbn: 1", "price: 9.5", "author_name: A");
        assertThat(errors()).contains("refused: a.zip!/1.xml", "NOT_WELL_FORMED");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void previewShowsDatesAndInstantsAsPeopleReadThem() throws IOException {
        Files.writeString(mapping, """
                version: 1
                record: /a
                columns:
                  - {name: day, path: "@day", type: date}
                  - {name: at, path: "@at", type: timestamp}
                """);
        Path zip = zip("a.zip", "<a day='2020-02-29' at='2020-02-29T12:00:00.5+01:00'/>");
        assertThat(Etl.run("preview", "--mapping", mapping.toString(), "--input", zip.toString()))
                .isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("day: 2020-02-29", "at: 2020-02-29T11:00:00.500Z");
    }

    @Test
    void previewStopsAfterTheRowsAskedFor() throws IOException {
        Path zip = zip("a.zip", GOOD, book("2", "2"), book("3", "3"));
        assertThat(Etl.run("preview", "--mapping", mapping.toString(), "--input", zip.toString(), "--rows", "3"))
                .isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("row 2").doesNotContain("row 3");
    }

    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertThat(Sizes.parse("100MB")).isEqualTo(100_000_000);
        assertThat(Sizes.parse("64 KiB")).isEqualTo(65_536);
        assertThat(Sizes.parse("2000")).isEqualTo(2000);
    }

    private static String book(String isbn, String price) {
        return "<library><book isbn='" + isbn + "'><author>A</author><author>B</author><price>" + price
                + "</price></book></library>";
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private int ingest(Path input, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "ingest", "--mapping", mapping.toString(), "--table", table.toString(), "--input", input.toString()));
        arguments.addAll(Arrays.asList(more));
        return Etl.run(arguments.toArray(String[]::new));
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private Path zip(String name, String... documents) throws IOException {
        Path zip = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (int i = 0; i < documents.length; i++) {
                entries.putNextEntry(new ZipEntry(i + ".xml"));
                entries.write(documents[i].getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return zip;
    }
}
