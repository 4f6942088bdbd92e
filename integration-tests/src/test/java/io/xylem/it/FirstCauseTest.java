package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document is refused for, whoever finds it: the shredder, which sees elements, or the assembler, which sees values. */
class FirstCauseTest {
    private static final Mapping MAPPING = Mapping.fromYaml("first-cause.yaml", """
            version: 1
            record: /r/x
            badValue: reject
            unmapped: reject
            columns:
              - {name: b, path: b, type: int}
              - {name: a, path: a, type: int}
              - {name: q, path: "@q", required: true}
            groups:
              - {name: g, path: g, columns: [{name: v, path: v, type: int, required: true}]}
            """);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<x q='1'><a>z</a></x><x q='1'><u>1</u></x> | BAD_VALUE /r/x/a",
                "<x q='1'><u>1</u></x><x q='1'><a>z</a></x> | UNMAPPED /r/x/u",
                "<x q='1'><a>z</a></x><x q='1'><b>1</b><b>2</b></x> | BAD_VALUE /r/x/a",
                "<x q='1'><b>1</b><b>2</b></x><x q='1'><a>z</a></x> | REPEATED /r/x/b",
                "<x q='1'><b>1</b><b>2</b><a>z</a></x> | REPEATED /r/x/b",
                "<x q='1'><a>z</a><b>1</b><b>2</b></x> | BAD_VALUE /r/x/a",
                "<x/><x q='1'><u>1</u></x> | REQUIRED /r/x/@q",
                "<x><u>1</u></x><x/> | UNMAPPED /r/x/u",
                "<x q='1'><g/><u>1</u></x> | REQUIRED /r/x/g/v",
                "<x q='1'><g><u>1</u></g></x> | UNMAPPED /r/x/g/u",
                "<x q='1'><a>z</a><b>z</b></x> | BAD_VALUE /r/x/a",
                "<x/><x q='1'><a>z</a></x> | REQUIRED /r/x/@q",
                "<x q='1'><a>z</a></x></y> | NOT_WELL_FORMED /r"
            })
    void firstCauseOfADocumentWins(String records, String cause) throws Exception {
        Files.writeString(folder.resolve("a.xml"), "<r>" + records + "</r>");
        TestTaskContext context = new TestTaskContext();
        for (Split<Document> split : ArchiveSource.of(folder).plan(new TestPlanContext())) {
            try (Cursor<ArrowBatch> rows =
                    ArrowFlattener.of(XmlShredder.of(MAPPING)).flatten(split.open(context), context)) {
                assertThat(rows.advance()).isFalse();
            }
        }
        assertThat(context.ledger().rejects())
                .extracting(r -> r.code() + " " + r.path())
                .containsExactly(cause);
        assertThat(context.ledger().balanced()).isTrue();
    }
}
