package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.StackedRows;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;

/** The stacked layout: a row for each instance that has no child, with the columns of all its ancestors. */
final class StackedAssembler extends ChunkAssembler {
    private final StackedRows stacked;
    private final int[][] instances;

    StackedAssembler(ShredSchema schema, ParsedChunk parsed) {
        super(schema, parsed, IntStream.range(1, schema.levels().size()).boxed().toList(), true);
        this.stacked = new StackedRows(schema);
        this.instances = new int[schema.levels().size()][];
    }

    @Override
    RowView rows(Shreds chunk, boolean[] refused) {
        stacked.of(chunk, refused);
        for (int level = 0; level < instances.length; level++) {
            instances[level] = stacked.instances(level);
        }
        return new RowView(stacked.size(), stacked.levels(), stacked.numbers(), instances);
    }

    @Override
    long columnBytes(int from, int count) {
        long sum = 0;
        for (ColumnAssembler column : columns()) {
            sum += column.bytes(rows().instances()[column.level], from, count);
        }
        return sum;
    }

    @Override
    void writeColumns(int from, int count, List<FieldVector> vectors, int place, int at) {
        int next = place;
        for (ColumnAssembler column : columns()) {
            column.gather(rows().instances()[column.level], from, count, vectors.get(next++), at);
        }
    }
}
