package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import java.util.ArrayList;
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
    private final Map<Archive, String> ingested = new HashMap<>();
    private final Set<Archive> done = new HashSet<>();
    private long skipped;
    private long skippedOfOtherMapping;

    /**
     * A planner.
     *
     * @param committed the plans of jobs that are committed
     */
    JobPlanner(Source<D> source, RunState state, List<JobPlan> committed) {
        this.source = source;
        this.state = state;
        for (JobPlan plan : committed) {
            plan.archives().forEach(archive -> ingested.put(archive, plan.mappingVersion()));
        }
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

    /** A job of all archives that no job before it takes. */
    Planned<D> fresh(long unitWeight) {
        Set<Archive> admitted = new LinkedHashSet<>();
        return plan(unitWeight, admitted, archive -> {
            String version = ingested.get(archive);
            if (version != null) {
                skipped++;
                skippedOfOtherMapping += differs(version, state.info().mappingVersion()) ? 1 : 0;
                return false;
            }
            return !done.contains(archive) && admitted.add(archive);
        });
    }

    private static boolean differs(String version, String other) {
        return !version.isEmpty() && !other.isEmpty() && !version.equals(other);
    }

    /** A job that an earlier run has left unfinished, with exactly its archives. */
    Planned<D> again(JobPlan plan) {
        Set<Archive> wanted = new HashSet<>(plan.archives());
        Map<String, Archive> offered = new HashMap<>();
        Set<Archive> admitted = new LinkedHashSet<>();
        Planned<D> planned = plan(plan.unitWeight(), admitted, archive -> {
            offered.put(archive.path(), archive);
            return wanted.contains(archive) && admitted.add(archive);
        });
        for (Archive archive : plan.archives()) {
            if (!admitted.contains(archive)) {
                throw missing(plan, archive, offered);
            }
        }
        done.addAll(admitted);
        return planned;
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
                + ". Put it back as it was and run again; or, to give that job up, remove its plan from the"
                + " target's journal first");
    }

    private Planned<D> plan(long unitWeight, Set<Archive> admitted, Admission admission) {
        List<? extends Split<D>> splits;
        try {
            splits = source.plan(new Context(state.options().limits(), unitWeight, state.stop(), admission));
        } catch (Throwable t) {
            state.stop().checkCaller();
            throw Failures.of("listing the input", t);
        }
        state.stop().checkCaller();
        return new Planned<>(new ArrayList<>(admitted), Unit.pack(splits, unitWeight));
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
