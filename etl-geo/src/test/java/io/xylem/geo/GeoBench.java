package io.xylem.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Runs enrichers over columns of Java objects. Closing it fails if any memory is still allocated. */
final class GeoBench implements AutoCloseable {
    private static final String NULLED = "coordinates_nulled";

    private final BufferAllocator allocator = new RootAllocator();
    private final Map<String, List<?>> columns = new LinkedHashMap<>();
    private int batchRows = Integer.MAX_VALUE;

    /** The enriched rows. */
    record Result(Map<String, List<Object>> columns, long nulled) {
        List<Object> column(String name) {
            return columns.get(name);
        }

        List<String> names() {
            return List.copyOf(columns.keySet());
        }
    }

    GeoBench column(String name, Object... values) {
        return column(name, Arrays.asList(values));
    }

    GeoBench column(String name, List<?> values) {
        columns.put(name, values);
        return this;
    }

    GeoBench batches(int rows) {
        batchRows = rows;
        return this;
    }

    Cursor<ArrowBatch> input() {
        return new Input();
    }

    Result run(H3Enricher... enrichers) {
        TestTaskContext context = new TestTaskContext();
        Map<String, List<Object>> out = new LinkedHashMap<>();
        Cursor<ArrowBatch> cursor = input();
        try {
            for (H3Enricher enricher : enrichers) {
                cursor = enricher.enrich(cursor, context);
            }
            while (cursor.advance()) {
                for (FieldVector vector : cursor.current().root().getFieldVectors()) {
                    List<Object> values = out.computeIfAbsent(vector.getName(), name -> new ArrayList<>());
                    for (int i = 0; i < vector.getValueCount(); i++) {
                        Object value = vector.getObject(i);
                        values.add(vector instanceof VarCharVector && value != null ? value.toString() : value);
                    }
                }
            }
            cursor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(context.ledger().values().keySet()).isSubsetOf(NULLED);
        return new Result(out, context.ledger().values().getOrDefault(NULLED, 0L));
    }

    @Override
    public void close() {
        allocator.close();
    }

    private final class Input implements Cursor<ArrowBatch> {
        private final int rows = columns.values().iterator().next().size();
        private int next;
        private boolean started;
        private VectorSchemaRoot root;

        @Override
        public boolean advance() {
            close();
            if (started && next >= rows) {
                return false;
            }
            started = true;
            int count = Math.min(batchRows, rows - next);
            List<FieldVector> vectors = new ArrayList<>();
            columns.forEach((name, values) -> vectors.add(vector(name, values, next, count)));
            root = new VectorSchemaRoot(vectors);
            root.setRowCount(count);
            next += count;
            return true;
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of("rows", root, allocator);
        }

        @Override
        public void close() {
            if (root != null) {
                root.close();
            }
        }
    }

    private FieldVector vector(String name, List<?> values, int from, int count) {
        Object sample = values.stream()
                .filter(v -> v != null)
                .map(v -> (Object) v)
                .findFirst()
                .orElse(0.0);
        FieldVector vector = empty(name, sample);
        vector.setInitialCapacity(count);
        vector.allocateNew();
        for (int i = 0; i < count; i++) {
            Object value = values.get(from + i);
            if (value == null) {
                continue;
            }
            if (vector instanceof Float8Vector v) {
                v.setSafe(i, (Double) value);
            } else if (vector instanceof Float4Vector v) {
                v.setSafe(i, (Float) value);
            } else if (vector instanceof DecimalVector v) {
                v.setSafe(i, (BigDecimal) value);
            } else if (vector instanceof VarCharVector v) {
                v.setSafe(i, ((String) value).getBytes(StandardCharsets.UTF_8));
            } else {
                integer(vector, i, ((Number) value).longValue());
            }
        }
        vector.setValueCount(count);
        return vector;
    }

    private static void integer(FieldVector vector, int row, long value) {
        if (vector instanceof BigIntVector v) {
            v.setSafe(row, value);
        } else if (vector instanceof IntVector v) {
            v.setSafe(row, (int) value);
        } else if (vector instanceof SmallIntVector v) {
            v.setSafe(row, (int) value);
        } else {
            ((TinyIntVector) vector).setSafe(row, (int) value);
        }
    }

    private FieldVector empty(String name, Object sample) {
        if (sample instanceof Double) {
            return new Float8Vector(name, allocator);
        } else if (sample instanceof Float) {
            return new Float4Vector(name, allocator);
        } else if (sample instanceof Long) {
            return new BigIntVector(name, allocator);
        } else if (sample instanceof Integer) {
            return new IntVector(name, allocator);
        } else if (sample instanceof Short) {
            return new SmallIntVector(name, allocator);
        } else if (sample instanceof Byte) {
            return new TinyIntVector(name, allocator);
        } else if (sample instanceof BigDecimal decimal) {
            return new DecimalVector(name, allocator, 38, decimal.scale());
        }
        return new VarCharVector(name, allocator);
    }
}
