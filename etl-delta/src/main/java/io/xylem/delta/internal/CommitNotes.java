package io.xylem.delta.internal;

import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.commit.DefaultFileSystemManagedTableOnlyCommitter;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.xylem.core.RunInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kernel's committer, with two things added to the actions: what the history of the table should say about the commit, and, in the
 * commit that creates the table, the transaction id, which Kernel's builder for new tables has no way to set.
 */
final class CommitNotes extends DefaultFileSystemManagedTableOnlyCommitter {
    private static final StructType INFO = CommitInfo.FULL_SCHEMA.add("userMetadata", StringType.STRING);
    private static final StructType INFO_ACTION = new StructType().add("commitInfo", INFO);

    private final RunInfo run;
    private final long sequence;
    private final List<String> partitionColumns;
    private final Map<String, String> metrics;
    private final boolean blindAppend;

    CommitNotes(
            RunInfo run,
            long sequence,
            List<String> partitionColumns,
            Map<String, String> metrics,
            boolean blindAppend) {
        this.run = run;
        this.sequence = sequence;
        this.partitionColumns = partitionColumns;
        this.metrics = metrics;
        this.blindAppend = blindAppend;
    }

    @Override
    public CommitResponse commit(Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
            throws CommitFailedException {
        CloseableIterator<Row> all = actions.map(
                action -> action.isNullAt(SingleAction.COMMIT_INFO_ORDINAL) ? action : info(metadata.getCommitInfo()));
        if (metadata.getVersion() == 0) {
            all = all.combine(Utils.singletonCloseableIterator(
                    SingleAction.createTxnSingleAction(transaction().toRow())));
        }
        return super.commit(engine, all, metadata);
    }

    private SetTransaction transaction() {
        return new SetTransaction(
                run.appId(), sequence, Optional.of(run.startedAt().toEpochMilli()));
    }

    private Row info(CommitInfo info) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", blindAppend ? "Append" : "Overwrite");
        parameters.put("partitionBy", Json.text(partitionColumns));
        Map<String, Object> values = new HashMap<>();
        info.getInCommitTimestamp().ifPresent(time -> values.put("inCommitTimestamp", time));
        values.put("timestamp", info.getTimestamp());
        info.getEngineInfo().ifPresent(text -> values.put("engineInfo", text));
        values.put("operation", "WRITE");
        values.put("operationParameters", VectorUtils.stringStringMapValue(parameters));
        values.put("isBlindAppend", blindAppend);
        info.getTxnId().ifPresent(id -> values.put("txnId", id));
        values.put("operationMetrics", VectorUtils.stringStringMapValue(metrics));
        values.put("userMetadata", userMetadata());
        return row(INFO_ACTION, Map.of("commitInfo", row(INFO, values)));
    }

    private String userMetadata() {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("appId", run.appId());
        notes.put("sequence", sequence);
        notes.put("runId", run.runId());
        notes.put("mappingVersion", run.mappingVersion());
        return Json.text(notes);
    }

    /** A row by names of columns; those not given are null. */
    static Row row(StructType schema, Map<String, Object> values) {
        Map<Integer, Object> byOrdinal = new HashMap<>();
        values.forEach((name, value) -> byOrdinal.put(schema.indexOf(name), value));
        return new GenericRow(schema, byOrdinal);
    }
}
