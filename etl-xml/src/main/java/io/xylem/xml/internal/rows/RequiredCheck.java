package io.xylem.xml.internal.rows;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.RejectCodes;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.Refusal;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.util.List;
import java.util.function.Consumer;

/** Finds documents in which a required column has no value, as far as that can be told without parsing values. */
public final class RequiredCheck {
    private final ShredSchema schema;
    private final Limits limits;

    /**
     * A check.
     *
     * @param schema the levels
     * @param limits say how much of a refused document is kept
     */
    public RequiredCheck(ShredSchema schema, Limits limits) {
        this.schema = schema;
        this.limits = limits;
    }

    /**
     * Checks a chunk.
     *
     * @param shreds the chunk
     * @param rejects takes refusals
     * @return for each document, whether it is refused
     */
    public boolean[] refused(Shreds shreds, Consumer<? super Reject> rejects) {
        boolean[] refused = new boolean[shreds.documents()];
        for (int level = 0; level < schema.levels().size(); level++) {
            List<ShredColumn> columns = schema.levels().get(level).columns();
            for (int column = 0; column < columns.size(); column++) {
                if (columns.get(column).rules().required()) {
                    check(shreds, level, column, refused, rejects);
                }
            }
        }
        for (int document = 0; document < refused.length; document++) {
            Refusal refusal = shreds.refusal(document);
            if (refusal != null && !refused[document]) {
                refused[document] = true;
                rejects.accept(shreds.reject(document, refusal.cause(), limits));
            }
        }
        return refused;
    }

    private void check(Shreds shreds, int level, int column, boolean[] refused, Consumer<? super Reject> rejects) {
        LevelShreds instances = shreds.level(level);
        ShredColumn definition = schema.levels().get(level).columns().get(column);
        boolean[] present = new boolean[instances.size()];
        TextColumn values = instances.column(column);
        for (int i = 0; i < values.size(); i++) {
            present[values.repeated() ? values.owners()[i] : i] |=
                    values.repeated() || hasValue(shreds, definition, values.ranges()[i]);
        }
        for (int instance = 0; instance < present.length; instance++) {
            int document = document(shreds, level, instance);
            Refusal refusal = shreds.refusal(document);
            boolean open = refusal != null && refusal.open(level, instance);
            if (!present[instance] && !refused[document] && !open) {
                refused[document] = true;
                ShredLevel owner = schema.levels().get(level);
                rejects.accept(shreds.reject(
                        document,
                        new DocumentException(
                                RejectCodes.REQUIRED,
                                definition.path(),
                                -1,
                                "column '" + definition.name() + "' of " + owner.name()
                                        + " is required, but its value is absent, nil or empty; correct the document,"
                                        + " or drop required from the column"),
                        limits));
            }
        }
    }

    /** A text that is empty or blank is null for all types but string. */
    private static boolean hasValue(Shreds shreds, ShredColumn column, long range) {
        if (!TextColumn.isText(range)) {
            return false;
        }
        if (column.type() == Primitive.STRING && !column.list()) {
            return true;
        }
        byte[] arena = shreds.arena();
        for (int i = TextColumn.start(range); i < TextColumn.end(range); i++) {
            byte b = arena[i];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return true;
            }
        }
        return false;
    }

    private int document(Shreds shreds, int level, int instance) {
        int at = instance;
        for (int l = level; l >= 0; l = schema.levels().get(l).parent()) {
            at = shreds.level(l).parents()[at];
        }
        return at;
    }
}
