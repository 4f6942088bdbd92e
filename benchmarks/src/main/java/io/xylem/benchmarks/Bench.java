package io.xylem.benchmarks;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.RunInfo;
import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.schema.TableSchema;
import io.xylem.examples.flights.FlightMessages;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What all benchmarks share: flight messages in memory, their mapping, and a task that counts nothing. */
final class Bench implements TaskContext, TaskLedger {
    /** How many documents one call of a benchmark works on. */
    static final int DOCUMENTS = 1024;

    private Bench() {}

    static Bench task() {
        return new Bench();
    }

    static Mapping mapping() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("examples/flights.yaml");
            if (Files.exists(file)) {
                return Mapping.fromYaml(file);
            }
        }
        throw new IllegalStateException("examples/flights.yaml not found: run inside the project");
    }

    static byte[][] documents() {
        byte[][] documents = new byte[DOCUMENTS][];
        for (int i = 0; i < DOCUMENTS; i++) {
            documents[i] = FlightMessages.DEFAULT.document(i);
        }
        return documents;
    }

    static Cursor<Document> cursor(byte[][] documents) {
        return new InMemory(documents);
    }

    @Override
    public RunInfo run() {
        return new RunInfo("bench", "bench", Instant.EPOCH, "");
    }

    @Override
    public int unit() {
        return 0;
    }

    @Override
    public Limits limits() {
        return Limits.DEFAULT;
    }

    @Override
    public TaskLedger ledger() {
        return this;
    }

    @Override
    public List<TableSchema> tables() {
        return List.of();
    }

    @Override
    public void checkCancelled() {}

    @Override
    public void discovered(String archive) {}

    @Override
    public void skipped(String archive) {}

    @Override
    public void reject(Reject reject) {
        throw new IllegalStateException(reject.source() + ": " + reject.message());
    }

    @Override
    public void tabled(String archive, long documents) {}

    @Override
    public void read(String archive, long bytes) {}

    @Override
    public void unmapped(String path, long count) {}

    @Override
    public void values(String kind, long count) {}

    private static final class InMemory implements Cursor<Document>, Document {
        private final byte[][] documents;
        private int at = -1;

        InMemory(byte[][] documents) {
            this.documents = documents;
        }

        @Override
        public boolean advance() {
            return ++at < documents.length;
        }

        @Override
        public Document current() {
            return this;
        }

        @Override
        public String source() {
            return "memory!/" + at + ".xml";
        }

        @Override
        public String archive() {
            return "memory";
        }

        @Override
        public long ordinal() {
            return at;
        }

        @Override
        public byte[] buffer() {
            return documents[at];
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return documents[at].length;
        }

        @Override
        public void close() {}
    }
}
