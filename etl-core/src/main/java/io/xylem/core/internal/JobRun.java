package io.xylem.core.internal;

import io.xylem.core.CancelledException;
import io.xylem.core.Cluster;
import io.xylem.core.CommitStateUnknownException;
import io.xylem.core.PipelineException;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TableCommit;
import io.xylem.core.TooManyRejectsException;
import io.xylem.core.UsageException;
import io.xylem.core.XylemException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job: its units worked on, appended in order, and committed at once. */
final class JobRun<D, B, P, C extends Serializable> {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final int ABORT_FROM = 1_000;

    private final Recipe<D, B, P, C> recipe;
    private final RunState state;
    private final long sequence;
    private final List<Unit<D>> units;
    private final Accounts accounts;
    private final @Nullable Cluster cluster;
    private long seen;
    private long refused;
    private long rows = -1;
    private List<TableCommit> refusals = List.of();

    /**
     * A job.
     *
     * @param accounts takes the counts of the job; holds its archives already, in order
     * @param cluster works on the units; null for threads of this process
     */
    JobRun(
            Recipe<D, B, P, C> recipe,
            RunState state,
            long sequence,
            List<Unit<D>> units,
            Accounts accounts,
            @Nullable Cluster cluster) {
        this.recipe = recipe;
        this.state = state;
        this.sequence = sequence;
        this.units = units;
        this.accounts = accounts;
        this.cluster = cluster;
    }

    /** What is done once it is known that the target can be written to, before any file is. */
    interface Prepared {
        void writePlan() throws IOException;
    }

    /**
     * Runs the job.
     *
     * @return what was added to each table, the quarantine's last
     */
    List<TableCommit> run(Prepared prepared) {
        Quarantine<?, ?> quarantine = recipe.quarantine();
        Quarantine.Job<?, ?> rejects = quarantine == null ? null : quarantine.open(state.info(), sequence);
        Lane<P, C> lane = new Lane<>(recipe.sink(), new RunningJob(state.info(), sequence, recipe.tables()));
        List<Lane<?, ?>> lanes = rejects == null ? List.of(lane) : List.of(rejects.lane(), lane);
        List<TableCommit> commits;
        try {
            open(lane, prepared);
            List<Accounts> waiting = List.of();
            if (cluster == null) {
                work(lane, rejects);
            } else {
                waiting = work(cluster, lane, rejects);
            }
            finish(lanes, waiting);
            commits = commit(lanes);
        } catch (Throwable t) {
            close(lanes, t::addSuppressed);
            throw t;
        }
        close(lanes, t -> LOG.warn("job {} is committed, but its output could not be closed properly", sequence, t));
        return commits;
    }

    /** Rows that the job has added to the sink's tables, once it has run; -1 if the sink names no tables. */
    long rows() {
        return rows;
    }

    private static void close(List<Lane<?, ?>> lanes, Consumer<Throwable> onFailure) {
        for (Lane<?, ?> lane : lanes) {
            try {
                lane.close();
            } catch (Throwable t) {
                onFailure.accept(t);
            }
        }
    }

    private void open(Lane<P, C> lane, Prepared prepared) {
        try {
            lane.open();
        } catch (Throwable t) {
            throw Failures.of("opening the target for job " + sequence, t);
        }
        try {
            prepared.writePlan();
        } catch (Throwable t) {
            throw Failures.of("writing the plan of job " + sequence, t);
        }
    }

    private void work(Lane<P, C> lane, Quarantine.@Nullable Job<?, ?> rejects) {
        RunOptions options = state.options();
        Stop stop = state.stop();
        AppendQueue queue =
                new AppendQueue(units.size(), options.window(), options.buffer(), stop, this::appended, i -> name(i));
        UnitTask<D, B, P, C> task = new UnitTask<>(recipe, units, lane, rejects, state);
        int count = Math.min(options.parallelism(), units.size());
        Workers workers = Workers.start(task, queue, count, options.executor());
        try {
            watch(queue);
        } finally {
            workers.end(stop.failure() != null);
        }
        Throwable failure = stop.failure();
        if (failure != null) {
            throw Failures.of("job " + sequence, failure);
        }
    }

    /**
     * Has the units worked on elsewhere, and takes the files over.
     *
     * @return the accounts of all units, in order
     */
    private <Q extends Serializable> List<Accounts> work(
            Cluster others, Lane<P, C> lane, Quarantine.@Nullable Job<?, Q> rejects) {
        try {
            Quarantine<?, Q> quarantine = rejects == null ? null : new Quarantine<>(rejects.sink());
            List<RemoteTask<D, B, P, C, Q>> tasks = UnitRange.divide(units, others.parallelism()).stream()
                    .map(range -> new RemoteTask<>(recipe, quarantine, state, sequence, units, range))
                    .toList();
            List<Accounts> accountsOfUnits = new ArrayList<>();
            List<Q> rejected = new ArrayList<>();
            for (RemoteTask.Result<C, Q> result :
                    others.run(tasks, () -> state.stop().checkCaller())) {
                lane.take(result.files());
                accountsOfUnits.addAll(result.accounts());
                rejected.addAll(result.rejects());
            }
            if (rejects != null
                    && accountsOfUnits.stream()
                            .anyMatch(unit -> unit.documents().quarantined() > 0)) {
                rejects.lane().take(rejected);
            }
            return accountsOfUnits;
        } catch (Throwable t) {
            throw Failures.of("job " + sequence, t);
        }
    }

