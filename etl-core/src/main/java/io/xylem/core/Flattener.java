package io.xylem.core;

import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Turns documents into batches: an immutable, serializable recipe. Flatteners may be chained, each taking what the one
 * before yields.
 *
 * @param <D> what goes in
 * @param <B> what comes out
 */
public interface Flattener<D, B> extends Serializable {
    /**
     * The tables that the output fills.
     *
     * @return the tables, the root table first
     */
    List<TableSchema> tables();

    /**
     * What tells this recipe from another: a digest of everything in it that can change the output, such as a mapping's.
     *
     * @return the version; empty, as by default, if the flattener has none
     */
    default String version() {
        return "";
    }

    /**
     * Opens the recipe over an input. A document that is refused is reported through {@link TaskContext#ledger()}; the last
     * flattener of a chain reports there each document whose rows have all been taken over.
     *
     * @param in the input; closed together with the returned cursor. If this method throws, it stays with the caller
     * @param context the task
     * @return a cursor over the output
     * @throws IOException if the input cannot be read
     */
    Cursor<B> flatten(Cursor<? extends D> in, TaskContext context) throws IOException;
}
