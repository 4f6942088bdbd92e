package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the command tells of input that is probably not what was meant. */
class FindingsTest extends CommandTesting {
    @Test
    void changedArchiveIsAppendedWithAWarning() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD))).isZero();
        assertThat(newErrors()).doesNotContain("etl:");
        assertThat(ingest(zip("a.zip", GOOD, book("2", "2")))).isZero();
        assertThat(lastLine())
                .startsWith("etl: 1 archive has changed since the same path was ingested: 'a.zip'.")
                .contains("both versions");
        assertThat(DeltaTable.open(table).rows(10)).hasSize(6);
    }

    @Test
    void renamedArchiveIsAppendedWithAWarning() throws IOException {
        Path zip = zip("a.zip", GOOD);
        assertThat(ingest(zip)).isZero();
        Path renamed = Files.move(zip, folder.resolve("b.zip"), StandardCopyOption.ATOMIC_MOVE);
        Path report = folder.resolve("report.json");
        assertThat(ingest(renamed, "--report", report.toString())).isZero();
        assertThat(lastLine())
                .startsWith("etl: 1 archive has the content of another one: 'b.zip' (also 'a.zip').")
                .contains("twice");
        assertThat(Files.readString(report)).contains("\"warnings\":[\"1 archive has the content of another one");
    }

    @Test
    void changedArchiveIsRefusedIfAskedFor() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD))).isZero();
        assertThat(ingest(zip("a.zip", book("2", "2")), "--changed", "refuse")).isEqualTo(2);
        assertThat(lastLine()).contains("'a.zip'", "Leave them out").doesNotContain("\tat ");
        assertThat(DeltaTable.open(table).version()).isZero();
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Files.copy(zip("b.zip", book("3", "3")), copies.resolve("1.zip"));
        Files.copy(folder.resolve("b.zip"), copies.resolve("2.zip"));
        assertThat(ingest(copies, "--changed", "refuse")).isEqualTo(2);
        assertThat(ingest(copies.resolve("1.zip"), "--changed", "refuse")).isZero();
        assertThat(ingest(zip("a.zip", GOOD), "--changed", "never")).isEqualTo(2);
    }

    @Test
    void recordThatIsInNoDocumentIsTheLastThatIsSaid() throws IOException {
        Files.writeString(mapping, MAPPING.replace("/library/book", "/library/buch"));
        assertThat(ingest(zip("a.zip", GOOD, "<library>"))).isEqualTo(1);
        assertThat(lastLine())
                .isEqualTo(
                        "etl: no record was found in any of the 1 documents, so there are no rows: none has /library/buch;"
                                + " documents begin with /library; nearest: /library/book. The archives count as ingested:"
                                + " correct the mapping and start over with a new table");
        assertThat(newErrors().split("no record was found", -1)).as("said once").hasSize(2);
        assertThat(preview(zip("a.zip", GOOD))).isZero();
        assertThat(lastLine())
                .endsWith("none has /library/buch; documents begin with /library; nearest: /library/book");
    }

    @Test
    void namespaceThatTheMappingDoesNotKnowIsShown() throws IOException {
        assertThat(preview(zip("a.zip", "<library xmlns='urn:books'><book isbn='1'/></library>")))
                .isZero();
        assertThat(lastLine())
                .endsWith(
                        "nearest: /{urn:books}library/{urn:books}book, where {…} is a namespace that the mapping has no"
                                + " prefix for");
    }

    @Test
    void groupsAndColumnsThatAreInNoDocumentAreTold() throws IOException {
        Files.writeString(mapping, MAPPING + """
                  - name: shop
                    path: shops/shop
                    columns:
                      - {name: shop_lon, path: ., type: string}
                """);
        Path zip = zip("a.zip", "<library><book isbn='1'><author>A</author></book></library>");
        Path report = folder.resolve("report.json");
        assertThat(ingest(zip, "--report", report.toString())).isZero();
        String told = """
                not found: 2 paths of the mapping, in no document
                  column price: /library/book/price
                  group shop: /library/book/shops/shop
                """;
        assertThat(newErrors()).contains(told).doesNotContain("etl:");
        assertThat(Files.readString(report))
                .contains("\"unmatched\":[\"/library/book/price\",\"/library/book/shops/shop\"]");
        assertThat(preview(zip, "--paths", "1")).isZero();
        assertThat(newErrors()).contains("column price", "and 1 path more; --paths N lists more");
    }

    @Test
    void previewListsAsManyUnmappedPathsAsAskedFor() throws IOException {
        StringBuilder extras = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            extras.append("<x" + i + "/>");
        }
        Path zip = zip("a.zip", GOOD.replace("<price>", extras + "<price>"));
        assertThat(preview(zip)).isZero();
        assertThat(newErrors()).contains("/library/book/x4", "and 4 paths more; --paths N lists more");
        assertThat(preview(zip, "--paths", "100")).isZero();
        assertThat(newErrors()).contains("/library/book/x8").doesNotContain("more");
    }

    @Test
    void inputWithoutDocumentsIsToldOf() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(ingest(empty)).isZero();
        assertThat(lastLine())
                .isEqualTo(
                        "etl: no document was found in the input: there is no file in it (folders of tables are left out)");
        Files.writeString(empty.resolve("a.txt"), "nothing");
        assertThat(preview(empty)).isZero();
        assertThat(newErrors())
                .contains(
                        "0 documents read, 0 documents refused, 1 entry skipped, 0 rows",
                        "etl: no document was found in the input: 1 entry was skipped");
    }

    @Test
    void tableInsideTheInputIsNotRead() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.move(zip("a.zip", GOOD, "<library>"), input.resolve("a.zip"));
        table = input.resolve("books");
        assertThat(ingest(input)).isEqualTo(1);
        newErrors();
        assertThat(ingest(input)).isZero();
        assertThat(newErrors()).contains("0 documents", "1 archive, ingested before: skipped");
        assertThat(ingest(input, "--app-id", "other")).isEqualTo(1);
        assertThat(newErrors()).contains("2 documents: 1 tabled, 1 quarantined, 0 skipped");
    }

    @Test
    void quarantineIsReportedUnderTheNameOfTheTable() throws IOException {
        Path report = folder.resolve("report.json");
        table = folder.resolve("lake");
        assertThat(ingest(zip("a.zip", GOOD, "<library>"), "--report", report.toString()))
                .isEqualTo(1);
        assertThat(Files.readString(report)).contains("\"tables\":{\"book\":{", ",\"book_quarantine\":{");
        assertThat(folder.resolve("lake_quarantine")).isDirectory();
    }

    @Test
    void planThatIsInTheWayIsNamedAndCanBeRemoved() throws IOException {
        String[] refused = new String[1_200];
        Arrays.fill(refused, "<library><book/></library>");
        Path wrong = zip("wrong.zip", refused);
        assertThat(ingest(wrong)).isEqualTo(3);
        Path right = zip("right.zip", GOOD);
        newErrors();
        assertThat(ingest(right)).isEqualTo(2);
        Path plan = table.resolve("_xylem/xylem/00000000000000000000.json");
        assertThat(newErrors()).contains("'wrong.zip' is not in the input any more", "remove its plan: " + plan);
        Files.delete(plan);
        assertThat(ingest(right)).isZero();
        assertThat(DeltaTable.open(table).rows(10)).hasSize(2);
    }

    @Test
    void optionsOfOtherToolsAreUnderstoodEnoughToSuggestOurs() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD), "--threads", "2")).isEqualTo(2);
        assertThat(newErrors()).contains("unknown option --threads; did you mean --parallelism?");
        assertThat(preview(zip("a.zip", GOOD), "--threads", "2")).isEqualTo(2);
        assertThat(newErrors()).contains("unknown option --threads").doesNotContain("--parallelism");
        assertThat(ingest(zip("a.zip", GOOD), "--h3", "price,price:5")).isEqualTo(2);
        assertThat(newErrors()).contains("'price' twice");
    }

    @Test
    void tableWithoutPartitionsSaysSo() throws IOException {
        assertThat(ingest(zip("a.zip", GOOD))).isZero();
        assertThat(ingest(zip("b.zip", GOOD), "--partition-by", "isbn")).isEqualTo(2);
        assertThat(newErrors()).contains("is not partitioned, but this job's is to be partitioned by isbn");
    }

    private String lastLine() {
        return errors().lines().reduce("", (before, line) -> line);
    }
}
