package io.xylem.xml.infer;

import io.xylem.core.Archive;
import io.xylem.core.CancelledException;
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

/** The plan of a profile, or one of its tasks; its account is the summary. */
final class ProfileTask implements TaskContext, PlanContext, TaskLedger {
    private static final RunInfo RUN = new RunInfo("profile", "profile", Instant.EPOCH, "");

    private final Summary summary;
    private final Limits limits;

    ProfileTask(Summary summary, Limits limits) {
        this.summary = summary;
        this.limits = limits;
    }

    @Override
    public RunInfo run() {
        return RUN;
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
        return List.of();
    }

    @Override
    public void checkCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("the profile was stopped");
        }
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
    public void skipped(String archive) {
        summary.skipped++;
    }

    @Override
    public void reject(Reject reject) {
        summary.refuse(new Profile.Refusal(reject.source(), reject.code(), reject.message()));
    }

    @Override
    public void tabled(String archive, long documents) {}

    @Override
    public void read(String archive, long bytes) {}

    @Override
    public void unmapped(String path, long count) {}

    @Override
    public void values(String kind, long count) {}
}
