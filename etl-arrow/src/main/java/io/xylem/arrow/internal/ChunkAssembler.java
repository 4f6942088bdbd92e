package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;

/** The rows of one table, a chunk of documents at a time: gathers runs of them into vectors, column at a time. */
abstract class ChunkAssembler {
    private final ParsedChunk parsed;
    private final RescuedObjects rescued;
    private final Lineage lineage;
    private RowView rows = new RowView(0, new int[0], new int[0], new int[0][]);

    /**
     * An assembler.
     *
     * @param groups the levels whose ordinals rows have, in order
     * @param ancestors whether rows carry what is rescued of the levels around theirs
     */
    ChunkAssembler(ShredSchema schema, ParsedChunk parsed, List<Integer> groups, boolean ancestors) {
        this.parsed = parsed;
        this.rescued = new RescuedObjects(schema, parsed.rescues(), ancestors);
        this.lineage = new Lineage(schema, groups);
    }

    /** The assemblers of the layout that is asked for, one for each table. */
    static List<ChunkAssembler> of(ShredSchema schema, ParsedChunk parsed) {
        return switch (schema.layout()) {
            case STACKED -> List.of(new StackedAssembler(schema, parsed));
            case NESTED -> List.of(new NestedAssembler(schema, parsed));
            case TABLES ->
                IntStream.range(0, schema.levels().size())
                        .mapToObj(level -> (ChunkAssembler) new LevelAssembler(schema, parsed, level))
                        .toList();
        };
    }

    /** The rows of a chunk, without those of refused documents. */
    abstract RowView rows(Shreds chunk, boolean[] refused);

    /** How many bytes the columns of the mapping take for rows, apart from validity. */
    abstract long columnBytes(int from, int count);

    /** Writes the columns of the mapping, of which the first vector is at {@code place}. */
    abstract void writeColumns(int from, int count, List<FieldVector> vectors, int place, int at);

    final ColumnAssembler[] columns() {
        return parsed.columns();
    }

    final RowView rows() {
        return rows;
    }

    /** Turns to the chunk that has been parsed; how many rows it has. */
    final int load() {
        Shreds chunk = parsed.shreds();
        rows = rows(chunk, parsed.refused());
        rescued.of(chunk, rows);
        lineage.of(chunk, rows);
        return rows.size();
    }

    /** How many bytes rows take, apart from validity. */
    final long bytes(int from, int count) {
        return lineage.bytes(rows, rescued, from, count) + columnBytes(from, count);
    }

    /** Writes rows to the vectors of the table, which have room for that many rows. */
    final void write(int from, int count, List<FieldVector> vectors, int at) {
        lineage.write(parsed.shreds(), rows, rescued, from, count, vectors, at);
        writeColumns(from, count, vectors, lineage.columns(), at);
    }
}
