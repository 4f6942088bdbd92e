package io.xylem.core;

import io.xylem.core.schema.TableSchema;
import java.util.List;

/** The task that works on one unit: its account, its limits and its run. Used by one thread. */
public interface TaskContext {
    /**
     * The run that the task belongs to.
     *
     * @return the run
     */
    RunInfo run();

    /**
     * The place of the unit in the plan of the job.
     *
     * @return 0-based place
     */
    int unit();

    /**
     * The limits of the run.
     *
     * @return the limits
     */
    Limits limits();

    /**
     * The account of this task. Whoever discovers, skips, rejects or tables a document says so here.
     *
     * @return the account
     */
    TaskLedger ledger();

    /**
     * The tables that the pipeline fills, after all enrichers.
     *
     * @return the tables, the root table first
     */
    List<TableSchema> tables();

    /**
     * Stops the task if the run has been cancelled. Called at least once per batch.
     *
     * @throws CancelledException if the run has been cancelled
     */
    void checkCancelled();
}
