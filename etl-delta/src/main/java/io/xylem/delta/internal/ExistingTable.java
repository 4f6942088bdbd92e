package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.commit.Committer;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.tablefeatures.TableFeatures;
import io.delta.kernel.types.StructType;
import io.xylem.core.UsageException;
import io.xylem.core.schema.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Delta table on disk at one version. */
public final class ExistingTable {
    /** The folder inside a table that holds Xylem's own state. Delta's readers and cleaners pass over it. */
    public static final String STATE_FOLDER = "_xylem";

    /** The folder inside a table that holds its log. */
    public static final String LOG_FOLDER = "_delta_log";

    static final String MAPPING_MODE = "delta.columnMapping.mode";
    private static final String LAST_ID = "delta.columnMapping.maxColumnId";
    static final String TYPE_WIDENING = "delta.enableTypeWidening";
    static final String INDEXED_COLUMNS = "delta.dataSkippingNumIndexedCols";
    private static final String NAMED_COLUMNS = "delta.dataSkippingStatsColumns";
    private static final int DEFAULT_INDEXED_COLUMNS = 32;

    private static final List<String> FOREIGN_LAYOUTS =
            List.of("delta.enableIcebergCompatV1", "delta.enableIcebergCompatV2", "delta.enableIcebergCompatV3");

    private static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Path folder;
    private final Snapshot snapshot;

    private ExistingTable(Path folder, Snapshot snapshot) {
        this.folder = folder;
        this.snapshot = snapshot;
    }

    /**
     * Reads the latest version of a table.
     *
     * @param folder the table's folder
     * @return the table; empty if the folder is missing or has no commit
     * @throws IOException if the log cannot be read
     * @throws UsageException if the table needs something that Kernel cannot read
     */
    public static Optional<ExistingTable> read(Path folder) throws IOException {
        return read(folder, null, -1);
    }

    /**
     * Reads a version of a table.
     *
     * @param folder the table's folder
     * @param version the version
     * @return the table; empty if the folder is missing or has no commit
     * @throws IOException if the log cannot be read
     * @throws UsageException if there is no such version, or the table needs something that Kernel cannot read
     */
    public static Optional<ExistingTable> read(Path folder, long version) throws IOException {
        return read(folder, null, version);
    }

