package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.core.RunReport.ArchiveAccount;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.Tap;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @TempDir
    Path folder;

    @BeforeEach
    void uninstall() {
        Probe.counting();
    }

    private static RunReport report(Documents documents, RejectLimit limit, ArchiveAccount... archives) {
        return new RunReport(
                "run",
                "app",
                List.of(new TableCommit("flight", 12, 599665, 3, 59100000)),
                documents,
                0,
                List.of(archives),
                new TreeMap<>(Map.of("NOT_WELL_FORMED", 7L, "LIMIT_DEPTH", 3L)),
                new TreeMap<>(Map.of("/m:Envelope/m:extra", 120L)),
                new TreeMap<>(Map.of("rescued", 4L)),
                2.5,
                0,
                limit,
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void jsonHasTheDocumentedShape() {
        RunReport report = report(
                new Documents(100000, 99990, 10, 0),
                RejectLimit.NONE,
                new ArchiveAccount("day-00000.zip", new Documents(10000, 9990, 10, 0), 14200000));
        assertThat(report.toJson())
                .isEqualTo(
                        "{\"runId\":\"run\",\"appId\":\"app\",\"tables\":{\"flight\":{\"version\":12,\"rows\":599665,"
                                + "\"files\":3,\"bytes\":59100000}},\"documents\":{\"discovered\":100000,\"tabled\":99990,"
                                + "\"quarantined\":10,\"skipped\":0},\"archivesSkipped\":0,\"archives\":[{\"path\":"
                                + "\"day-00000.zip\",\"documents\":10000,\"tabled\":9990,\"quarantined\":10,\"bytes\":14200000}],"
                                + "\"rejects\":{\"LIMIT_DEPTH\":3,\"NOT_WELL_FORMED\":7},\"unmapped\":{\"/m:Envelope/m:extra\":120},"
                                + "\"values\":{\"rescued\":4},\"seconds\":2.5,\"documentsPerSecond\":40000,\"peakRssBytes\":0}");
    }

    @Test
    void warnsOfDocumentsWithoutAnyRow() throws Exception {
        Pipeline pipeline = Pipeline.from(
                        new TextSource(List.of(new TextArchive("a", List.of("mute 1", "mute 2", "skip")))))
                .flatten(new Tap((text, context) -> {
                    context.ledger().unmapped("/x", 2);
                    context.ledger().unmapped("/y", 1);
                }))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder));
        RunReport report = pipeline.run(RunOptions.DEFAULT);
        assertThat(report.documents()).isEqualTo(new Documents(3, 2, 0, 1));
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("no record was found in any of the 2 documents")
                .contains("documents begin with /x or /y", "start over with a new table");
        assertThat(new ObjectMapper()
                        .readTree(report.toJson())
                        .get("warnings")
                        .get(0)
                        .asText())
                .isEqualTo(report.warnings().get(0));
        assertThat(pipeline.run(RunOptions.DEFAULT).warnings()).isEmpty();
    }

    @Test
    void namesTheNearestElementWhereTheRecordIsNot() {
        RunReport report = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("mute 1", "mute 2")))))
                .flatten(new Tap((text, context) -> {
                    context.ledger().unmapped("/library/book/@isbn", 2);
                    context.ledger().unmapped("/library/owner", 1);
                    context.ledger().matched("/library/buch", 0);
                }))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder))
                .run(RunOptions.DEFAULT);
        assertThat(report.unmatched()).containsExactly("/library/buch");
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("none has /library/buch; documents begin with /library; nearest: /library/book.");
    }

    @Test
    void recordsOfRefusedDocumentsAreNoRowsButFound() {
        RunReport report = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("bad", "mute")))))
                .flatten(new Tap((text, context) -> {
                    context.ledger().matched("/record", 1);
                    context.ledger().matched("/record/never", 0);
                }))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder))
                .run(RunOptions.DEFAULT);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("no record was found in any of the 1 documents, so there are no rows. The archives");
    }

    @Test
    void listsWhatWasFoundInNoUnit() throws Exception {
        RunReport report = Pipeline.from(new TextSource(
                        List.of(new TextArchive("a", List.of("one")), new TextArchive("b", List.of("two")))))
                .flatten(new Tap((text, context) -> {
                    context.ledger().matched("/z", 0);
                    context.ledger().matched("/first", text.archive().equals("a") ? 1 : 0);
                    context.ledger().matched("/a", 0);
                }))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder))
                .run(RunOptions.builder().unitWeight(1).parallelism(2).build());
        assertThat(report.unmatched()).containsExactly("/a", "/z");
        assertThat(report.warnings()).isEmpty();
        assertThat(new ObjectMapper().readTree(report.toJson()).get("unmatched").toString())
                .isEqualTo("[\"/a\",\"/z\"]");
    }

    @Test
    void warnsOfInputWithoutAnyDocument() {
        Pipeline nothing = Pipeline.from(new TextSource(List.of()))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder));
        assertThat(nothing.run(RunOptions.DEFAULT).warnings())
                .containsExactly(
                        "no document was found in the input: there is no file in it (folders of tables are left out)");
        Pipeline empty = Pipeline.from(new TextSource(List.of(new TextArchive("e", List.of()))))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder));
        assertThat(empty.run(RunOptions.DEFAULT).warnings())
                .containsExactly("no document was found in the input: the archives in it are empty");
        Pipeline skipped = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("skip 1", "skip 2")))))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder));
        assertThat(skipped.run(RunOptions.DEFAULT).warnings())
                .containsExactly(
                        "no document was found in the input: 2 entries were skipped, as none is XML, or all are excluded");
        assertThat(skipped.run(RunOptions.DEFAULT).warnings())
                .as("all is ingested already")
                .isEmpty();
    }

    @Test
    void archivesTellWhatWasSkippedWhereSomethingWas() {
        RunReport report = report(
                new Documents(5, 3, 0, 2), RejectLimit.NONE, new ArchiveAccount("a", new Documents(5, 3, 0, 2), 1));
        assertThat(report.toJson()).contains("\"quarantined\":0,\"skipped\":2,\"bytes\":1}");
    }

    @Test
    void jsonOfARealRunIsReadByAForeignParser() throws Exception {
        String path = "a \"b\"\\\u0001é😀.zip";
        RunReport report = Pipeline.from(new TextSource(List.of(
                        new TextArchive(path, List.of("one", "bad", "skip", "two")), new TextArchive("z", List.of()))))
                .flatten(new Tap((text, context) -> {
                    context.ledger().unmapped("/x", 2);
                    context.ledger().values("rescued", 1);
                }))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder))
                .run(RunOptions.builder()
                        .startedAt(Instant.EPOCH)
                        .appId("app-1")
                        .build());
        JsonNode json = new ObjectMapper().readTree(report.toJson());
        assertThat(json.get("runId").asText()).isEqualTo("app-1-1970-01-01T00:00:00Z");
        assertThat(json.at("/documents/discovered").asLong()).isEqualTo(4);
        assertThat(json.at("/documents/tabled").asLong()).isEqualTo(2);
        assertThat(json.at("/archives/0/path").asText()).isEqualTo(path);
        assertThat(json.at("/archives/0/bytes").asLong()).isEqualTo(13);
        assertThat(json.at("/archives/1/documents").asLong(-1)).isZero();
        assertThat(json.at("/rejects/BAD_VALUE").asLong()).isEqualTo(1);
        assertThat(json.get("unmapped").get("/x").asLong()).isEqualTo(6);
        assertThat(json.at("/values/rescued").asLong()).isEqualTo(3);
        assertThat(json.at("/tables/lines/rows").asLong()).isEqualTo(2);
        assertThat(json.get("seconds").isNumber()).isTrue();
        assertThat(json.get("documentsPerSecond").isIntegralNumber()).isTrue();
        assertThat(json.get("peakRssBytes").asLong(-1)).isNotNegative();
        assertThat(report.balanced()).isTrue();
    }

    @Test
    void runThatLosesADocumentIsUnbalancedAndSaysWhere() {
        RunReport report = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("one", "two")))))
                .flatten(new Tap((text, context) -> context.ledger().discovered(text.archive())))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder))
                .run(RunOptions.DEFAULT);
        assertThat(report.balanced()).isFalse();
        assertThat(report.imbalances())
                .containsExactly("archive 'a': 4 discovered, but 2 tabled, 0 quarantined and 0 skipped");
        assertThat(report.toJson()).contains("\"imbalances\":[\"archive 'a': 4 discovered");
    }

    @Test
    void runThatLosesARowIsUnbalancedAndSaysWhere() {
        RunReport report = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("one", "two")))))
                .flatten(new Tap((text, context) -> context.ledger().rows("lines", 2)))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder))
                .run(RunOptions.DEFAULT);
        assertThat(report.imbalances())
                .containsExactly("job 0, table 'lines': 4 rows were handed on, but the commit has 2 rows");
    }

    @Test
    void rejectLimitIsOfDocumentsNotOfSkippedEntries() {
        Documents documents = new Documents(200, 90, 10, 100);
        assertThat(report(documents, RejectLimit.count(9)).withinRejectLimit()).isFalse();
        assertThat(report(documents, RejectLimit.count(10)).withinRejectLimit()).isTrue();
        assertThat(report(documents, RejectLimit.percent(9.9)).withinRejectLimit())
                .isFalse();
        assertThat(report(documents, RejectLimit.percent(10)).withinRejectLimit())
                .isTrue();
    }

    @Test
    void unmappedPathsAreBoundedAndNoneIsLost() {
        List<TextArchive> input = IntStream.range(0, 3)
                .mapToObj(i -> new TextArchive("a" + i, List.of("x" + i)))
                .toList();
        Tap.Hook hook = (text, context) -> {
            for (int i = 0; i < 6_000; i++) {
                context.ledger().unmapped("/" + text.archive() + "/" + i, 1);
            }
        };
        RunReport report = Pipeline.from(new TextSource(input))
                .flatten(new Tap(hook))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder))
                .run(RunOptions.builder().parallelism(3).unitWeight(1).build());
        assertThat(report.unmapped()).hasSize(RunReport.MAX_UNMAPPED_PATHS + 1);
        assertThat(report.unmapped())
                .containsEntry(RunReport.OTHER_PATHS, 8_000L)
                .containsEntry("/a0/5999", 1L);
        assertThat(report.unmapped()).containsEntry("/a1/3999", 1L).doesNotContainKey("/a1/4000");
    }
}
