package io.xylem.arrow.internal;

import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.ArrayList;
import java.util.List;

/** A chunk of documents whose texts have become values: what all layouts have in common. Parses, refuses, keeps accounts. */
final class ParsedChunk {
    private final TaskContext context;
    private final ColumnAssembler[] columns;
    private final Ancestry ancestry;
    private final Refusals refusals;
    private final Rescues rescues;
    private Shreds shreds;

    /** No chunk yet; {@code whole}: whether a row stands for a record with all that is in it. */
    ParsedChunk(ShredSchema schema, TaskContext context, boolean whole) {
        this.context = context;
        this.columns = columns(schema);
        this.ancestry = new Ancestry(schema);
        this.refusals = new Refusals(schema, ancestry);
        this.rescues = new Rescues(schema, ancestry, whole);
        this.shreds = new Shreds(schema, 0);
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

    ColumnAssembler[] columns() {
        return columns;
    }

    Rescues rescues() {
        return rescues;
    }

    Shreds shreds() {
        return shreds;
    }

    /** For each document, whether it is refused. */
    boolean[] refused() {
        return refusals.refused();
    }

    /** Takes a chunk, which must stay as it is until the next one. */
    void load(Shreds chunk) {
        shreds = chunk;
        for (ColumnAssembler column : columns) {
            column.parse(chunk);
        }
        ancestry.of(chunk);
        refusals.of(chunk, columns);
        refusals.report(chunk, context.limits(), context.ledger());
        rescues.of(chunk, columns, refusals.refused());
    }

    /** Enters the documents that were not refused, and what happened to their values, into the ledger. */
    void account() {
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
}
