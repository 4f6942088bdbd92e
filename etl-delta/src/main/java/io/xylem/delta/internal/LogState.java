package io.xylem.delta.internal;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.TableConfig;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.replay.CreateCheckpointIterator;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the log of a table needs on disk, and which jobs it includes. */
final class LogState {
    private static final int TRANSACTION = SingleAction.CHECKPOINT_SCHEMA.indexOf("txn");
    private static final int ADD = SingleAction.CHECKPOINT_SCHEMA.indexOf("add");
    private static final int REMOVE = SingleAction.CHECKPOINT_SCHEMA.indexOf("remove");

    private final Path folder;
    private final Set<Path> needed = new HashSet<>();
    private final Map<String, Long> sequences = new HashMap<>();

    private boolean exists;

    private LogState(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the log.
     *
     * @param folder the table's folder; without a log nothing is needed
     * @param retention for how long at least a removed file is needed; longer if the table says so
     * @param now the present
     */
    static LogState read(Path folder, Duration retention, Instant now) throws IOException {
        LogState state = new LogState(folder);
        Optional<ExistingTable> table = ExistingTable.read(folder);
        if (table.isPresent()) {
            state.exists = true;
            SnapshotImpl snapshot = (SnapshotImpl) table.get().snapshot();
            long kept = Math.max(
                    retention.toMillis(), TableConfig.TOMBSTONE_RETENTION.fromMetadata(snapshot.getMetadata()));
            // Live files, and those removed since: what a checkpoint of this version would hold.
            try (CloseableIterator<FilteredColumnarBatch> batches = new CreateCheckpointIterator(
                    LocalEngine.instance(), snapshot.getLogSegment(), now.toEpochMilli() - kept)) {
                while (batches.hasNext()) {
                    try (CloseableIterator<Row> rows = batches.next().getRows()) {
                        rows.forEachRemaining(state::take);
                    }
                }
            }
        }
        return state;
    }

    private void take(Row action) {
        for (int kind : new int[] {ADD, REMOVE}) {
            if (!action.isNullAt(kind)) {
                Row file = action.getStruct(kind);
                String path = file.getString(file.getSchema().indexOf("path"));
                needed.add(folder.resolve(URI.create(path).getPath()).normalize());
            }
        }
        if (!action.isNullAt(TRANSACTION)) {
            Row transaction = action.getStruct(TRANSACTION);
            sequences.put(SafeNames.of(transaction.getString(0)), transaction.getLong(1));
        }
    }

    /** Whether there is a version at all. */
    boolean exists() {
        return exists;
    }

    /** Whether a version that can still be read has this file. */
    boolean needs(Path file) {
        return needed.contains(file);
    }

    /** The last job of an application, named as {@link SafeNames} does; -1 if there is none. */
    long lastSequence(String application) {
        return sequences.getOrDefault(application, -1L);
    }
}
