package io.xylem.delta;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobCommit;
import io.xylem.delta.internal.LeftFiles;
import io.xylem.delta.internal.PartitionColumn;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.TableAppender;
import io.xylem.delta.internal.TableDefinition;
import io.xylem.delta.internal.TableEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one table of a {@link TableSet}. */
final class TableWriter {
    private final int index;
    private final TableDefinition definition;
    private final List<PartitionColumn> partitions;
    private final RunInfo run;
    private final long fileBytes;
    private final ParquetOptions parquet;

    /** {@code index}: the place of the table among those of the job. */
    TableWriter(
            int index,
            TableDefinition definition,
            List<PartitionColumn> partitions,
            RunInfo run,
            long fileBytes,
            ParquetOptions parquet) {
        this.index = index;
        this.definition = definition;
        this.partitions = partitions;
        this.run = run;
        this.fileBytes = fileBytes;
        this.parquet = parquet;
    }

    String name() {
        return definition.schema().name();
    }

    Path folder() {
        return definition.folder();
    }

    TableEncoder encoder(List<PhysicalField> fields) {
        return new TableEncoder(index, name(), fields, partitions, parquet);
    }

    /** The columns that data files hold; refuses a target that cannot be written to, without touching it. */
    List<PhysicalField> resolve() throws IOException {
        return definition.resolve(ExistingTable.read(folder())).written();
    }

    /** Looks for everything that would make the commit fail for sure, and writes nothing. */
    void check(long sequence) throws IOException {
        commit(sequence).check(ExistingTable.read(folder()));
    }

    /**
     * An appender, for a caller that has the lock; null if the table has the job already: its files are live, and must not be touched.
     *
     * @param planned whether an earlier run may have left files of the job, which are removed
     */
    @Nullable TableAppender appender(long sequence, boolean planned) throws IOException {
        Optional<ExistingTable> existing = ExistingTable.read(folder());
        if (commit(sequence).committed(existing).isPresent()) {
            return null;
        }
        if (planned) {
            LeftFiles.remove(folder(), run.appId(), sequence);
        }
        return appender(existing, sequence, "");
    }

    /** An appender of a table that is there, for a caller that sees to the lock and to what an interrupted run has left. */
    TableAppender unlockedAppender(long sequence) throws IOException {
        return appender(ExistingTable.read(folder()), sequence, "");
    }

    /** An appender of one of several processes that write files of the job; null if the table has the job already. */
    @Nullable TableAppender taskAppender(long sequence, String attempt) throws IOException {
        Optional<ExistingTable> existing = ExistingTable.read(folder());
        return commit(sequence).committed(existing).isPresent() ? null : appender(existing, sequence, attempt);
    }

    private TableAppender appender(Optional<ExistingTable> existing, long sequence, String attempt) throws IOException {
        int indexed = existing.isPresent()
                ? existing.get().indexedColumns()
                : ExistingTable.indexedColumns(definition.properties());
        return new TableAppender(new TableAppender.Settings(
                folder().toAbsolutePath().normalize(),
                run.appId(),
                sequence,
                attempt,
                fileBytes,
                parquet,
                definition.resolve(existing).table(),
                definition.partitionColumns(),
                indexed));
    }

    /** What the table holds of a job that is committed. */
    Optional<TableCommit> committed(long sequence) throws IOException {
        return commit(sequence).committed();
    }

    JobCommit commit(long sequence) {
        return new JobCommit(definition, run, sequence);
    }
}
