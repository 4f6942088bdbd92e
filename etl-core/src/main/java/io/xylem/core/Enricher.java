package io.xylem.core;

import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Adds columns to batches: an immutable, serializable recipe. Rows are neither added nor removed nor reordered.
 *
 * @param <B> the kind of batch
 */
public interface Enricher<B> extends Serializable {
    /**
     * The tables as they are after this enricher.
     *
     * @param tables the tables before it
     * @return the tables after it
     * @throws UsageException if a column that the enricher reads is missing or of the wrong type, or a column that it adds is
     *     already there
     */
    List<TableSchema> tables(List<TableSchema> tables);

    /**
     * Opens the recipe over an input.
     *
     * @param in the input; closed together with the returned cursor. If this method throws, it stays with the caller
     * @param context the task
     * @return a cursor over the enriched batches
     * @throws IOException if the input cannot be read
     */
    Cursor<B> enrich(Cursor<? extends B> in, TaskContext context) throws IOException;
}
