package io.xylem.testkit;

import io.xylem.core.JobContext;
import io.xylem.core.RunInfo;
import io.xylem.core.schema.TableSchema;
import java.util.List;

/**
 * A job context in memory.
 *
 * @param run the run
 * @param sequence the job's number
 * @param tables the tables that the pipeline fills
 */
public record TestJobContext(RunInfo run, long sequence, List<TableSchema> tables) implements JobContext {
    /** Copies the list. */
    public TestJobContext {
        tables = List.copyOf(tables);
    }

    /**
     * A job of {@link TestTaskContext#RUN}.
     *
     * @param sequence the job's number
     * @param tables the tables that the pipeline fills
     */
    public TestJobContext(long sequence, List<TableSchema> tables) {
        this(TestTaskContext.RUN, sequence, tables);
    }
}
