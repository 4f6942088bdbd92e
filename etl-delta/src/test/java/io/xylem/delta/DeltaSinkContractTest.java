package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.Sink;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.SinkContractTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

class DeltaSinkContractTest extends SinkContractTest<ArrowBatch, DeltaPart, DeltaFile> {
    private static final TableSchema TABLE = new TableSchema(
            "contract",
            List.of(
                    new Field("id", Primitive.LONG, false, null),
                    new Field("odd name", Primitive.STRING),
                    new Field("list", new ListType(Primitive.DOUBLE))));

    @Override
    protected Sink<ArrowBatch, DeltaPart, DeltaFile> sink(Path target) {
        return DeltaSink.table(target).build();
    }

    @Override
    protected List<TableSchema> tables() {
        return List.of(TABLE);
    }

    @Override
    protected Cursor<ArrowBatch> batches(int unit) {
        return new Batches(unit);
    }

    private static List<Map<String, Object>> batch(int unit, int batch) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 10 + unit; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", unit * 1000L + batch * 100L + i);
            row.put("odd name", i % 3 == 0 ? null : "row " + i);
            row.put("list", i % 4 == 0 ? null : List.of(i / 2.0, unit + 0.0));
            rows.add(row);
        }
        return rows;
    }

    @Override
    protected List<?> rows(ArrowBatch batch) {
        long first = ((Number) batch.root().getVector("id").getObject(0)).longValue();
        return batch((int) (first / 1000), (int) (first % 1000 / 100));
    }

    @Override
    protected List<?> visibleRows(Path target) throws IOException {
        return DeltaTable.exists(target) ? DeltaTable.open(target).rows(Long.MAX_VALUE) : List.of();
    }

    private static final class Batches implements Cursor<ArrowBatch> {
        private final BufferAllocator allocator = new RootAllocator();
        private final int unit;
        private int next;
        private VectorSchemaRoot root;

        Batches(int unit) {
            this.unit = unit;
        }

        @Override
        public boolean advance() {
            clear();
            if (next == 3) {
                return false;
            }
            root = ArrowRows.of(TABLE, batch(unit, next++), allocator);
            return true;
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of(TABLE.name(), root, allocator);
        }

        private void clear() {
            if (root != null) {
                root.close();
                root = null;
            }
        }

        @Override
        public void close() {
            clear();
            allocator.close();
        }
    }
}
