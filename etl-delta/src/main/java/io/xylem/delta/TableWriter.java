package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobCommit;
import io.xylem.delta.internal.JobLock;
import io.xylem.delta.internal.LeftFiles;
import io.xylem.delta.internal.MoveJournal;
import io.xylem.delta.internal.PartitionColumn;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.PlanJournal;
import io.xylem.delta.internal.TableAppender;
import io.xylem.delta.internal.TableDefinition;
import io.xylem.delta.internal.TableEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one table: what sink and quarantine have in common. */
final class TableWriter {
    private static final int ROOT = 0;

    private final TableDefinition definition;
    private final List<PartitionColumn> partitions;
    private final RunInfo run;
    private final long fileBytes;
    private final ParquetOptions parquet;

    TableWriter(
            TableDefinition definition,
            List<PartitionColumn> partitions,
            RunInfo run,
            long fileBytes,
            ParquetOptions parquet) {
        this.definition = definition;
        this.partitions = partitions;
        this.run = run;
        this.fileBytes = fileBytes;
        this.parquet = parquet;
    }

    TableEncoder encoder(List<PhysicalField> fields) {
        return new TableEncoder(ROOT, definition.schema().name(), fields, partitions, parquet);
    }

    Encoder<ArrowBatch, DeltaPart> batchEncoder(List<PhysicalField> fields) {
        return new BatchEncoder(encoder(fields));
    }

    /** The columns that data files hold; refuses a target that cannot be written to, without touching it. */
    List<PhysicalField> resolve() throws IOException {
        return definition.resolve(ExistingTable.read(definition.folder())).written();
    }

    Appender<DeltaPart, DeltaFile> appender(long sequence) throws IOException {
        JobCommit commit = new JobCommit(definition, run, sequence);
        commit.check(ExistingTable.read(definition.folder()));
        Closeable lock = JobLock.take(definition.folder(), run.appId());
        try {
            Optional<ExistingTable> existing = ExistingTable.read(definition.folder());
            if (commit.committed(existing).isPresent()) {
                return new LockedAppender(lock, null);
            }
            new MoveJournal(definition.folder(), run.appId()).requireNone(sequence);
            if (PlanJournal.hasPlan(definition.folder(), run.appId(), sequence)) {
                LeftFiles.remove(definition.folder(), run.appId(), sequence);
            }
            return new LockedAppender(lock, tableAppender(existing, sequence));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** An appender of a table that is there, for a caller that sees to the lock and to what an interrupted run has left. */
    TableAppender unlockedAppender(long sequence) throws IOException {
        return tableAppender(ExistingTable.read(definition.folder()), sequence);
    }

    /** A commit of a caller that sees to the lock. */
    JobCommit commit(long sequence) {
        return new JobCommit(definition, run, sequence);
    }

    private TableAppender tableAppender(Optional<ExistingTable> existing, long sequence) throws IOException {
        int indexed = existing.isPresent()
                ? existing.get().indexedColumns()
                : ExistingTable.indexedColumns(definition.properties());
        return new TableAppender(new TableAppender.Settings(
                definition.folder().toAbsolutePath().normalize(),
                run.appId(),
                sequence,
                fileBytes,
                parquet,
                definition.resolve(existing).table(),
                definition.partitionColumns(),
                indexed));
    }

    /** What the table holds of a job that is committed. */
    Optional<TableCommit> committed(long sequence) throws IOException {
        return new JobCommit(definition, run, sequence).committed();
    }

    Committer<DeltaFile> committer(long sequence) {
        Closeable lock = JobLock.keep(definition.folder(), run.appId());
        return new TableCommitter(lock, definition, new JobCommit(definition, run, sequence));
    }

    private static final class BatchEncoder implements Encoder<ArrowBatch, DeltaPart> {
        private final TableEncoder encoder;

        BatchEncoder(TableEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public void encode(ArrowBatch batch, Consumer<? super DeltaPart> out) {
            encoder.encode(batch.root(), batch.allocator(), out);
        }

        @Override
        public void finish(Consumer<? super DeltaPart> out) {
            encoder.finish(out);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }

    /** Writes nothing if the table has the job already: its files are live, and must not be touched. */
    private static final class LockedAppender implements Appender<DeltaPart, DeltaFile> {
        private final Closeable lock;
        private final @Nullable TableAppender appender;

        LockedAppender(Closeable lock, @Nullable TableAppender appender) {
            this.lock = lock;
            this.appender = appender;
        }

        @Override
        public void append(DeltaPart part) throws IOException {
            if (appender != null) {
                appender.append(part);
            }
        }

        @Override
        public List<DeltaFile> finish() throws IOException {
            return appender == null ? List.of() : appender.finish();
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                if (appender != null) {
                    appender.close();
                }
            }
        }
    }

    private static final class TableCommitter implements Committer<DeltaFile> {
        private final Closeable lock;
        private final TableDefinition definition;
        private final JobCommit commit;

        TableCommitter(Closeable lock, TableDefinition definition, JobCommit commit) {
            this.lock = lock;
            this.definition = definition;
            this.commit = commit;
        }

        @Override
        public List<TableCommit> commit(List<DeltaFile> messages) throws IOException {
            return List.of(commit.commit(messages));
        }

        @Override
        public void abort(List<DeltaFile> messages) throws IOException {
            if (!messages.isEmpty() && commit.committed().isEmpty()) {
                TableAppender.remove(definition.folder(), messages);
            }
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }
}
