package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Reject;
import io.xylem.core.Split;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A folder of archives, and a task that reads them. */
abstract class ArchiveReading {
    @TempDir
    Path folder;

    TestTaskContext context = new TestTaskContext();

    Map<String, String> read(ArchiveSource source) throws IOException {
        return read(source.plan(new TestPlanContext()));
    }

    Map<String, String> read(List<? extends Split<Document>> splits) throws IOException {
        Map<String, String> documents = new LinkedHashMap<>();
        for (Split<Document> split : splits) {
            assertThat(split.weight()).isPositive();
            try (Cursor<Document> cursor = split.open(context)) {
                while (cursor.advance()) {
                    Document d = cursor.current();
                    String text = new String(d.buffer(), d.offset(), d.length(), StandardCharsets.UTF_8);
                    assertThat(documents.put(d.source(), text)).as(d.source()).isNull();
                    context.ledger().tabled(d.archive(), 1);
                }
            }
        }
        return documents;
    }

    /** The splits of all that is in the folder, with units of a weight. */
    List<? extends Split<Document>> plan(long weight) throws IOException {
        return ArchiveSource.of(folder).plan(new TestPlanContext(context.limits(), weight, archive -> true));
    }

    void assertBalanced(long discovered) {
        assertThat(context.ledger().balanced()).as(context.ledger().toString()).isTrue();
        assertThat(context.ledger().documents().discovered()).isEqualTo(discovered);
    }

    List<String> codes() {
        return context.ledger().rejects().stream().map(Reject::code).toList();
    }

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
