package io.xylem.delta.internal;

import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.utils.CloseableIterable;
import io.xylem.core.CommitStateUnknownException;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.delta.DeltaFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commit of one job to one table: at most once, whatever happens. */
public final class JobCommit {
    private static final Logger LOG = LoggerFactory.getLogger(JobCommit.class);
    private static final int ATTEMPTS = 10;

    private final TableDefinition definition;
    private final RunInfo run;
    private final long sequence;

    /**
     * A commit to come.
     *
     * @param definition the table as the job wants it
     * @param run the run
     * @param sequence the job's number
     */
    public JobCommit(TableDefinition definition, RunInfo run, long sequence) {
        this.definition = definition;
        this.run = run;
        this.sequence = sequence;
    }

    /**
     * What the table holds of this job.
     *
     * @return the commit; empty if the job is not committed to this table
     * @throws IOException if the log cannot be read
     */
    public Optional<TableCommit> committed() throws IOException {
        return committed(ExistingTable.read(definition.folder()));
    }

    /**
     * What a version of the table holds of this job.
     *
     * @param table the table; empty if there is none
     * @return the commit; empty if the job is not committed to this table
     * @throws IOException if the log cannot be read
     */
    public Optional<TableCommit> committed(Optional<ExistingTable> table) throws IOException {
        if (table.isEmpty() || table.get().lastSequence(run.appId()) < sequence) {
            return Optional.empty();
        }
        return Optional.of(new LogHistory(table.get())
                .commitOf(run.appId(), sequence, definition.schema().name()));
    }

    /**
     * Makes files part of the table, and creates the table if it is not there. If the job is committed already this changes
     * nothing.
     *
     * @param files the files, of this table alone; may be empty
     * @return what the table holds of this job
     * @throws IOException if the commit has failed; the table is as it was
     * @throws CommitStateUnknownException if it cannot be told whether the commit took place
     */
    public TableCommit commit(List<DeltaFile> files) throws IOException {
        return commit(files, List.of());
    }

