package io.xylem.testkit;

import io.xylem.core.CancellationToken;
import io.xylem.core.CancelledException;
import io.xylem.core.Limits;
import io.xylem.core.RunInfo;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.time.Instant;
import java.util.List;

/** A real task context in memory: its ledger keeps everything, its token cancels. Used by one thread. */
public final class TestTaskContext implements TaskContext {
    /** The run that every context belongs to unless told otherwise. */
    public static final RunInfo RUN = new RunInfo("test-run", "test", Instant.parse("2026-01-02T03:04:05Z"), "test-1");

    private final RunInfo run;
    private final int unit;
    private final Limits limits;
    private final List<TableSchema> tables;
    private final TestLedger ledger = new TestLedger();
    private final CancellationToken cancellation = new CancellationToken();

    /** The context of unit 0, with default limits and no tables. */
    public TestTaskContext() {
        this(List.of());
    }

    /**
     * The context of unit 0, with default limits.
     *
     * @param tables the tables that the pipeline fills
     */
    public TestTaskContext(List<TableSchema> tables) {
        this(RUN, 0, Limits.DEFAULT, tables);
    }

    /**
     * A context.
     *
     * @param run the run
     * @param unit the place of the unit
     * @param limits the limits
     * @param tables the tables that the pipeline fills
     */
    public TestTaskContext(RunInfo run, int unit, Limits limits, List<TableSchema> tables) {
        this.run = run;
        this.unit = unit;
        this.limits = limits;
        this.tables = List.copyOf(tables);
    }

    /**
     * A new context with other limits and an empty ledger.
     *
     * @param values the limits
     * @return the context
     */
    public TestTaskContext with(Limits values) {
        return new TestTaskContext(run, unit, values, tables);
    }

    /**
     * A new context with other tables and an empty ledger.
     *
     * @param others the tables
     * @return the context
     */
    public TestTaskContext with(List<TableSchema> others) {
        return new TestTaskContext(run, unit, limits, others);
    }

    /**
     * A new context of another unit, with an empty ledger.
     *
     * @param other the place of the unit
     * @return the context
     */
    public TestTaskContext with(int other) {
        return new TestTaskContext(run, other, limits, tables);
    }

    @Override
    public RunInfo run() {
        return run;
    }

    @Override
    public int unit() {
        return unit;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public TestLedger ledger() {
        return ledger;
    }

    @Override
    public List<TableSchema> tables() {
        return tables;
    }

    /** Cancels: from now on {@link #checkCancelled()} fails. */
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public void checkCancelled() {
        if (cancellation.cancelled()) {
            throw new CancelledException("the test has cancelled this task");
        }
    }
}