    /** The accounts of units that others have worked on. */
    private void appended(List<Accounts> waiting) {
        for (int i = 0; i < waiting.size(); i++) {
            int unit = i;
            appended(waiting.get(unit));
            state.news().tell(l -> l.unitAppended(unit));
        }
    }

    private String name(int unit) {
        return "unit " + unit + " of " + units.size() + " (" + units.get(unit).name() + ")";
    }

    /** Waits for the units, and tells the listener on this thread. */
    private void watch(AppendQueue queue) {
        Stop stop = state.stop();
        int appended = 0;
        long nextProgress = System.nanoTime();
        while (appended < units.size() && stop.failure() == null) {
            CancelledException cancellation = stop.cancellation();
            int before = appended;
            try {
                appended = cancellation == null ? queue.awaitAppended(before, AppendQueue.TICK) : before;
            } catch (InterruptedException e) {
                cancellation = stop.interrupted();
            }
            if (cancellation != null) {
                queue.fail(cancellation);
            }
            for (int i = before; i < appended; i++) {
                int unit = i;
                state.news().tell(l -> l.unitAppended(unit));
            }
            if (System.nanoTime() - nextProgress >= 0) {
                nextProgress = System.nanoTime() + AppendQueue.TICK;
                state.news().tell(l -> l.progress(state.meter().progress()));
            }
        }
        if (stop.failure() == null) {
            state.news().tell(l -> l.progress(state.meter().progress()));
        }
    }

    /** Takes the accounts of a unit, in unit order; so what it decides does not depend on the parallelism. */
    private void appended(Accounts unit) {
        accounts.merge(unit);
        Documents more = unit.documents();
        seen += more.discovered() - more.skipped();
        refused += more.quarantined();
        double percent = state.options().abortRejects();
        if (seen >= ABORT_FROM && refused * 100.0 > percent * seen) {
            throw new TooManyRejectsException(refused + " of the first " + seen
                    + " documents were refused, more than " + percent + "%: " + accounts.rejects()
                    + "; the mapping is probably not theirs. Nothing of this job is committed: check the mapping with a few"
                    + " documents, or allow more refusals");
        }
    }

    /** Makes the files of all lanes durable. If that fails for one, the files of all are removed. */
    private void finish(List<Lane<?, ?>> lanes, List<Accounts> waiting) {
        try {
            for (Lane<?, ?> lane : lanes) {
                lane.prepare();
            }
            for (Lane<?, ?> lane : lanes) {
                lane.finish();
            }
            appended(waiting);
            state.stop().checkCaller();
        } catch (Throwable t) {
            throw abort(lanes, Failures.of("completing the files of job " + sequence, t));
        }
    }

    /** Commits the quarantine, then the sink. */
    private List<TableCommit> commit(List<Lane<?, ?>> lanes) {
        List<TableCommit> tables = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            try {
                List<TableCommit> commits = lanes.get(i).commit();
                rows = commits.isEmpty()
                        ? -1
                        : commits.stream().mapToLong(TableCommit::rows).sum();
                boolean quarantine = i < lanes.size() - 1;
                if (quarantine) {
                    refusals = ofQuarantine(commits);
                } else {
                    tables.addAll(commits);
                    tables.addAll(refusals);
                }
            } catch (IOException e) {
                throw abort(
                        lanes.subList(i, lanes.size()),
                        new PipelineException(
                                "job " + sequence + " could not be committed: " + e.getMessage()
                                        + "; the rows are not visible: remove the cause and run again",
                                e));
            } catch (UsageException e) {
                throw abort(lanes.subList(i, lanes.size()), e);
            } catch (XylemException e) {
                throw e;
            } catch (Throwable t) {
                throw new CommitStateUnknownException(
                        "the commit of job " + sequence + " ended with " + t
                                + ", so it cannot be told whether it took place; nothing was removed: run again to find out",
                        t);
            }
        }
        return tables;
    }

    /** What of the job does not add up, once it has run. */
    List<String> imbalances(List<TableCommit> commits) {
        return accounts.imbalances(sequence, commits.subList(0, commits.size() - refusals.size()), refusals);
    }

    /** What was added to the quarantine, under the name of the root table, wherever it is. */
    private List<TableCommit> ofQuarantine(List<TableCommit> commits) {
        if (recipe.tables().isEmpty()) {
            return commits;
        }
        String name = recipe.tables().get(0).name() + RunReport.QUARANTINE_SUFFIX;
        return commits.stream()
                .map(c -> new TableCommit(name, c.version(), c.rows(), c.files(), c.bytes()))
                .toList();
    }

    private static <X extends RuntimeException> X abort(List<Lane<?, ?>> lanes, X failure) {
        for (Lane<?, ?> lane : lanes) {
            try {
                lane.abort();
            } catch (Throwable t) {
                failure.addSuppressed(t);
            }
        }
        return failure;
    }
}
