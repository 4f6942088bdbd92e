package io.xylem.core;

import io.xylem.core.schema.TableSchema;
import java.util.List;

/** A job: the part of a run that is committed at once. */
public interface JobContext {
    /**
     * The run that the job belongs to.
     *
     * @return the run
     */
    RunInfo run();

    /**
     * The number of the job under its app id. Together with the app id it is the transaction id of its commits.
     *
     * @return 0-based sequence
     */
    long sequence();

    /**
     * The tables that the pipeline fills, after all enrichers.
     *
     * @return the tables, the root table first
     */
    List<TableSchema> tables();
}
