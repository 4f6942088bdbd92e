package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.Limits;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.TestJobContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Drives a sink as the runner does: units encoded one by one, appended in order, committed once. */
final class Jobs {
    static final String APP = "app";

    private Jobs() {}

    static RunInfo run(String appId) {
        return new RunInfo("run-1", appId, Instant.parse("2026-01-02T03:04:05.678Z"), "mapping-1");
    }

    /** The columns of a new table for a job. */
    static TableSchema nullable(TableSchema table) {
        return new TableSchema(
                table.name(),
                table.fields().stream()
                        .map(field -> new Field(field.name(), field.type(), true, field.comment()))
                        .toList());
    }

    /** Rows of one unit, in batches. */
    record Unit(List<List<Map<String, Object>>> batches) {
        @SafeVarargs
        @SuppressWarnings("varargs")
        static Unit of(List<Map<String, Object>>... batches) {
            return new Unit(List.of(batches));
        }
    }

    static TableCommit commit(DeltaSink sink, TableSchema table, long sequence, Unit... units) throws IOException {
        return commit(sink, table, run(APP), sequence, units);
    }

    static TableCommit commit(DeltaSink sink, TableSchema table, RunInfo run, long sequence, Unit... units)
            throws IOException {
        TestJobContext job = new TestJobContext(run, sequence, List.of(table));
        List<DeltaFile> files = write(sink, job, units);
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            List<TableCommit> commits = committer.commit(files);
            if (commits.size() != 1) {
                throw new AssertionError("one table, but " + commits);
            }
            return commits.get(0);
        }
    }

    /** Everything up to the commit. */
    static List<DeltaFile> write(DeltaSink sink, TestJobContext job, Unit... units) throws IOException {
        try (Appender<DeltaPart, DeltaFile> appender = sink.openAppender(job)) {
            for (DeltaPart part : encode(sink, job, units)) {
                appender.append(part);
            }
            return appender.finish();
        }
    }

    /** The parts of all units; fails if Arrow memory is not given back. */
    static List<DeltaPart> encode(DeltaSink sink, TestJobContext job, Unit... units) throws IOException {
        List<DeltaPart> parts = new ArrayList<>();
        TableSchema table = job.tables().get(0);
        for (int i = 0; i < units.length; i++) {
            TestTaskContext task = new TestTaskContext(job.run(), i, Limits.DEFAULT, job.tables());
            try (BufferAllocator allocator = new RootAllocator();
                    Encoder<ArrowBatch, DeltaPart> encoder = sink.openEncoder(task)) {
                for (List<Map<String, Object>> rows : units[i].batches()) {
                    try (VectorSchemaRoot root = ArrowRows.of(table, rows, allocator)) {
                        encoder.encode(ArrowBatch.of(table.name(), root, allocator), parts::add);
                    }
                }
                encoder.finish(parts::add);
            }
        }
        return parts;
    }
}
