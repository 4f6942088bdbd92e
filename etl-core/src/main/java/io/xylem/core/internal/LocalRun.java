package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.ChangedArchives;
import io.xylem.core.Cluster;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import io.xylem.core.RunInfo;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.internal.JobPlanner.Planned;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that is planned and committed in this process: first the jobs that an earlier run has left unfinished, then jobs of all that is new.
 *
 * @param <D> the kind of document
 * @param <B> the kind of batch
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
public final class LocalRun<D, B, P, C extends Serializable> {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

    private static final int MOST_ROOTS = 3;

    private final Recipe<D, B, P, C> recipe;
    private final RunOptions options;
    private final @Nullable Cluster cluster;
    private final RunState state;
    private final Accounts accounts = new Accounts();
    private final Map<String, TableCommit> tables = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> imbalances = new ArrayList<>();
    private boolean withoutRows = true;
    private boolean remembers;

    /**
     * A run.
     *
     * @param recipe the pipeline
     * @param options how to run it
     * @param cluster works on the units; null for threads of this process
     */
    public LocalRun(Recipe<D, B, P, C> recipe, RunOptions options, @Nullable Cluster cluster) {
        this.recipe = recipe;
        this.options = options;
        this.cluster = cluster;
        Instant given = options.startedAt();
        Instant startedAt = given == null ? Instant.now() : given;
        String givenId = options.runId();
        String runId = givenId == null ? options.appId() + "-" + startedAt : givenId;
        String version = options.mappingVersion().isEmpty() ? recipe.chain().version() : options.mappingVersion();
        state = new RunState(
                new RunInfo(runId, options.appId(), startedAt, version),
                options,
                Stop.of(options.cancellation(), options.deadline()),
                new Meter(),
                new RejectLog(),
                new News(options.listener()));
    }

    /**
     * Runs. To be called once.
     *
     * @return the report
     */
    public RunReport run() {
        long start = System.nanoTime();
        try {
            state.stop().checkCaller();
            long skipped = runJobs();
            RunReport report = report(skipped, (System.nanoTime() - start) / 1e9);
            report.warnings().forEach(LOG::warn);
            state.news().tell(l -> l.finished(report));
            return report;
        } finally {
            state.stop().restoreInterrupt();
        }
    }

    private long runJobs() {
        Journal journal = journal();
        Closeable claim = claim(journal);
        try {
            return runJobs(history(journal));
        } finally {
            try {
                claim.close();
            } catch (IOException e) {
                LOG.warn("the journal of app id '{}' could not be closed properly", options.appId(), e);
            }
        }
    }

    private long runJobs(History history) {
        JobPlanner<D> planner = new JobPlanner<>(recipe.source(), state, history);
        for (JobPlan plan : history.unfinished()) {
            resume(planner, plan, history);
        }
        LookAlikes alike = new LookAlikes();
        List<Planned<D>> jobs = planner.fresh(options.unitWeight(), options.jobWeight(), alike);
        if (!alike.none()) {
            nameOriginals(history, alike, jobs);
            if (options.changedArchives() == ChangedArchives.REFUSE) {
                throw alike.refusal();
            }
        }
        long sequence = history.last();
        boolean first = sequence < 0;
        for (Planned<D> fresh : jobs) {
            if (fresh.empty() && !first) {
                continue;
            }
            sequence++;
            JobPlan plan = new JobPlan(sequence, state.info().mappingVersion(), options.unitWeight(), fresh.archives());
            run(sequence, fresh, () -> history.write(plan));
        }
        warnings.addAll(alike.warnings());
        if (planner.skippedOfOtherMapping() > 0) {
            warnings.add(planner.skippedOfOtherMapping() + " of the " + planner.skipped()
                    + " archives that were ingested before were so with another version of the mapping; their rows stay as"
                    + " they are. To read them with this one, start over with a new table");
        }
        remembers = history.remembers();
        return planner.skipped();
    }

    private Journal journal() {
        try {
            return recipe.sink().openJournal(state.info(), recipe.tables());
        } catch (Throwable t) {
            state.stop().checkCaller();
            throw Failures.of("opening the journal of app id '" + options.appId() + "'", t);
        }
    }

    private Closeable claim(Journal journal) {
        try {
            return journal.claim();
        } catch (Throwable t) {
            throw Failures.of("locking the journal of app id '" + options.appId() + "'", t);
        }
    }

    private History history(Journal journal) {
        try {
            Quarantine<?, ?> quarantine = recipe.quarantine();
            return History.of(
                    journal,
                    quarantine == null
                            ? -1
                            : quarantine.sink().openJournal(state.info()).committed());
        } catch (Throwable t) {
            state.stop().checkCaller();
            throw Failures.of("reading the journal of app id '" + options.appId() + "'", t);
        }
    }

    private boolean halfCommitted(History history, JobPlan plan) {
        try {
            return history.halfCommitted(plan);
        } catch (Throwable t) {
            throw Failures.of("reading the journal of app id '" + options.appId() + "'", t);
        }
    }

