package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.PipelineException;
import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person at a terminal sees: messages, exit status, and that nothing written before is lost. */
class EtlTest extends CommandTesting {
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
    void recordPathThatMatchesNothingIsToldAndSoIsTheWayOut() throws IOException {
        Files.writeString(mapping, MAPPING.replace("/library/book", "/library/buch"));
        Path zip = zip("a.zip", GOOD);
        assertThat(ingest(zip)).isZero();
        assertThat(errors()).contains("etl: no record was found in any of the 1 documents", "/library/book");
        Files.writeString(mapping, MAPPING);
        assertThat(ingest(zip)).isZero();
        assertThat(errors()).contains("1 of the 1 archives", "another version of the mapping", "new table");
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
        assertThat(errors()).contains("1 archive, ingested before: skipped");
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
    void emptyPathIsWrongUse() {
        assertThat(Etl.run("ingest", "--mapping", mapping.toString(), "--input", "in", "--table", ""))
                .isEqualTo(2);
        assertThat(errors()).contains("--table", "the path is empty");
        assertThat(Etl.run("ingest", "--mapping", mapping.toString(), "--input", "", "--table", table.toString()))
                .isEqualTo(2);
        assertThat(errors()).contains("an input is empty");
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
    void optionsAreCheckedEvenIfAllArchivesWereIngestedBefore() throws IOException {
        Path zip = zip("a.zip", GOOD);
        assertThat(ingest(zip)).isZero();
        assertThat(ingest(zip, "--partition-by", "nope")).isEqualTo(2);
        assertThat(ingest(zip, "--partition-by", "isbn")).isEqualTo(2);
        assertThat(ingest(zip, "--h3", "lat,lon:5")).isEqualTo(2);
        assertThat(ingest(zip, "--h3", "price,isbn:16")).isEqualTo(2);
        assertThat(ingest(zip, "--compression", "lz4")).isEqualTo(2);
        assertThat(ingest(zip, "--file-size", "small")).isEqualTo(2);
        assertThat(ingest(zip, "--max-rejects", "some")).isEqualTo(2);
        assertThat(ingest(zip, "--abort-rejects", "101%")).isEqualTo(2);
        assertThat(ingest(zip, "--parallelism", "0")).isEqualTo(2);
        assertThat(ingest(zip, "--app-id", "")).isEqualTo(2);
        assertThat(errors()).doesNotContain("\tat ", "because:");
        assertThat(DeltaTable.open(table).version()).isZero();
    }

    @Test
    void coordinatesOfSiblingGroupsAreWrongUse() throws IOException {
        Files.writeString(mapping, MAPPING + """
                  - name: shop
                    path: shop
                    columns:
                      - {name: shop_lon, path: ., type: string}
                """);
        assertThat(ingest(zip("a.zip", GOOD), "--h3", "author_name,shop_lon:5")).isEqualTo(2);
        assertThat(errors()).contains("'author_name'", "'author'", "'shop_lon'", "'shop'");
        assertThat(ingest(zip("a.zip", GOOD), "--h3", "price,author_name:5")).isZero();
    }

    @Test
    void refusalsAreShownWithTheirNumberAndTheQuarantine() throws IOException {
        Path zip = zip("a.zip", "<library>", GOOD, "<library>", "<library><book/></library>", "<library>");
        assertThat(ingest(zip)).isEqualTo(1);
        assertThat(errors())
                .contains(
                        "refused: NOT_WELL_FORMED 3",
                        "refused: REQUIRED 1",
                        "  a.zip!/0.xml",
                        "  a.zip!/2.xml",
                        "  a.zip!/3.xml at /library/book/@isbn: REQUIRED",
                        "  and 1 document more",
                        "Committed, but 4 documents were refused (more than --max-rejects 0 allows): exit status 1. See "
                                + folder.resolve("books_quarantine"))
                .doesNotContain("a.zip!/4.xml");
    }

    @Test
    void oneRefusalIsOneDocument() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD, "<library>"))).isEqualTo(1);
        assertThat(errors()).contains("Committed, but 1 document was refused (more than --max-rejects 0 allows)");
    }

    @Test
    void toleratedRefusalsNameTheQuarantine() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD, "<library>"), "--max-rejects", "1"))
                .isZero();
        assertThat(errors()).contains("Refused documents are in " + folder.resolve("books_quarantine"));
    }

    @Test
    void unmappedPathsAndRescuedValuesAreSummedUp() throws IOException {
        StringBuilder extras = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            extras.append(("<x" + i + ">v</x" + i + ">").repeat(i + 1));
        }
        String document = book("1", "cheap").replace("<price>", extras + "<price>");
        assertThat(ingest(zip("a.zip", document))).isZero();
        assertThat(errors())
                .contains(
                        "unmapped: 28 values at 7 paths that no column reads",
                        "7  /library/book/x6",
                        "3  /library/book/x2",
                        "and 2 paths more; --report FILE lists them all",
                        "rescued: 1 value that did not fit")
                .doesNotContain("/library/book/x1");
    }

    @Test
    void misspeltOptionSuggestsTheNearestWithoutTheWholeHelp() throws IOException {
        assertThat(preview(zip("a.zip", GOOD), "--row", "3")).isEqualTo(2);
        assertThat(errors()).contains("unknown option --row; did you mean --rows?", "etl preview --help");
        assertThat(errors().lines()).hasSizeLessThan(5);
    }

    @Test
    void unknownCommandIsNamed() {
        assertThat(Etl.run("frobnicate", "--input", "a.zip")).isEqualTo(2);
        assertThat(errors()).contains("unknown command 'frobnicate'", "ingest, preview");
    }

    @Test
    void malformedLimitIsWrongUse() {
        assertThat(ingest(folder, "--limit", "depth")).isEqualTo(2);
        assertThat(ingest(folder, "--limit", "depth=deep")).isEqualTo(2);
        assertThat(errors()).contains("--limit depth:", "--limit depth=deep:").doesNotContain("\tat ");
    }

    @Test
    void helpNamesTheAllowedValues() {
        assertThat(Etl.run("ingest", "--help")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(
                        "--h3-mode=direct|hierarchical",
                        "--h3-as=long|hex",
                        "--compression=zstd|snappy|none",
                        "--abort-rejects=P%")
                .doesNotContain("%%");
    }

    @Test
    void reportThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
        Path report = Files.createFile(folder.resolve("file")).resolve("report.json");
        assertThat(ingest(zip("a.zip", GOOD), "--report", report.toString())).isEqualTo(2);
        assertThat(errors()).contains("cannot be made");
        assertThat(ingest(zip("a.zip", GOOD), "--report", folder.toString())).isEqualTo(2);
        assertThat(table).doesNotExist();
    }

    @Test
    void causesAreSaidOnce() {
        IOException disk = new IOException("no space left");
        assertThat(Messages.of(new PipelineException("unit 1 failed: no space left", disk)))
                .isEqualTo("unit 1 failed: no space left");
        assertThat(Messages.of(new PipelineException("unit 1 failed", new IllegalStateException(disk)))
                        .lines())
                .containsExactly(
                        "unit 1 failed", "  because: IllegalStateException: java.io.IOException: no space left");
    }

    @Test
    void previewShowsRowsAndWritesNothing() throws IOException {
        Path zip = zip("a.zip", GOOD, "<library>");
        List<String> before = files();
        assertThat(preview(zip)).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("isbn: 1", "price: 9.5", "author_name: A");
        assertThat(errors()).contains("refused: a.zip!/1.xml", "NOT_WELL_FORMED");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void previewThatStopsShowsRejectsAndUnmappedPathsSoFar() throws IOException {
        Path zip = zip("a.zip", "<library>", GOOD.replace("<price>", "<colour>red</colour><price>"), book("2", "2"));
        assertThat(preview(zip, "--rows", "1")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("row 0").doesNotContain("row 1");
        assertThat(errors())
                .contains(
                        "refused: a.zip!/0.xml",
                        "1  /library/book/colour",
                        "1 document refused, 1 row; stopped after 1 row; --rows for more");
        assertThat(preview(zip, "--rows", "0")).isEqualTo(2);
    }

    @Test
    void previewOfFewerRowsDoesNotSayThatItStopped() throws IOException {
        assertThat(preview(zip("a.zip", GOOD), "--rows", "2")).isZero();
        assertThat(errors())
                .contains("1 document read, 0 documents refused, 2 rows")
                .doesNotContain("stopped");
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
        assertThat(preview(zip)).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("day: 2020-02-29", "at: 2020-02-29T11:00:00.500Z");
    }

    @Test
    void previewStopsAfterTheRowsAskedFor() throws IOException {
        Path zip = zip("a.zip", GOOD, book("2", "2"), book("3", "3"));
        assertThat(preview(zip, "--rows", "3")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("row 2").doesNotContain("row 3");
    }

    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertThat(Sizes.parse("100MB")).isEqualTo(100_000_000);
        assertThat(Sizes.parse("64 KiB")).isEqualTo(65_536);
        assertThat(Sizes.parse("2000")).isEqualTo(2000);
    }
}
