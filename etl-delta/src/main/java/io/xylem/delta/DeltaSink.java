package io.xylem.delta;

import io.xylem.arrow.ArrowAccess;
import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.parquet.Compression;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Journal;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobNotes;
import io.xylem.delta.internal.JobNotes.Note;
import io.xylem.delta.internal.PartitionColumn;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.PlanJournal;
import io.xylem.delta.internal.RootTable;
import io.xylem.delta.internal.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Appends Arrow batches to a Delta table on a local disk, or to several, and creates them with the first commit.
 *
 * <pre>{@code
 * DeltaSink sink = DeltaSink.table(Path.of("lake/flight"))
 *         .partitionBy("time:date")
 *         .build();
 * }</pre>
 *
 * <p>The layout {@link io.xylem.core.schema.Layout#TABLES} has a table for each level: {@link #tables} makes a folder of tables.
 *
 * <p>One job is one commit to each table, with the transaction id (app id, sequence): a job that is done twice is in the table once. Data files have
 * names and bytes that depend on the job's input and recipes only.
 *
 * <p>Columns are matched by name. In the commit of its rows, a job adds the columns that the table lacks, renames those that were {@linkplain
 * io.xylem.core.schema.Field#renamedFrom() called otherwise}, and widens types where Delta can. Columns that the job lacks are null
 * in its rows. What cannot be done is refused before anything is written.
 */
public final class DeltaSink implements Sink<ArrowBatch, DeltaPart, DeltaFile> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final boolean several;
    private final ArrayList<String> partitionBy;
    private final TreeMap<String, String> properties;
    private final long fileBytes;
    private final ParquetOptions parquet;
    private final @Nullable String note;
    private transient volatile @Nullable Resolved resolved;

    /** The columns as the run found them: read once, not for every unit. The commit checks that they are still right. */
    private record Resolved(RunInfo run, List<TableSchema> tables, List<List<PhysicalField>> fields) {}

    private DeltaSink(Builder builder) {
        folder = builder.folder.toString();
        several = builder.several;
        partitionBy = new ArrayList<>(builder.partitionBy);
        properties = new TreeMap<>(builder.properties);
        fileBytes = builder.fileBytes;
        parquet = builder.parquet;
        note = builder.note;
    }

    /**
     * Starts a sink.
     *
     * @param folder the table's folder: a Delta table, or empty, or not there yet
     * @return a builder
     */
    public static Builder table(Path folder) {
        return new Builder(folder, false);
    }

    /**
     * Starts a sink for the layout of several tables: each is a Delta table of its own in a folder of its name.
     *
     * @param folder the folder around the tables' folders
     * @return a builder
     */
    public static Builder tables(Path folder) {
        return new Builder(folder, true);
    }

    /** Collects options. Used by one thread. */
    public static final class Builder {
        private static final long LEAST_FILE_BYTES = 1024;

        private final Path folder;
        private final boolean several;
        private List<String> partitionBy = List.of();
        private final Map<String, String> properties = new TreeMap<>();
        private long fileBytes = 100L << 20;
        private ParquetOptions parquet = ParquetOptions.defaults();
        private @Nullable String note;

        private Builder(Path folder, boolean several) {
            this.folder = folder;
            this.several = several;
        }

        /**
         * Partitions the table. Default: not at all. Of several tables, each is partitioned by those of the columns that it has.
         *
         * @param columns names of columns, or {@code COL:date} for the UTC date of a timestamp column, which becomes a column {@code COL_date}
         * @return this
         */
        public Builder partitionBy(String... columns) {
            partitionBy = List.of(columns);
            return this;
        }

        /**
         * From which size on a data file is complete. Files get larger by up to one row group. Default: 100 MiB.
         *
         * @param value bytes, at least 1024
         * @return this
         * @throws UsageException if it is too small
         */
        public Builder fileBytes(long value) {
            if (value < LEAST_FILE_BYTES) {
                throw new UsageException("file size is " + value + " bytes; must be at least " + LEAST_FILE_BYTES);
            }
            fileBytes = value;
            return this;
        }

        /**
         * How data files are compressed. Default: {@link Compression#ZSTD}.
         *
         * @param value the compression
         * @return this
         */
        public Builder compression(Compression value) {
            parquet = parquet.toBuilder().compression(value).build();
            return this;
        }

        /**
         * How data files are written, in all detail; replaces what {@link #compression} said.
         *
         * @param value the options
         * @return this
         */
        public Builder parquet(ParquetOptions value) {
            parquet = value;
            return this;
        }

        /**
         * Sets a property of the table, such as {@code delta.checkpointInterval}, if it is created. Existing tables keep theirs.
         *
         * @param name the property
         * @param value its value
         * @return this
         */
        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /**
         * Keeps a text with the jobs, durably and before any of their files: what it takes to do refused documents again, for example. It
         * comes back from {@link DeltaReplay#notes}, with the first job that had it.
         *
         * @param text any text
         * @return this
         */
        public Builder note(String text) {
            note = text;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the sink
         */
        public DeltaSink build() {
            return new DeltaSink(this);
        }
    }

    @Override
    public Encoder<ArrowBatch, DeltaPart> openEncoder(TaskContext context) throws IOException {
        TableSet tables = writer(context.tables(), context.run());
        Resolved known = resolved;
        if (known == null
                || !known.run().equals(context.run())
                || !known.tables().equals(context.tables())) {
            known = new Resolved(context.run(), context.tables(), tables.resolve());
            resolved = known;
        }
        return tables.encoder(known.fields());
    }

    @Override
    public Appender<DeltaPart, DeltaFile> openAppender(JobContext context) throws IOException {
        Appender<DeltaPart, DeltaFile> appender =
                writer(context.tables(), context.run()).appender(context.sequence());
        try {
            if (note != null) {
                JobNotes.write(Path.of(folder), new Note(context.run().appId(), context.sequence(), note));
            }
            return appender;
        } catch (IOException | RuntimeException e) {
            try (appender) {
                throw e;
            }
        }
    }

    @Override
    public Appender<DeltaPart, DeltaFile> openTaskAppender(JobContext context, String attempt) throws IOException {
        return writer(context.tables(), context.run()).taskAppender(context.sequence(), attempt);
    }

    @Override
    public Committer<DeltaFile> openCommitter(JobContext context) {
        return writer(context.tables(), context.run()).committer(context.sequence());
    }

    /**
     * {@inheritDoc}
     *
     * @throws UsageException if the target is something else, or several tables are wanted: their journal is in the folder of the first
     */
    @Override
    public Journal openJournal(RunInfo run) throws IOException {
        if (several) {
            throw new UsageException("a sink for several tables needs to know them to open its journal");
        }
        return journal(run, null);
    }

    @Override
    public Journal openJournal(RunInfo run, List<TableSchema> tables) throws IOException {
        requireFolder(tables);
        return journal(run, several ? tables.get(0).name() : null);
    }

    private Journal journal(RunInfo run, @Nullable String root) throws IOException {
        ArrowAccess.require();
        Path target = Path.of(folder);
        if (root == null || !Files.isDirectory(target.resolve(root).resolve(ExistingTable.LOG_FOLDER))) {
            ExistingTable.requireTableOrEmpty(target);
        }
        return new PlanJournal(target, run.appId(), root);
    }

    private void requireFolder(List<TableSchema> tables) throws IOException {
        Path around = Path.of(folder).toAbsolutePath().normalize().getParent();
        String outer = around == null ? null : RootTable.name(around);
        if (outer != null && !several) {
            throw new UsageException("'" + folder + "' is one of the tables around '" + outer
                    + "', in the layout of tables; choose another folder, or '" + around + "' with that layout");
        }
        String root = RootTable.name(Path.of(folder));
        String wanted = several ? tables.get(0).name() : null;
        if (several && ExistingTable.read(Path.of(folder)).isPresent()) {
            throw new UsageException(
                    "'" + folder + "' is a Delta table itself; layout: tables makes a folder of tables:"
                            + " choose another folder, or another layout");
        } else if (root != null && wanted == null) {
            throw new UsageException("'" + folder + "' is not a Delta table but holds the tables around '" + root
                    + "', in the layout of tables; choose another folder");
        } else if (root != null && !root.equals(wanted)) {
            throw new UsageException(
                    "'" + folder + "' holds the tables around '" + root + "', but this job's root table is '" + wanted
                            + "'; name the record '" + root + "', or choose another folder");
        }
    }

    private Path folderOf(TableSchema table) {
        return Path.of(folder).resolve(table.name());
    }

    @Override
    public long bytes(DeltaPart part) {
        return part.rows().bytes();
    }

    /**
     * Refuses what a job would refuse before it writes anything, without touching the disk: a run that finds nothing new to do opens
     * no table, and would not tell.
     *
     * @param tables the tables of the pipeline
     * @throws UsageException if the tables cannot be partitioned as asked, or the target has other columns or other partitions
     * @throws IOException if the target's log cannot be read
     */
    public void check(List<TableSchema> tables) throws IOException {
        requireFolder(tables);
        writer(tables, new RunInfo("check", "check", Instant.EPOCH, "")).resolve();
    }

    /** The folder that the user has named. */
    Path folder() {
        return Path.of(folder);
    }

    private TableSet writer(List<TableSchema> tables, RunInfo run) {
        if (tables.size() != 1 && !several) {
            throw new UsageException("the sink for '" + folder + "' writes one table, the pipeline fills "
                    + tables.stream().map(TableSchema::name).toList()
                    + "; use DeltaSink.tables, or the layout 'stacked' or 'nested'");
        }
        List<TableWriter> writers = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            TableSchema table = tables.get(i);
            List<PartitionColumn> partitions = partitions(table, tables);
            TableDefinition definition = new TableDefinition(
                    several ? folderOf(table) : Path.of(folder),
                    table.with(PartitionColumn.derivedFields(partitions)),
                    partitions.stream().map(PartitionColumn::name).toList(),
                    properties);
            writers.add(new TableWriter(i, definition, partitions, run, fileBytes, parquet));
        }
        return new TableSet(Path.of(folder), run.appId(), writers);
    }

    /** Those of the partition columns that a table has; a column that no table has is left to the root table to refuse. */
    private List<PartitionColumn> partitions(TableSchema table, List<TableSchema> tables) {
        List<String> own = partitionBy.stream()
                .filter(spec -> PartitionColumn.names(spec, table)
                        || (table.equals(tables.get(0))
                                && tables.stream().noneMatch(other -> PartitionColumn.names(spec, other))))
                .toList();
        return PartitionColumn.parse(own, table);
    }
}
