package io.xylem.arrow.internal;

import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/** One table of the layout of tables: a row for each instance of a level, with the columns of that level. */
final class LevelAssembler extends ChunkAssembler {
    private final ShredSchema schema;
    private final int level;
    private final ColumnAssembler[] own;
    private final int[][] instances;
    private int[] levels = new int[64];
    private int[] numbers = new int[64];

    LevelAssembler(ShredSchema schema, ParsedChunk parsed, int level) {
        super(schema, parsed, schema.groupsTo(level), false);
        this.schema = schema;
        this.level = level;
        this.own =
                Arrays.stream(columns()).filter(column -> column.level == level).toArray(ColumnAssembler[]::new);
        this.instances = new int[schema.levels().size()][64];
    }

    @Override
    RowView rows(Shreds chunk, boolean[] refused) {
        LevelShreds shreds = chunk.level(level);
        levels = Gather.room(levels, shreds.size());
        numbers = Gather.room(numbers, shreds.size());
        for (int at = level; at >= 0; at = schema.levels().get(at).parent()) {
            instances[at] = Gather.room(instances[at], shreds.size());
        }
        int size = 0;
        for (int instance = 0; instance < shreds.size(); instance++) {
            int above = instance;
            for (int at = level; at >= 0; at = schema.levels().get(at).parent()) {
                instances[at][size] = above;
                above = chunk.level(at).parents()[above];
            }
            if (!refused[above]) {
                levels[size] = level;
                numbers[size++] = shreds.places()[instance];
            }
        }
        return new RowView(size, levels, numbers, instances);
    }

    @Override
    long columnBytes(int from, int count) {
        long sum = 0;
        for (ColumnAssembler column : own) {
            sum += column.bytes(instances[level], from, count);
        }
        return sum;
    }

    @Override
    void writeColumns(int from, int count, List<FieldVector> vectors, int place, int at) {
        int next = place;
        for (ColumnAssembler column : own) {
            column.gather(instances[level], from, count, vectors.get(next++), at);
        }
    }
}
