package io.xylem.arrow.internal;

import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/**
 * Rows of a layout, a chunk of documents at a time: parses each column once per instance, refuses documents, keeps
 * accounts, and gathers runs of rows into vectors, column at a time.
 */
abstract class ChunkAssembler {
    private final TaskContext context;
    private final ColumnAssembler[] columns;
    private final Refusals refusals;
    private final Rescues rescues;
    private final Ancestry ancestry;
    private final Lineage lineage;
    private Shreds shreds;
    private RowView rows = new RowView(0, new int[0], new int[0], new int[0][]);

    /**
     * An assembler.
     *
     * @param ordinals whether rows have the ordinals of their groups
     * @param whole whether a row stands for a record with all that is in it
     */
    ChunkAssembler(ShredSchema schema, TaskContext context, boolean ordinals, boolean whole) {
        this.context = context;
        this.columns = columns(schema);
        this.ancestry = new Ancestry(schema);
        this.refusals = new Refusals(schema, ancestry);
        this.rescues = new Rescues(schema, ancestry, whole);
        this.lineage = new Lineage(schema, ordinals);
        this.shreds = new Shreds(schema, 0);
    }

    /** The assembler of the layout that is asked for. */
    static ChunkAssembler of(ShredSchema schema, TaskContext context) {
        return switch (schema.layout()) {
            case STACKED -> new StackedAssembler(schema, context);
            case NESTED -> new NestedAssembler(schema, context);
            case TABLES -> throw new IllegalArgumentException("the layout of tables has no single table");
        };
    }

    /** The rows of a chunk, without those of refused documents. */
    abstract RowView rows(Shreds chunk, boolean[] refused);

    /** How many bytes the columns of the mapping take for rows, apart from validity. */
    abstract long columnBytes(int from, int count);

    /** Writes the columns of the mapping, of which the first vector is at {@code place}. */
    abstract void writeColumns(int from, int count, List<FieldVector> vectors, int place, int at);

    final ColumnAssembler[] columns() {
        return columns;
    }

    final RowView rows() {
        return rows;
    }

    /**
     * The assemblers of all columns, in the order of the schema.
     *
     * @throws io.xylem.core.UsageException if the rules of a column make no sense
     */
    static ColumnAssembler[] columns(ShredSchema schema) {
        List<ColumnAssembler> all = new ArrayList<>();
        for (int level = 0; level < schema.levels().size(); level++) {
            int place = 0;
            for (ShredColumn column : schema.levels().get(level).columns()) {
                all.add(ColumnAssembler.of(level, place++, column));
            }
        }
        return all.toArray(ColumnAssembler[]::new);
    }

    /** Takes a chunk, which must stay as it is until the next one; how many rows it has. */
    final int load(Shreds chunk) {
        shreds = chunk;
        for (ColumnAssembler column : columns) {
            column.parse(chunk);
        }
        ancestry.of(chunk);
        refusals.of(chunk, columns);
        refusals.report(chunk, context.limits(), context.ledger());
        rescues.of(chunk, columns, refusals.refused());
        rows = rows(chunk, refusals.refused());
        rescues.write(chunk, rows);
        lineage.of(chunk, rows);
        return rows.size();
    }

    /** Enters the documents that were not refused, and what happened to their values, into the ledger. */
    final void account() {
        TaskLedger ledger = context.ledger();
        String archive = "";
        long documents = 0;
        for (int i = 0; i < shreds.documents(); i++) {
            if (!shreds.archive(i).equals(archive)) {
                tabled(archive, documents);
                archive = shreds.archive(i);
                documents = 0;
            }
            documents += refusals.refused()[i] ? 0 : 1;
        }
        tabled(archive, documents);
        if (rescues.rescued() > 0) {
            ledger.values("rescued", rescues.rescued());
        }
        if (rescues.nulled() > 0) {
            ledger.values("nulled", rescues.nulled());
        }
    }

    private void tabled(String archive, long documents) {
        if (documents > 0) {
            context.ledger().tabled(archive, documents);
        }
    }

    /** How many bytes rows take, apart from validity. */
    final long bytes(int from, int count) {
        return lineage.bytes(rows, rescues, from, count) + columnBytes(from, count);
    }

    /** Writes rows to the vectors of the table, which have room for that many rows. */
    final void write(int from, int count, List<FieldVector> vectors, int at) {
        lineage.write(shreds, rows, rescues, from, count, vectors, at);
        writeColumns(from, count, vectors, lineage.columns(), at);
    }
}
