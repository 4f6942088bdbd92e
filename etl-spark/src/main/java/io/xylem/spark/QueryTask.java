package io.xylem.spark;

import io.xylem.core.CancelledException;
import io.xylem.core.Limits;
import io.xylem.core.PipelineException;
import io.xylem.core.Reject;
import io.xylem.core.RunInfo;
import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.schema.TableSchema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The task of a partition of a query. Of the ledger it keeps refusals only. */
final class QueryTask implements TaskContext, TaskLedger {
    private static final RunInfo RUN = new RunInfo("query", "query", Instant.EPOCH, "");

    private final int unit;
    private final List<TableSchema> tables;
    private final RefusalMode mode;
    private long refused;
    private @Nullable PipelineException failure;

    QueryTask(int unit, List<TableSchema> tables, RefusalMode mode) {
        this.unit = unit;
        this.tables = tables;
        this.mode = mode;
    }

    long refused() {
        return refused;
    }

    /** Fails if a document was refused that may not be. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void reject(Reject reject) {
        refused++;
        if (mode == RefusalMode.FAILFAST && failure == null) {
            failure = new PipelineException(
                    "refused " + reject.source() + (reject.path() == null ? "" : " at " + reject.path()) + ": "
                            + reject.code() + ": " + reject.message()
                            + "; correct the document or the mapping, or leave such documents out with"
                            + " .option(\"mode\", \"DROPMALFORMED\")",
                    null);
        }
    }

    @Override
    public RunInfo run() {
        return RUN;
    }

    @Override
    public int unit() {
        return unit;
    }

    @Override
    public Limits limits() {
        return Limits.DEFAULT;
    }

    @Override
    public TaskLedger ledger() {
        return this;
    }

    @Override
    public List<TableSchema> tables() {
        return tables;
    }

    @Override
    public void checkCancelled() {
        org.apache.spark.TaskContext task = org.apache.spark.TaskContext.get();
        if (task != null && task.isInterrupted()) {
            throw new CancelledException("the query was cancelled");
        }
        check();
    }

    @Override
    public void discovered(String archive) {}

    @Override
    public void skipped(String archive) {}

    @Override
    public void tabled(String archive, long documents) {}

    @Override
    public void read(String archive, long bytes) {}

    @Override
    public void unmapped(String path, long count) {}

    @Override
    public void values(String kind, long count) {}
}
