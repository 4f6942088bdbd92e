package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which archives belong to which job. */
final class JobPlanner<D> {
    private final Source<D> source;
    private final RunState state;
    private final KnownArchives known;
    private final History history;
    private long skipped;
    private long skippedOfOtherMapping;

    /**
     * A planner.
     *
     * @param history the archives that are known; takes those that are planned
     */
    JobPlanner(Source<D> source, RunState state, History history) {
        this.source = source;
        this.state = state;
        this.history = history;
        this.known = history.known();
    }

    /** A planned job. */
    record Planned<D>(List<Archive> archives, List<Unit<D>> units) {
        boolean empty() {
            return archives.isEmpty() && units.isEmpty();
        }

        long weight() {
            return units.stream().mapToLong(Unit::weight).sum();
        }
    }

    /** Archives found that earlier runs have ingested. */
    long skipped() {
        return skipped;
    }

    /** Those of them that were ingested with another mapping than this run's. */
    long skippedOfOtherMapping() {
        return skippedOfOtherMapping;
    }

    /**
     * Jobs of all archives that no job before them takes; a single empty one if there are none.
     *
     * @param alike takes those that may be in the table already
     */
    List<Planned<D>> fresh(long unitWeight, long jobWeight, LookAlikes alike) {
        Set<Archive> admitted = new LinkedHashSet<>();
        List<? extends Split<D>> splits = splits(unitWeight, archive -> {
            String version = known.ingestedWith(archive);
            if (version != null) {
                skipped++;
                skippedOfOtherMapping += differs(version, state.info().mappingVersion()) ? 1 : 0;
                return false;
            }
            return !known.inThisRun(archive) && admit(archive, admitted, alike);
        });
        List<Planned<D>> jobs = cut(admitted, splits, unitWeight, jobWeight);
        return jobs.isEmpty() ? List.of(planned(admitted, splits, unitWeight)) : jobs;
    }

    /** Cuts between archives where a job has its weight; empty if the splits do not come archive by archive. */
    private static <D> List<Planned<D>> cut(
            Set<Archive> archives, List<? extends Split<D>> splits, long unitWeight, long jobWeight) {
        List<Planned<D>> jobs = new ArrayList<>();
        List<Archive> taken = new ArrayList<>();
        int from = 0;
        int to = 0;
        long weight = 0;
        for (Archive archive : archives) {
            if (weight >= jobWeight) {
                jobs.add(planned(taken, splits.subList(from, to), unitWeight));
                taken.clear();
                from = to;
                weight = 0;
            }
            taken.add(archive);
            while (to < splits.size() && archive.path().equals(splits.get(to).archivePath())) {
                weight += splits.get(to++).weight();
            }
        }
        if (to < splits.size()) {
            return List.of();
        }
        if (!taken.isEmpty()) {
            jobs.add(planned(taken, splits.subList(from, to), unitWeight));
        }
        return jobs;
    }

    private boolean admit(Archive archive, Set<Archive> admitted, LookAlikes alike) {
        alike.look(archive, known);
        known.add(archive);
        return admitted.add(archive);
    }

    private static boolean differs(String version, String other) {
        return !version.isEmpty() && !other.isEmpty() && !version.equals(other);
    }

    /**
     * A job that an earlier run has left unfinished, with exactly its archives.
     *
     * @param alike takes those that may be in the table already
     */
    Planned<D> again(JobPlan plan, LookAlikes alike) {
        Set<Archive> wanted = new HashSet<>(plan.archives());
        Map<String, Archive> offered = new HashMap<>();
        Set<Archive> admitted = new LinkedHashSet<>();
        List<? extends Split<D>> splits = splits(plan.unitWeight(), archive -> {
            offered.put(archive.path(), archive);
            return wanted.contains(archive) && !admitted.contains(archive) && admit(archive, admitted, alike);
        });
        for (Archive archive : plan.archives()) {
            if (!admitted.contains(archive)) {
                throw missing(plan, archive, offered);
            }
        }
        return planned(admitted, splits, plan.unitWeight());
    }

    private UsageException missing(JobPlan plan, Archive archive, Map<String, Archive> offered) {
        Archive found = offered.get(archive.path());
        String what = found == null
                ? "is not in the input any more"
                : "has changed: it had " + archive.size() + " bytes and digest " + archive.digest() + ", now it has "
                        + found.size() + " bytes and digest " + found.digest();
        return new UsageException("job " + plan.sequence() + " of app id '"
                + state.info().appId()
                + "' was interrupted and must be done again before anything else, but its archive '" + archive.path()
                + "' " + what
                + ". Run again with the input as it was then; or, to give that job up, of which the table shows nothing, remove its plan: "
                + history.location(plan.sequence()));
    }

    private List<? extends Split<D>> splits(long unitWeight, Admission admission) {
        List<? extends Split<D>> splits;
        try {
            splits = source.plan(new Context(state.options().limits(), unitWeight, state.stop(), admission));
        } catch (Throwable t) {
            state.stop().checkCaller();
            throw Failures.of("listing the input", t);
        }
        state.stop().checkCaller();
        return splits;
    }

    private static <D> Planned<D> planned(
            Collection<Archive> archives, List<? extends Split<D>> splits, long unitWeight) {
        return new Planned<>(List.copyOf(archives), Unit.pack(splits, unitWeight));
    }

    private interface Admission {
        boolean admit(Archive archive);
    }

    private record Context(Limits limits, long unitWeight, Stop stop, Admission admission) implements PlanContext {
        @Override
        public boolean admit(Archive archive) {
            stop.checkCaller();
            return admission.admit(archive);
        }
    }
}
