package io.xylem.fuzz;

import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bytes as an archive: documents come out once each and within the limits, everything else is refused or skipped. */
record ArchiveCheck(String name) implements Target.Check {
    @Override
    public void run(byte[] input) throws IOException {
        Inputs.withFile(name, input, file -> {
            Set<String> sources = new HashSet<>();
            long[] bytes = {0};
            TestTaskContext read = Inputs.readAll(file, (documents, task) -> {
                try (documents) {
                    while (documents.advance()) {
                        Document document = documents.current();
                        check(document, sources);
                        bytes[0] += document.length();
                        task.ledger().tabled(document.archive(), 1);
                    }
                }
            });
            if (bytes[0] > Inputs.LIMITS.archive()) {
                throw new AssertionError(bytes[0] + " bytes are more than the limit: " + read.ledger());
            }
        });
    }

    private void check(Document document, Set<String> sources) {
        Limits limits = Inputs.LIMITS;
        if (!sources.add(document.source())) {
            throw new AssertionError("'" + document.source() + "' comes twice");
        }
        if (!document.source().startsWith(document.archive())
                || !document.archive().equals(name)) {
            throw new AssertionError("'" + document.source() + "' is not below '" + document.archive() + "'");
        }
        if (document.length() > limits.document()
                || document.offset() < 0
                || document.offset() + document.length() > document.buffer().length) {
            throw new AssertionError("'" + document.source() + "' is out of bounds");
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return Seeds.archives(name);
    }
}
