package io.xylem.delta;

import io.xylem.core.Cursor;
import io.xylem.core.Reject;
import io.xylem.core.RejectBatch;
import io.xylem.core.Sink;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.SinkContractTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

class DeltaQuarantineContractTest extends SinkContractTest<RejectBatch, DeltaPart, DeltaFile> {
    @Override
    protected Sink<RejectBatch, DeltaPart, DeltaFile> sink(Path target) {
        return DeltaQuarantine.table(target);
    }

    @Override
    protected List<TableSchema> tables() {
        return List.of();
    }

    @Override
    protected Cursor<RejectBatch> batches(int unit) {
        Iterator<RejectBatch> batches = List.of(
                        new RejectBatch(List.of(reject(unit, 0), reject(unit, 1))),
                        new RejectBatch(List.of(reject(unit, 2))))
                .iterator();
        return new Cursor<>() {
            private RejectBatch current;

            @Override
            public boolean advance() {
                boolean more = batches.hasNext();
                current = more ? batches.next() : null;
                return more;
            }

            @Override
            public RejectBatch current() {
                return current;
            }

            @Override
            public void close() {}
        };
    }

    private static Reject reject(int unit, int number) {
        byte[] content = ("<content of=\"" + unit + "\">" + number).getBytes(StandardCharsets.UTF_8);
        return new Reject(unit + ".zip!/" + number, unit + ".zip", number, number, "SCHEMA", null, "no", content);
    }

    @Override
    protected List<?> rows(RejectBatch batch) {
        return batch.rejects().stream()
                .map(reject -> List.of(
                        reject.source(), reject.ordinal(), new String(reject.content(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    protected List<?> visibleRows(Path target) throws IOException {
        if (!DeltaTable.exists(target)) {
            return List.of();
        }
        return DeltaTable.open(target).rows(Long.MAX_VALUE).stream()
                .map(row -> List.of(
                        row.get("source"),
                        row.get("ordinal"),
                        new String((byte[]) row.get("content"), StandardCharsets.UTF_8)))
                .toList();
    }
}
