package io.xylem.arrow.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Files of one column, for tests that care about certain values. */
final class Batches {
    private Batches() {}

    /** Sets the value at a place of a vector. */
    interface Setter<V extends FieldVector> {
        void set(V vector, int index);
    }

    static Schema schema(String name, ArrowType type, boolean nullable) {
        return new Schema(List.of(new Field(name, new FieldType(nullable, type, null), List.of())));
    }

    /** Writes a column {@code c} of {@code rows} values. */
    @SuppressWarnings("unchecked")
    static <V extends FieldVector> ParquetFileInfo write(
            Path file, ArrowType type, int rows, ParquetOptions options, Setter<V> setter) throws IOException {
        Schema schema = schema("c", type, true);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
                ParquetWriter writer = ParquetWriter.open(file, schema, options)) {
            V vector = (V) batch.getVector(0);
            vector.setInitialCapacity(rows);
            vector.allocateNew();
            for (int i = 0; i < rows; i++) {
                setter.set(vector, i);
            }
            batch.setRowCount(rows);
            writer.write(batch);
            return writer.finish();
        }
    }
}
