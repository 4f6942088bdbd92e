package io.xylem.delta;

import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.LiveFiles;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Delta table on a local disk, for looking at: its schema, its files, its first rows. A later version of the table
 * is seen by opening it again.
 */
public final class DeltaTable {
    private final ExistingTable table;

    private DeltaTable(ExistingTable table) {
        this.table = table;
    }

    /**
     * A data file.
     *
     * @param path where it is below the table's folder, not escaped; a full path if it lies elsewhere
     * @param bytes its size
     * @param rows its rows by the log; -1 if the log does not say
     * @param statistics the statistics in the log: JSON by physical column names; empty if there are none
     * @param partition the values of the partition columns as the log has them, by physical name; null for null
     */
    public record DataFile(
            String path, long bytes, long rows, String statistics, Map<String, @Nullable String> partition) {
        /** Copies the map. */
        public DataFile {
            partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
        }
    }

    /**
     * Opens the latest version of a table.
     *
     * @param folder the table's folder
     * @return the table
     * @throws IOException if its log cannot be read
     * @throws UsageException if there is no Delta table, or it needs something that cannot be read
     */
    public static DeltaTable open(Path folder) throws IOException {
        return new DeltaTable(ExistingTable.read(folder).orElseThrow(() -> missing(folder)));
    }

    /**
     * Opens a version of a table.
     *
     * @param folder the table's folder
     * @param version the version, from 0
     * @return the table as it was
     * @throws IOException if its log cannot be read
     * @throws UsageException if there is no Delta table or no such version, or it needs something that cannot be read
     */
    public static DeltaTable open(Path folder, long version) throws IOException {
        if (version < 0) {
            throw new UsageException("version " + version + " of '" + folder + "': versions count from 0");
        }
        return new DeltaTable(ExistingTable.read(folder, version).orElseThrow(() -> missing(folder)));
    }

    /**
     * Whether there is a table.
     *
     * @param folder a folder, which need not exist
     * @return whether it holds a Delta table with at least one commit
     * @throws IOException if that cannot be told
     */
    public static boolean exists(Path folder) throws IOException {
        return ExistingTable.read(folder).isPresent();
    }

    private static UsageException missing(Path folder) {
        return new UsageException("there is no Delta table at '" + folder + "'; check the path");
    }

    /**
     * The version that was opened.
     *
     * @return the version, from 0
     */
    public long version() {
        return table.version();
    }

    /**
     * The columns, partition columns included.
     *
     * @return the schema, named after the folder
     * @throws UsageException if a column has a type that Xylem does not know
     */
    public TableSchema schema() {
        Path name = table.folder().toAbsolutePath().normalize().getFileName();
        return new TableSchema(
                name == null ? "table" : name.toString(),
                table.fields().stream().map(PhysicalField::field).toList());
    }

    /**
     * The columns that the table is partitioned by.
     *
     * @return their names, in order
     */
    public List<String> partitionColumns() {
        return List.copyOf(table.partitionColumns());
    }

    /**
     * The names of the columns in data files and statistics.
     *
     * @return physical names by names
     */
    public Map<String, String> physicalNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (PhysicalField field : table.fields()) {
            names.put(field.field().name(), field.physicalName());
        }
        return names;
    }

    /**
     * The table's properties.
     *
     * @return values by names
     */
    public Map<String, String> properties() {
        return table.properties();
    }

    /**
     * The last job of an application that is committed.
     *
     * @param appId the application
     * @return the sequence; -1 if there is none
     */
    public long lastSequence(String appId) {
        return table.lastSequence(appId);
    }

    /**
     * The files that make up this version.
     *
     * @return the files, by path
     * @throws IOException if the log cannot be read
     */
    public List<DataFile> files() throws IOException {
        return LiveFiles.of(table).stream()
                .map(file -> new DataFile(file.path(), file.bytes(), file.rows(), file.statistics(), file.partition()))
                .toList();
    }

    /**
     * Reads rows, file by file in the order of their paths, in the order that they have in the file. Values are {@link String},
     * {@link Boolean}, {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link java.math.BigDecimal},
     * {@link java.time.LocalDate}, {@link java.time.Instant} for timestamps, {@link java.time.LocalDateTime} for those without a zone,
     * {@code byte[]}, {@link List} and, for structs, {@link Map}.
     *
     * @param limit how many rows at most
     * @return the rows, values by column name in the order of the columns
     * @throws IOException if a file cannot be read
     */
    public List<Map<String, @Nullable Object>> rows(long limit) throws IOException {
        return new RowReader(table).read(limit);
    }
}
