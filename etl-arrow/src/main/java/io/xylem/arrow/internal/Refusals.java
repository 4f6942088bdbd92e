package io.xylem.arrow.internal;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import io.xylem.core.TaskLedger;
import io.xylem.core.shred.Refusal;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules.BadValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which documents of a chunk are refused for their values, and why: the first cause in document order. */
final class Refusals {
    private final ShredSchema schema;
    private final Ancestry ancestry;
    private boolean[] refused = new boolean[64];
    private @Nullable ColumnAssembler[] causes = new ColumnAssembler[64];
    private int[] positions = new int[64];
    /** The bad item; of a missing value, the complement of the instance. */
    private int[] items = new int[64];

    private boolean any;

    Refusals(ShredSchema schema, Ancestry ancestry) {
        this.schema = schema;
        this.ancestry = ancestry;
    }

    /** For each document, whether it is refused. */
    boolean[] refused() {
        return refused;
    }

    /** Whether any document is refused. */
    boolean any() {
        return any;
    }

    /** Decides about a chunk whose columns are parsed; the columns are in the order of the schema. */
    void of(Shreds shreds, ColumnAssembler[] columns) {
        int documents = shreds.documents();
        if (refused.length < documents) {
            int capacity = Math.max(documents, refused.length * 2);
            refused = new boolean[capacity];
            causes = new ColumnAssembler[capacity];
            positions = new int[capacity];
            items = new int[capacity];
        } else if (any) {
            Arrays.fill(refused, false);
            Arrays.fill(causes, null);
        }
        any = false;
        for (int document = 0; document < documents; document++) {
            if (shreds.refusal(document) != null) {
                refused[document] = true;
                any = true;
            }
        }
        for (ColumnAssembler column : columns) {
            if (column.column.rules().badValue() == BadValue.REJECT) {
                for (int i = 0; i < column.bad.size(); i++) {
                    int item = column.bad.get(i);
                    offer(shreds, column, column.instance(item), item);
                }
            }
            if (column.column.rules().required()) {
                for (int i = column.nextNull(0); i >= 0; i = column.nextNull(i + 1)) {
                    offer(shreds, column, i, ~i);
                }
            }
        }
    }

    /** Of one instance, bad values come in the order of the document and before what is missing. */
    private void offer(Shreds shreds, ColumnAssembler column, int instance, int item) {
        int document = ancestry.document(column.level, instance);
        Refusal refusal = shreds.refusal(document);
        if (refusal != null && item < 0 && refusal.open(column.level, instance)) {
            return;
        }
        int position = ancestry.position(column.level, instance);
        ColumnAssembler cause = causes[document];
        if (cause == null
                || position < positions[document]
                || (position == positions[document] && before(column, item, cause, items[document]))) {
            refused[document] = true;
            any = true;
            causes[document] = column;
            positions[document] = position;
            items[document] = item;
        }
    }

    private static boolean before(ColumnAssembler column, int item, ColumnAssembler cause, int other) {
        return item >= 0 && (other < 0 || TextColumn.start(column.range(item)) < TextColumn.start(cause.range(other)));
    }

    /** Reports the refused documents, in order. */
    void report(Shreds shreds, Limits limits, TaskLedger ledger) {
        for (int document = 0; any && document < shreds.documents(); document++) {
            ColumnAssembler cause = causes[document];
            Refusal refusal = shreds.refusal(document);
            if (cause != null) {
                ledger.reject(shreds.reject(document, cause(shreds, document, cause, items[document]), limits));
            } else if (refusal != null) {
                ledger.reject(shreds.reject(document, refusal.cause(), limits));
            }
        }
    }

    private DocumentException cause(Shreds shreds, int document, ColumnAssembler cause, int item) {
        long content = shreds.content(document);
        int start = TextColumn.start(content);
        int end = TextColumn.end(content);
        boolean bad = item >= 0;
        int at = bad ? TextColumn.start(cause.range(item)) : 0;
        return new DocumentException(
                bad ? RejectCodes.BAD_VALUE : RejectCodes.REQUIRED,
                bad ? cause.path(item) : cause.column.path(),
                bad && at >= start && at < end ? at - start : -1,
                "column '" + cause.column.name() + "' of "
                        + schema.levels().get(cause.level).name()
                        + (bad
                                ? " has a bad value: expected " + cause.values.expected()
                                        + "; its badValue is reject: correct the document or the column's type, or use"
                                        + " badValue: rescue"
                                : " is required, but its value is " + cause.missing(~item, shreds.arena())
                                        + "; correct the document, or drop required from the column"));
    }
}