    /**
     * Makes files part of the table in place of others. If the job is committed already this changes nothing.
     *
     * @param files the new files, of this table alone; may be empty
     * @param removed the files that go, by path below the table's folder
     * @return what the table got from this job
     * @throws IOException if the commit has failed, also because a file that should go is gone already; the table is as it was
     * @throws CommitStateUnknownException if it cannot be told whether the commit took place
     */
    public TableCommit commit(List<DeltaFile> files, List<String> removed) throws IOException {
        ConcurrentWriteException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CommitNotes notes =
                    new CommitNotes(run, sequence, definition.partitionColumns(), metrics(files), removed.isEmpty());
            Optional<ExistingTable> existing = ExistingTable.read(definition.folder(), notes, -1);
            Optional<TableCommit> committed = committed(existing);
            if (committed.isPresent()) {
                return committed.get();
            }
            Transaction transaction;
            try {
                transaction = open(existing, notes, files);
            } catch (ConcurrentTransactionException | TableAlreadyExistsException e) {
                continue;
            }
            try {
                return publish(transaction, files, removals(existing, removed));
            } catch (ConcurrentWriteException e) {
                // Somebody created the table or changed its columns in the meantime: look at it again.
                LOG.info("conflict on '{}': {}", definition.folder(), e.getMessage());
                last = e;
            }
        }
        throw new IOException(
                "gave up committing to '" + definition.folder() + "' after " + ATTEMPTS
                        + " conflicts with other writers; nothing was committed, run again",
                last);
    }

    /**
     * Looks for everything that would make the commit fail for sure, and writes nothing.
     *
     * @param existing the table; empty if it is to be created
     * @throws IOException if the log cannot be read
     * @throws UsageException if the table cannot be written to, or not be created as wanted
     */
    public void check(Optional<ExistingTable> existing) throws IOException {
        try {
            open(existing, new CommitNotes(run, sequence, definition.partitionColumns(), Map.of(), true), List.of());
        } catch (ConcurrentTransactionException | TableAlreadyExistsException e) {
            LOG.debug("'{}' is there already", definition.folder(), e);
        }
    }

    private Transaction open(Optional<ExistingTable> existing, CommitNotes notes, List<DeltaFile> files)
            throws IOException {
        try {
            return existing.isPresent() ? update(existing.get(), files) : create(files, notes);
        } catch (ConcurrentTransactionException | TableAlreadyExistsException e) {
            throw e;
        } catch (KernelException | IllegalArgumentException e) {
            throw new UsageException(
                    "cannot write to the Delta table '" + definition.folder() + "': " + e.getMessage(), e);
        }
    }

    private Transaction update(ExistingTable existing, List<DeltaFile> files) throws IOException {
        SchemaEvolution.Result evolution = definition.evolve(existing);
        requireColumns(existing.columns(evolution.schema(), definition.schema().fields()), files);
        var builder = existing.snapshot()
                .buildUpdateTableTransaction(Versions.ENGINE, Operation.WRITE)
                .withTransactionId(run.appId(), sequence);
        if (evolution.changed()) {
            builder = builder.withUpdatedSchema(evolution.schema());
        }
        if (evolution.widened()) {
            builder = builder.withTablePropertiesAdded(Map.of(ExistingTable.TYPE_WIDENING, "true"));
        }
        return builder.build(LocalEngine.instance());
    }

    private Transaction create(List<DeltaFile> files, CommitNotes notes) throws IOException {
        TableColumns columns = definition.resolve(Optional.empty());
        requireColumns(columns, files);
        var builder = TableManager.buildCreateTableTransaction(
                        definition.folder().toAbsolutePath().normalize().toString(),
                        KernelSchemas.toKernel(columns.table()),
                        Versions.ENGINE)
                .withTableProperties(definition.properties())
                .withCommitter(notes);
        if (!definition.partitionColumns().isEmpty()) {
            builder = builder.withDataLayoutSpec(DataLayoutSpec.partitioned(
                    definition.partitionColumns().stream().map(Column::new).toList()));
        }
        return builder.build(LocalEngine.instance());
    }

    private void requireColumns(TableColumns columns, List<DeltaFile> files) throws IOException {
        String digest = PhysicalField.digest(columns.written());
        for (DeltaFile file : files) {
            if (!file.columns().equals(digest)) {
                throw new IOException("the columns of '" + definition.folder()
                        + "' were changed while this job was writing to it; nothing was committed, run again");
            }
        }
    }

    private List<Row> removals(Optional<ExistingTable> existing, List<String> removed) throws IOException {
        return existing.isEmpty() || removed.isEmpty()
                ? List.of()
                : LiveFiles.removals(existing.get(), removed, run.startedAt().toEpochMilli());
    }

    private TableCommit publish(Transaction transaction, List<DeltaFile> files, List<Row> removals) throws IOException {
        TransactionCommitResult result;
        try {
            List<Row> actions = addActions(transaction, files);
            actions.addAll(removals);
            result = transaction.commit(
                    LocalEngine.instance(),
                    CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())));
        } catch (ConcurrentWriteException e) {
            throw e;
        } catch (RuntimeException e) {
            return findOut(e);
        }
        runHooks(definition.folder(), result.getPostCommitHooks());
        return new TableCommit(
                definition.schema().name(), result.getVersion(), rows(files), files.size(), bytes(files));
    }

    /** Whatever went wrong: the log knows whether the commit took place. */
    TableCommit findOut(RuntimeException failure) throws IOException {
        Optional<TableCommit> committed;
        try {
            committed = committed();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
            throw new CommitStateUnknownException(
                    "cannot tell whether job " + sequence + " of '" + run.appId() + "' was committed to '"
                            + definition.folder() + "': the commit failed (" + failure.getMessage()
                            + ") and the log cannot be read; nothing was removed, run again to find out",
                    failure);
        }
        if (committed.isPresent()) {
            return committed.get();
        }
        throw new IOException(
                "cannot commit to '" + definition.folder() + "': " + failure.getMessage() + "; the table is as it was",
                failure);
    }

    /** Checkpoints and check sums: what fails here has not failed the commit. */
    static void runHooks(java.nio.file.Path table, List<PostCommitHook> hooks) {
        for (PostCommitHook hook : hooks) {
            try {
                hook.threadSafeInvoke(LocalEngine.instance());
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.warn("'{}' is committed, but writing its {} failed", table, hook.getType(), e);
            }
        }
    }

    private List<Row> addActions(Transaction transaction, List<DeltaFile> files) {
        Map<String, String> physicalNames = new HashMap<>();
        for (PhysicalField field : KernelSchemas.fromKernel(transaction.getSchema(LocalEngine.instance()), true)) {
            physicalNames.put(field.field().name(), field.physicalName());
        }
        List<String> keys = definition.partitionColumns().stream()
                .map(name -> physicalNames.getOrDefault(name, name))
                .toList();
        List<Row> actions = new ArrayList<>(files.size());
        for (DeltaFile file : files) {
            Map<String, String> partition = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                partition.put(keys.get(i), file.partition().get(i));
            }
            Map<String, Object> add = new HashMap<>();
            add.put("path", new Path(file.path()).toUri().toString());
            add.put("partitionValues", VectorUtils.stringStringMapValue(partition));
            add.put("size", file.bytes());
            add.put("modificationTime", run.startedAt().toEpochMilli());
            add.put("dataChange", true);
            add.put("stats", file.statistics());
            actions.add(SingleAction.createAddFileSingleAction(CommitNotes.row(AddFile.FULL_SCHEMA, add)));
        }
        return actions;
    }

    private static Map<String, String> metrics(List<DeltaFile> files) {
        Map<String, String> metrics = new LinkedHashMap<>();
        metrics.put("numFiles", String.valueOf(files.size()));
        metrics.put("numOutputRows", String.valueOf(rows(files)));
        metrics.put("numOutputBytes", String.valueOf(bytes(files)));
        return metrics;
    }

    private static long rows(List<DeltaFile> files) {
        return files.stream().mapToLong(DeltaFile::rows).sum();
    }

    private static long bytes(List<DeltaFile> files) {
        return files.stream().mapToLong(DeltaFile::bytes).sum();
    }
}
