package io.xylem.core.internal;

import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.Flattener;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Flatteners and enrichers in a row.
 *
 * @param <D> what goes in
 * @param <B> what comes out
 */
public abstract class Chain<D, B> implements Serializable {
    private static final long serialVersionUID = 1L;

    Chain() {}

    /**
     * A chain of one flattener.
     *
     * @param flattener the flattener
     * @param <D> what goes in
     * @param <B> what comes out
     * @return the chain
     */
    public static <D, B> Chain<D, B> of(Flattener<? super D, B> flattener) {
        return new First<>(flattener);
    }

    /**
     * A longer chain.
     *
     * @param next what takes the output of this chain
     * @param <E> what comes out then
     * @return the chain
     */
    public <E> Chain<D, E> then(Flattener<? super B, E> next) {
        return new Flattened<>(this, next);
    }

    /**
     * A longer chain.
     *
     * @param next what takes the output of this chain
     * @return the chain
     */
    public Chain<D, B> then(Enricher<B> next) {
        return new Enriched<>(this, next);
    }

    /**
     * The tables that the output fills.
     *
     * @return the tables, the root table first
     */
    public abstract List<TableSchema> tables();

    /** The versions of all flatteners that have one, joined by {@code +}. */
    abstract String version();

    /**
     * Opens all recipes. Whatever happens, the input is closed exactly once: with the returned cursor, or here if this fails.
     *
     * @param in the input
     * @param context the task
     * @return the output
     * @throws IOException if a stage cannot be opened
     */
    abstract Cursor<B> open(Cursor<? extends D> in, TaskContext context) throws IOException;

    private static void closeAfter(Throwable failure, Cursor<?> in) {
        try {
            in.close();
        } catch (Throwable t) {
            failure.addSuppressed(t);
        }
    }

    private static final class First<D, B> extends Chain<D, B> {
        private static final long serialVersionUID = 1L;
        private final Flattener<? super D, B> flattener;

        First(Flattener<? super D, B> flattener) {
            this.flattener = flattener;
        }

        @Override
        public List<TableSchema> tables() {
            return List.copyOf(flattener.tables());
        }

        @Override
        String version() {
            return flattener.version();
        }

        @Override
        Cursor<B> open(Cursor<? extends D> in, TaskContext context) throws IOException {
            try {
                return flattener.flatten(in, context);
            } catch (Throwable t) {
                closeAfter(t, in);
                throw t;
            }
        }
    }

    private static final class Flattened<D, B, E> extends Chain<D, E> {
        private static final long serialVersionUID = 1L;
        private final Chain<D, B> before;
        private final Flattener<? super B, E> flattener;

        Flattened(Chain<D, B> before, Flattener<? super B, E> flattener) {
            this.before = before;
            this.flattener = flattener;
        }

        @Override
        public List<TableSchema> tables() {
            before.tables();
            return List.copyOf(flattener.tables());
        }

        @Override
        String version() {
            String first = before.version();
            String next = flattener.version();
            return first.isEmpty() || next.isEmpty() ? first + next : first + "+" + next;
        }

        @Override
        Cursor<E> open(Cursor<? extends D> in, TaskContext context) throws IOException {
            Cursor<B> middle = before.open(in, context);
            try {
                return flattener.flatten(middle, context);
            } catch (Throwable t) {
                closeAfter(t, middle);
                throw t;
            }
        }
    }

    private static final class Enriched<D, B> extends Chain<D, B> {
        private static final long serialVersionUID = 1L;
        private final Chain<D, B> before;
        private final Enricher<B> enricher;

        Enriched(Chain<D, B> before, Enricher<B> enricher) {
            this.before = before;
            this.enricher = enricher;
        }

        @Override
        public List<TableSchema> tables() {
            return List.copyOf(enricher.tables(before.tables()));
        }

        @Override
        String version() {
            return before.version();
        }

        @Override
        Cursor<B> open(Cursor<? extends D> in, TaskContext context) throws IOException {
            Cursor<B> middle = before.open(in, context);
            try {
                return enricher.enrich(middle, context);
            } catch (Throwable t) {
                closeAfter(t, middle);
                throw t;
            }
        }
    }
}
