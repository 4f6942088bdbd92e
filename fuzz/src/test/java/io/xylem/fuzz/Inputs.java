package io.xylem.fuzz;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.ArchiveSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the targets read from, and what all of them promise. */
final class Inputs {
    /** Small enough for thousands of inputs a second. */
    static final Limits LIMITS = Limits.DEFAULT
            .with("document", 1 << 18)
            .with("archive", 1 << 20)
            .with("entries", 1000)
            .with("window", 1 << 20)
            .with("seconds", 5);

    private static final long UNIT = 300;

    private Inputs() {}

    /** Reads documents. */
    interface Reader {
        void read(Cursor<Document> documents, TaskContext task) throws IOException;
    }

    /** Does something with a file of a name and a content. */
    interface FileUser {
        void use(Path file) throws IOException;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void withFile(String name, byte[] content, FileUser user) throws IOException {
        Path folder = Files.createTempDirectory("xylem-fuzz-");
        try {
            Path file = Files.write(folder.resolve(name), content);
            user.use(file);
            try (Stream<Path> left = Files.list(folder)) {
                List<Path> files = left.toList();
                if (!files.equals(List.of(file))) {
                    throw new AssertionError("files appeared beside the input: " + files);
                }
            }
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Reads a file as a source does, split by split, and checks that the ledger balances. */
    static TestTaskContext readAll(Path file, Reader reader) throws IOException {
        TestTaskContext task = new TestTaskContext().with(LIMITS);
        for (Split<Document> split : ArchiveSource.of(file).plan(new TestPlanContext(LIMITS, UNIT, archive -> true))) {
            reader.read(split.open(task), task);
        }
        if (!task.ledger().balanced()) {
            throw new AssertionError("the ledger does not balance: " + task.ledger());
        }
        task.ledger().rejects().forEach(reject -> {
            if (reject.code().isBlank() || reject.message().isBlank()) {
                throw new AssertionError("a reject that says nothing: " + reject);
            }
        });
        return task;
    }
}