    private void nameOriginals(History history, LookAlikes alike, List<Planned<D>> jobs) {
        try {
            history.nameOriginals(
                    alike, jobs.stream().flatMap(job -> job.archives().stream()).toList());
        } catch (Throwable t) {
            throw Failures.of("reading the journal of app id '" + options.appId() + "'", t);
        }
    }

    private void resume(JobPlanner<D> planner, JobPlan plan, History history) {
        LOG.info("job {} of app id '{}' was left unfinished and is done again", plan.sequence(), options.appId());
        String version = state.info().mappingVersion();
        if (!plan.mappingVersion().equals(version)) {
            if (halfCommitted(history, plan)) {
                throw new UsageException(
                        "job " + plan.sequence() + " was interrupted between its commits, with mapping version '"
                                + plan.mappingVersion() + "', and this run has version '" + version
                                + "': done with that one, some of its documents would be in the table and in the quarantine, or in neither."
                                + " Run once with the mapping as it was then, which completes the job, and then with this one");
            }
            warnings.add("job " + plan.sequence() + " was interrupted with mapping version '" + plan.mappingVersion()
                    + "' and has now been done with version '" + version + "'");
        }
        LookAlikes alike = new LookAlikes();
        Planned<D> planned = planner.again(plan, alike);
        if (!alike.none()) {
            nameOriginals(history, alike, List.of(planned));
            warnings.addAll(alike.warnings());
        }
        run(plan.sequence(), planned, () -> {});
    }

    private void run(long sequence, Planned<D> planned, JobRun.Prepared prepared) {
        state.meter().planned(planned.weight());
        state.news()
                .tell(l -> l.planned(
                        planned.units().size(),
                        planned.weight(),
                        planned.archives().size()));
        Accounts job = new Accounts();
        for (Archive archive : planned.archives()) {
            job.archive(archive.path());
        }
        JobRun<D, B, P, C> jobRun = new JobRun<>(recipe, state, sequence, planned.units(), job, cluster);
        List<TableCommit> commits = jobRun.run(prepared);
        withoutRows &= jobRun.rows() == 0;
        imbalances.addAll(jobRun.imbalances(commits));
        accounts.merge(job);
        for (TableCommit commit : commits) {
            tables.merge(commit.table(), commit, LocalRun::sum);
        }
        state.news().tell(l -> l.committed(commits));
    }

    private static TableCommit sum(TableCommit a, TableCommit b) {
        return new TableCommit(
                a.table(), b.version(), a.rows() + b.rows(), a.files() + b.files(), a.bytes() + b.bytes());
    }

    private void warn(long skipped) {
        Documents documents = accounts.documents();
        if (documents.discovered() == documents.skipped() && (documents.discovered() > 0 || skipped == 0)) {
            warnings.add("no document was found in the input: " + whyNoDocument(documents.skipped()));
        }
        if (documents.tabled() > 0 && (withoutRows || accounts.nothingMatched())) {
            warnings.add(noRecord(documents.tabled()));
        }
    }

    private String whyNoDocument(long skipped) {
        if (skipped > 0) {
            return Counts.of(skipped, "entry was", "entries were") + " skipped, as none is XML, or all are excluded";
        }
        return accounts.archives().isEmpty()
                ? "there is no file in it (folders of tables are left out)"
                : "the archives in it are empty";
    }

    /** A mapping may well pass over a document, but one that passes over all of them is probably not theirs. */
    private String noRecord(long documents) {
        String wanted = accounts.nothingMatched() ? String.join(", ", accounts.unmatched()) : "";
        NearestPath elements = new NearestPath(accounts.unmapped().keySet());
        String nearest = elements.to(wanted);
        StringBuilder text = new StringBuilder(
                "no record was found in any of the " + documents + " documents, so there are no rows");
        if (!wanted.isEmpty()) {
            text.append(": none has ").append(wanted);
        }
        if (nearest != null) {
            text.append("; documents begin with ")
                    .append(elements.roots().stream().limit(MOST_ROOTS).collect(Collectors.joining(" or ")))
                    .append(elements.roots().size() > MOST_ROOTS ? " or others" : "");
            text.append(wanted.isEmpty() ? "" : "; nearest: " + nearest);
            text.append(nearest.contains("{") ? ", where {…} is a namespace that the mapping has no prefix for" : "");
        }
        if (remembers) {
            text.append(". The archives count as ingested: correct the mapping and start over with a new table");
        }
        return text.toString();
    }

    private RunReport report(long skipped, double seconds) {
        warn(skipped);
        return new RunReport(
                state.info().runId(),
                state.info().appId(),
                List.copyOf(tables.values()),
                accounts.documents(),
                skipped,
                accounts.archives(),
                accounts.rejects(),
                accounts.unmapped(),
                accounts.values(),
                seconds,
                PeakMemory.bytes(),
                options.maxRejects(),
                accounts.unmatched(),
                imbalances,
                warnings);
    }
}
