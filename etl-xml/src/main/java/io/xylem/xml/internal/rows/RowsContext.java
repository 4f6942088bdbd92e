package io.xylem.xml.internal.rows;

import io.xylem.core.Archive;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import io.xylem.core.Reject;
import io.xylem.core.RunInfo;
import io.xylem.core.RunOptions;
import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.schema.TableSchema;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The plan and the only task of documents that are read without a pipeline, and its account. */
public final class RowsContext implements TaskContext, PlanContext, TaskLedger {
    private final RunInfo run;
    private final Limits limits;
    private final List<TableSchema> tables;
    private final Consumer<? super Reject> rejects;
    private final SortedMap<String, Long> unmapped = new TreeMap<>();

    /**
     * A context.
     *
     * @param mappingVersion the version of the mapping
     * @param limits the limits
     * @param tables the tables that rows are of
     * @param rejects takes refusals
     */
    public RowsContext(
            String mappingVersion, Limits limits, List<TableSchema> tables, Consumer<? super Reject> rejects) {
        this.run = new RunInfo("rows", "rows", Instant.EPOCH, mappingVersion);
        this.limits = limits;
        this.tables = tables;
        this.rejects = rejects;
    }

    @Override
    public RunInfo run() {
        return run;
    }

    @Override
    public int unit() {
        return 0;
    }

    @Override
    public Limits limits() {
        return limits;
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
        // Whoever reads the rows just stops.
    }

    @Override
    public boolean admit(Archive archive) {
        return true;
    }

    @Override
    public long unitWeight() {
        return RunOptions.DEFAULT.unitWeight();
    }

    @Override
    public void discovered(String archive) {}

    @Override
    public void skipped(String archive) {}

    @Override
    public void reject(Reject reject) {
        rejects.accept(reject);
    }

    @Override
    public void tabled(String archive, long documents) {}

    @Override
    public void read(String archive, long bytes) {}

    @Override
    public void unmapped(String path, long count) {
        unmapped.merge(path, count, Long::sum);
    }

    @Override
    public void values(String kind, long count) {}

    /**
     * What no column reads, as far as documents have been read.
     *
     * @return how often, by path
     */
    public SortedMap<String, Long> unmapped() {
        return unmapped;
    }
}
