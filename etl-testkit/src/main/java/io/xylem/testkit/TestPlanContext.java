package io.xylem.testkit;

import io.xylem.core.Archive;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan context in memory that keeps what it was asked. Used by one thread. */
public final class TestPlanContext implements PlanContext {
    private final Limits limits;
    private final long unitWeight;
    private final Predicate<Archive> admission;
    private final List<Archive> offered = new ArrayList<>();

    /** A context that admits everything, with default limits and units of 48 MiB. */
    public TestPlanContext() {
        this(Limits.DEFAULT, 48L << 20, archive -> true);
    }

    /**
     * A context.
     *
     * @param limits the limits
     * @param unitWeight the weight of a unit, uncompressed bytes
     * @param admission which archives belong to the plan
     */
    public TestPlanContext(Limits limits, long unitWeight, Predicate<Archive> admission) {
        this.limits = limits;
        this.unitWeight = unitWeight;
        this.admission = admission;
    }

    @Override
    public boolean admit(Archive archive) {
        offered.add(archive);
        return admission.test(archive);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public long unitWeight() {
        return unitWeight;
    }

    /**
     * The archives that were asked for, in order.
     *
     * @return a copy
     */
    public List<Archive> offered() {
        return List.copyOf(offered);
    }
}
