package io.xylem.core.internal;

import io.xylem.core.Sink;
import io.xylem.core.Source;
import io.xylem.core.schema.TableSchema;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a complete pipeline.
 *
 * @param source where documents come from
 * @param chain what is done to them
 * @param sink where batches go
 * @param quarantine where refused documents go; null if they are only counted
 * @param tables the tables behind the chain
 * @param <D> the kind of document
 * @param <B> the kind of batch
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
public record Recipe<D, B, P, C extends Serializable>(
        Source<D> source,
        Chain<D, B> chain,
        Sink<? super B, P, C> sink,
        @Nullable Quarantine<?, ?> quarantine,
        List<TableSchema> tables)
        implements Serializable {
    /**
     * The same stages with a quarantine.
     *
     * @param other the quarantine
     * @return the recipe
     */
    public Recipe<D, B, P, C> with(Quarantine<?, ?> other) {
        return new Recipe<>(source, chain, sink, other, tables);
    }
}
