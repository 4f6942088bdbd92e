package io.xylem.core;

import io.xylem.core.internal.Chain;
import io.xylem.core.internal.LocalRun;
import io.xylem.core.internal.Quarantine;
import io.xylem.core.internal.Recipe;
import io.xylem.core.schema.TableSchema;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete recipe from a source to a sink: immutable, serializable, and run as often as wanted.
 *
 * <pre>{@code
 * RunReport report = Pipeline.from(source)
 *         .flatten(shredder)
 *         .flatten(assembler)
 *         .enrich(cells)
 *         .into(table)
 *         .onReject(quarantine)
 *         .run(RunOptions.DEFAULT);
 * }</pre>
 *
 * <p>What is written depends on the input, the recipes, the unit weight and the app id; neither on the parallelism nor on
 * the speed of anything.
 */
public final class Pipeline implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Recipe<?, ?, ?, ?> recipe;

    private Pipeline(Recipe<?, ?, ?, ?> recipe) {
        this.recipe = recipe;
    }

    /**
     * Starts a pipeline.
     *
     * @param source where documents come from
     * @param <D> the kind of document
     * @return a pipeline that still needs a flattener and a sink
     */
    public static <D> DocumentStage<D> from(Source<D> source) {
        return new DocumentStage<>(source);
    }

    /**
     * The same pipeline with a quarantine. Without one, refused documents are only counted, and the first few are logged.
     *
     * <p>The quarantine is committed before the sink, with the same job. If a job refuses no document, no appender and no
     * committer of the quarantine is opened. The contexts that it is opened with name no tables: its columns are its own affair.
     *
     * @param quarantine where refused documents go
     * @return the pipeline
     */
    public Pipeline onReject(Sink<RejectBatch, ?, ?> quarantine) {
        return new Pipeline(recipe.with(new Quarantine<>(quarantine)));
    }

    /**
     * The tables that the pipeline fills, after all enrichers.
     *
     * @return the tables, the root table first
     */
    public List<TableSchema> tables() {
        return recipe.tables();
    }

    /**
     * Runs the pipeline in this process: on threads of its own, or on the executor of the options. Jobs that an earlier run left
     * unfinished are done again first. Returns when everything is committed, or throws with nothing of the failing job
     * committed and its files removed; jobs before it stay. May be called from several threads at once, as far as the sink
     * allows two writers with the same app id.
     *
     * @param options how to run
     * @return the ledger; ask it whether it is {@linkplain RunReport#balanced() balanced} and
     *     {@linkplain RunReport#withinRejectLimit() within the limit}
     * @throws UsageException if the input or the target cannot be used as asked
     * @throws CancelledException if the calling thread was interrupted (its interrupt flag is set again), the token was
     *     cancelled or the deadline has passed
     * @throws TooManyRejectsException if so many documents were refused that the mapping is probably wrong
     * @throws CommitStateUnknownException if it cannot be told whether the commit took place; run again to find out
     * @throws PipelineException if anything else fails; names the unit and the split
     */
    public RunReport run(RunOptions options) {
        return new LocalRun<>(recipe, options, null).run();
    }

    /**
     * Runs the pipeline with the help of other processes: planned and committed here, worked on there. Journal, ledger and errors are
     * those of {@link #run(RunOptions)}, and so are the rows; how they are divided into files is not. Of the options, {@code
     * parallelism}, {@code window}, {@code buffer} and {@code executor} do not matter, and whether too many documents are refused is
     * found out before the commit, not earlier.
     *
     * @param options how to run
     * @param cluster the other processes, which must see the same files under the same paths
     * @return the ledger
     * @throws XylemException as {@link #run(RunOptions)} does; files that were written by other processes may stay if a task has
     *     failed, until the job is done again
     */
    public RunReport run(RunOptions options, Cluster cluster) {
        return new LocalRun<>(recipe, options, cluster).run();
    }

    /**
     * A pipeline that has a source.
     *
     * @param <D> the kind of document
     */
    public static final class DocumentStage<D> {
        private final Source<D> source;

        private DocumentStage(Source<D> source) {
            this.source = source;
        }

        /**
         * Adds a flattener.
         *
         * @param flattener what turns documents into batches
         * @param <B> the kind of batch
         * @return a pipeline that still needs a sink
         */
        public <B> BatchStage<D, B> flatten(Flattener<? super D, B> flattener) {
            return new BatchStage<>(source, Chain.of(flattener));
        }
    }

    /**
     * A pipeline that has a source and a flattener.
     *
     * @param <D> the kind of document
     * @param <B> the kind of batch
     */
    public static final class BatchStage<D, B> {
        private final Source<D> source;
        private final Chain<D, B> chain;

        private BatchStage(Source<D> source, Chain<D, B> chain) {
            this.source = source;
            this.chain = chain;
        }

        /**
         * Adds a flattener that takes what the pipeline yields so far.
         *
         * @param flattener what turns batches into other batches
         * @param <E> the new kind of batch
         * @return a pipeline that still needs a sink
         */
        public <E> BatchStage<D, E> flatten(Flattener<? super B, E> flattener) {
            return new BatchStage<>(source, chain.then(flattener));
        }

        /**
         * Adds an enricher.
         *
         * @param enricher what adds columns
         * @return a pipeline that still needs a sink
         */
        public BatchStage<D, B> enrich(Enricher<B> enricher) {
            return new BatchStage<>(source, chain.then(enricher));
        }

        /**
         * Adds the sink.
         *
         * @param sink where batches go
         * @param <P> the kind of part
         * @param <C> the kind of commit message
         * @return a complete pipeline
         * @throws UsageException if a stage cannot work on the tables that the one before it yields
         */
        public <P, C extends Serializable> Pipeline into(Sink<? super B, P, C> sink) {
            @Nullable Quarantine<?, ?> none = null;
            return new Pipeline(new Recipe<>(source, chain, sink, none, chain.tables()));
        }
    }
}
