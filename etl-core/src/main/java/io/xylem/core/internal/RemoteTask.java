package io.xylem.core.internal;

import io.xylem.core.Appender;
import io.xylem.core.Cluster;
import io.xylem.core.Limits;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive units of a job, to be worked on by one thread of another process. Its files are its own; the accounts of each unit and
 * the commit messages go back.
 *
 * @param <Q> the kind of commit message of the quarantine
 */
final class RemoteTask<D, B, P, C extends Serializable, Q extends Serializable>
        implements Cluster.Task<RemoteTask.Result<C, Q>> {
    private static final long serialVersionUID = 1L;

    private final Chain<D, B> chain;
    private final Sink<? super B, P, C> sink;
    private final @Nullable Quarantine<?, Q> quarantine;
    private final ArrayList<TableSchema> tables;
    private final RunInfo run;
    private final Limits limits;
    private final @Nullable Instant deadline;
    private final long sequence;
    private final int from;
    private final int count;
    private final ArrayList<Unit<D>> units;

    /**
     * What goes back.
     *
     * @param accounts by unit, in order
     * @param files the finished files
     * @param rejects the finished files of the quarantine
     */
    record Result<C extends Serializable, Q extends Serializable>(
            List<Accounts> accounts, List<C> files, List<Q> rejects) implements Serializable {}

    RemoteTask(
            Recipe<D, B, P, C> recipe,
            @Nullable Quarantine<?, Q> quarantine,
            RunState state,
            long sequence,
            List<Unit<D>> all,
            UnitRange range) {
        this.chain = recipe.chain();
        this.sink = recipe.sink();
        this.quarantine = quarantine;
        this.tables = new ArrayList<>(recipe.tables());
        this.run = state.info();
        this.limits = state.options().limits();
        this.deadline = state.options().deadline();
        this.sequence = sequence;
        this.from = range.from();
        this.count = all.size();
        this.units = new ArrayList<>(all.subList(range.from(), range.to()));
    }

    @Override
    public Result<C, Q> run(Cluster.Attempt attempt) throws IOException {
        RunningJob job = new RunningJob(run, sequence, tables);
        try (Appender<P, C> appender = sink.openTaskAppender(job, attempt.token())) {
            Quarantine<?, Q> open = quarantine;
            return open == null
                    ? work(attempt, appender, new Logged())
                    : work(attempt, appender, Refusals.open(open, run, sequence, attempt));
        }
    }

    private Result<C, Q> work(Cluster.Attempt attempt, Appender<P, C> appender, TaskRejects<Q> rejects)
            throws IOException {
        try (rejects) {
            UnitWork<D, B, P> work = new UnitWork<>(
                    chain, sink, tables, run, limits, count, new Stop(attempt::cancelled, deadline), new Meter());
            List<Accounts> accounts = new ArrayList<>();
            for (int i = 0; i < units.size(); i++) {
                accounts.add(work.work(from + i, units.get(i), rejects::writer, part -> append(appender, part)));
            }
            return new Result<>(accounts, new ArrayList<>(appender.finish()), new ArrayList<>(rejects.finish()));
        }
    }

    private static <P> void append(Appender<P, ?> appender, P part) {
        try {
            appender.append(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Where refusals of a task go. */
    private interface TaskRejects<Q> extends AutoCloseable {
        RejectWriter writer(TaskContext task);

        List<Q> finish() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** They are logged by the process that refuses them. */
    private final class Logged implements TaskRejects<Q> {
        private final RejectLog log = new RejectLog();

        @Override
        public RejectWriter writer(TaskContext task) {
            return log.writer();
        }

        @Override
        public List<Q> finish() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** They are written to files of the quarantine. */
    private record Refusals<R, Q extends Serializable>(Sink<RejectBatch, R, Q> sink, Appender<R, Q> appender)
            implements TaskRejects<Q> {
        static <R, Q extends Serializable> Refusals<R, Q> open(
                Quarantine<R, Q> quarantine, RunInfo run, long sequence, Cluster.Attempt attempt) throws IOException {
            RunningJob job = new RunningJob(run, sequence, List.of());
            return new Refusals<>(quarantine.sink(), quarantine.sink().openTaskAppender(job, attempt.token()));
        }

        @Override
        public RejectWriter writer(TaskContext task) {
            Consumer<R> out = part -> append(appender, part);
            return new QuarantineWriter<>(sink, task, out);
        }

        @Override
        public List<Q> finish() throws IOException {
            return appender.finish();
        }

        @Override
        public void close() throws IOException {
            appender.close();
        }
    }
}