    static Optional<ExistingTable> read(Path folder, @Nullable Committer committer, long version) throws IOException {
        for (Path path = folder; path != null; path = path.getParent()) {
            if (Files.isRegularFile(path)) {
                throw new UsageException(
                        "'" + path + "' is a file, not a folder; a Delta table is a folder: choose another path");
            }
        }
        try {
            var builder = TableManager.loadSnapshot(
                    folder.toAbsolutePath().normalize().toString());
            if (committer != null) {
                builder = builder.withCommitter(committer);
            }
            if (version >= 0) {
                builder = builder.atVersion(version);
            }
            return Optional.of(new ExistingTable(folder, builder.build(LocalEngine.instance())));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        } catch (KernelEngineException | UncheckedIOException e) {
            throw new IOException("cannot read the Delta log of '" + folder + "': " + e.getMessage(), e);
        } catch (KernelException e) {
            throw new UsageException("cannot use the Delta table '" + folder + "': " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a folder that belongs to something else than a Delta table. Missing and empty folders pass, as do folders in which an
     * interrupted run of ours left its state before the first commit.
     *
     * @param folder the folder
     * @throws IOException if it cannot be read
     * @throws UsageException if it is a file, or holds other things
     */
    public static void requireTableOrEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "'" + folder + "' is a file, not a folder; a Delta table is a folder: choose another path");
        }
        if (Files.isDirectory(folder.resolve(LOG_FOLDER)) || Files.isDirectory(folder.resolve(STATE_FOLDER))) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new UsageException("'" + folder + "' is not a Delta table but a folder with other files in it;"
                        + " choose an empty or new folder, or an existing Delta table");
            }
        }
    }

    /**
     * Refuses a table that we cannot append to correctly.
     *
     * @throws UsageException if the table uses features that Kernel cannot write, or that want more of data files than we do
     */
    public void requireWritable() {
        try {
            TableFeatures.validateKernelCanWriteToTable(
                    snapshot.getProtocol(), snapshot.getMetadata(), folder.toString());
        } catch (KernelException e) {
            throw new UsageException("cannot write to the Delta table '" + folder + "': " + e.getMessage(), e);
        }
        for (String property : FOREIGN_LAYOUTS) {
            if (Boolean.parseBoolean(snapshot.getTableProperties().get(property))) {
                throw new UsageException("cannot write to the Delta table '" + folder + "': it has " + property
                        + "; turn that off, or use another table");
            }
        }
        if (!partitionColumns().isEmpty()
                && snapshot.getProtocol().supportsFeature(TableFeatures.MATERIALIZE_PARTITION_COLUMNS_W_FEATURE)) {
            throw new UsageException(
                    "cannot write to the Delta table '" + folder
                            + "': it wants partition columns in its data files (materializePartitionColumns); use another table");
        }
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * The version that was read.
     *
     * @return the version
     */
    public long version() {
        return snapshot.getVersion();
    }

    /**
     * The columns, with the names and ids that the data files use.
     *
     * @return the columns, in order
     * @throws UsageException if a column's type is none of ours
     */
    public List<PhysicalField> fields() {
        return KernelSchemas.fromKernel(snapshot.getSchema(), mapsColumns());
    }

    /**
     * The columns after a job.
     *
     * @param evolved the table's schema after the job
     * @param job the job's columns
     * @return the columns
     */
    TableColumns columns(StructType evolved, List<Field> job) {
        List<PhysicalField> table = KernelSchemas.fromKernel(evolved, mapsColumns());
        return new TableColumns(table, SchemaEvolution.written(table, job));
    }

    /** Names for columns to be added. */
    ColumnNames newNames() {
        List<PhysicalField> fields = fields();
        int lastId =
                Math.max(Integer.parseInt(snapshot.getTableProperties().getOrDefault(LAST_ID, "0")), highestId(fields));
        return ColumnNames.after(lastId, count(fields));
    }

    private static int highestId(List<PhysicalField> fields) {
        return fields.stream()
                .mapToInt(field -> Math.max(field.id(), highestId(field.children())))
                .max()
                .orElse(0);
    }

    private static int count(List<PhysicalField> fields) {
        return fields.stream().mapToInt(field -> 1 + count(field.children())).sum();
    }

    /**
     * Refuses changes of the schema that this table does not admit.
     *
     * @throws UsageException if the table does not map its columns, or its owner has turned widening off
     */
    void requireEvolvable(SchemaEvolution.Result evolution) {
        if (!evolution.changes().isEmpty() && !mapsColumns()) {
            throw new UsageException("the table '" + folder + "' cannot take the columns of this job: "
                    + String.join(", ", evolution.changes())
                    + ", but the table has no column mapping; set the table property " + MAPPING_MODE
                    + " to name, or use another table");
        }
        if (evolution.widened()
                && "false".equalsIgnoreCase(snapshot.getTableProperties().get(TYPE_WIDENING))) {
            throw new UsageException("the table '" + folder + "' cannot take the columns of this job: "
                    + String.join(", ", evolution.changes()) + ", but the table has " + TYPE_WIDENING
                    + "=false; set it to true, keep the type in the mapping, or use another table");
        }
    }

    /** Whether the table maps its columns: without that, nothing of its schema can be changed, comments included. */
    boolean mapsColumns() {
        return !snapshot.getTableProperties().getOrDefault(MAPPING_MODE, "none").equals("none");
    }

    /**
     * The partition columns.
     *
     * @return their names, in order
     */
    public List<String> partitionColumns() {
        return snapshot.getPartitionColumnNames();
    }

    /**
     * Whether there is a column.
     *
     * @param name its name
     * @return whether the table has it
     */
    public boolean hasColumn(String name) {
        return snapshot.getSchema().fieldNames().contains(name);
    }

    /**
     * The files whose statistics admit a value of a text column that begins with one of some prefixes.
     *
     * @param column the column
     * @param prefixes the prefixes
     * @return the files, by path below the table's folder
     * @throws IOException if the log cannot be read
     */
    public Set<String> filesWithin(String column, Collection<String> prefixes) throws IOException {
        String physical = fields().stream()
                .filter(field -> field.field().name().equals(column))
                .findFirst()
                .orElseThrow()
                .physicalName();
        NavigableSet<String> sorted = new TreeSet<>(CODE_POINTS);
        sorted.addAll(prefixes);
        Set<String> files = new HashSet<>();
        for (LiveFiles.LiveFile file : LiveFiles.of(this)) {
            JsonNode statistics = Json.parse(file.statistics().isEmpty() ? "{}" : file.statistics());
            String least = statistics.path("minValues").path(physical).textValue();
            String most = statistics.path("maxValues").path(physical).textValue();
            if (least == null || most == null || anyWithin(sorted, least, most)) {
                files.add(file.path());
            }
        }
        return files;
    }

    /** Whether a text from the least to the most may begin with one of the prefixes. */
    private static boolean anyWithin(NavigableSet<String> prefixes, String least, String most) {
        String next = prefixes.ceiling(least);
        boolean found = next != null && CODE_POINTS.compare(next, most) <= 0;
        for (int length = 1; length < least.length() && !found; length++) {
            found = prefixes.contains(least.substring(0, length));
        }
        return found;
    }

    /**
     * How many leaf columns, counted from the first, get statistics in the log.
     *
     * @return the number; all columns if it is negative
     */
    public int indexedColumns() {
        return indexedColumns(snapshot.getTableProperties());
    }

    /**
     * How many leaf columns get statistics in the log of a table with certain properties.
     *
     * @param properties the table's properties
     * @return the number; all columns if it is negative
     * @throws UsageException if the property is not a number
     */
    public static int indexedColumns(Map<String, String> properties) {
        if (properties.containsKey(NAMED_COLUMNS)) {
            return -1;
        }
        String value = properties.get(INDEXED_COLUMNS);
        if (value == null) {
            return DEFAULT_INDEXED_COLUMNS;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new UsageException("table property '" + INDEXED_COLUMNS + "' is '" + value + "', not a number", e);
        }
    }

    /**
     * The last job of an application that this version includes.
     *
     * @param appId the application
     * @return the sequence; -1 if there is none
     */
    public long lastSequence(String appId) {
        return snapshot.getLatestTransactionVersion(LocalEngine.instance(), appId)
                .orElse(-1L);
    }

    /**
     * The table's properties.
     *
     * @return values by names
     */
    public Map<String, String> properties() {
        return Map.copyOf(snapshot.getTableProperties());
    }

    /**
     * The folder.
     *
     * @return the table's folder
     */
    public Path folder() {
        return folder;
    }
}
