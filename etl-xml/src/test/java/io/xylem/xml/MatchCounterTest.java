package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the ledger learns of the paths of a mapping. */
class MatchCounterTest {
    private static final Mapping MAPPING = Mapping.fromYaml("test", """
            version: 1
            record: /a/b
            columns:
              - {name: id, path: "@id", type: string}
              - {name: never, path: "@never", type: string}
              - {name: list, path: l, type: string, repeated: true}
              - {name: never_list, path: nl, type: string, repeated: true}
              - {name: nil, path: n, type: int}
              - {name: outside, path: /a/@v, type: string}
            groups:
              - name: g
                path: g
                columns:
                  - {name: text, path: ., type: string}
                groups:
                  - name: h
                    path: h
                    columns: [{name: x, path: "@x", type: string}]
              - name: k
                path: k
                columns: [{name: y, path: "@y", type: string}]
            """);

    private static TestTaskContext shred(String... documents) throws IOException {
        TestTaskContext context = new TestTaskContext();
        Shredded.of(MAPPING, MemoryDocument.cursor(documents), context);
        return context;
    }

    @Test
    void levelsAndColumnsThatWereNotFoundAreZero() throws IOException {
        TestTaskContext context = shred(
                "<a v='1'><b id='1'><l>x</l><n xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/></b></a>",
                "<a><b/><b><g/></b></a>");
        assertThat(context.ledger().matched().entrySet().stream()
                        .filter(e -> e.getValue() == 0)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("/a/b/@never", "/a/b/nl", "/a/b/g/h", "/a/b/k");
        assertThat(context.ledger().matched()).containsEntry("/a/b", 3L).containsEntry("/a/b/g", 1L);
    }

    @Test
    void withoutAnyRecordOnlyThatIsTold() throws IOException {
        assertThat(shred("<a v='1'/>", "<c/>").ledger().matched()).containsOnly(Map.entry("/a/b", 0L));
    }
}
