package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as a job wants it.
 *
 * @param folder the table's folder
 * @param schema the columns, including those derived for partitioning
 * @param partitionColumns the names of the columns that the table is partitioned by, in order
 * @param properties the properties of the table if it is created; column mapping by name and statistics for all columns are added
 */
public record TableDefinition(
        Path folder, TableSchema schema, List<String> partitionColumns, Map<String, String> properties) {
    /** Copies list and map, and adds properties. */
    public TableDefinition {
        partitionColumns = List.copyOf(partitionColumns);
        Map<String, String> all = new HashMap<>(properties);
        all.put(ExistingTable.MAPPING_MODE, "name");
        all.putIfAbsent(ExistingTable.INDEXED_COLUMNS, "-1");
        properties = Map.copyOf(all);
    }

    /**
     * The columns of the table after the job: those of the table if it exists, with what the job changes, else those that it
     * will be created with.
     *
     * @param existing the table; empty if it is to be created
     * @return the columns
     * @throws IOException if the folder cannot be read
     * @throws UsageException if the folder is something else, or the table cannot take the job's columns
     */
    public TableColumns resolve(Optional<ExistingTable> existing) throws IOException {
        if (existing.isPresent()) {
            return existing.get().columns(evolve(existing.get()).schema(), schema.fields());
        }
        ExistingTable.requireTableOrEmpty(folder);
        List<PhysicalField> fields = ColumnNames.assign(ColumnNames.nullable(schema.fields()));
        return new TableColumns(fields, SchemaEvolution.written(fields, schema.fields()));
    }

    /**
     * What this job makes of the table's schema.
     *
     * @param existing the table
     * @return the schema after the job, and what is changed in it
     * @throws UsageException if the table cannot take the job's columns, has other partitions, or uses features that we cannot write
     */
    SchemaEvolution.Result evolve(ExistingTable existing) {
        existing.requireWritable();
        if (!existing.partitionColumns().equals(partitionColumns)) {
            throw new UsageException(
                    "the table '" + folder + "' is " + partitioned(existing.partitionColumns())
                            + ", but this job's is to be " + partitioned(partitionColumns)
                            + "; the partitioning of a table cannot be changed: partition by the same columns, or use another table");
        }
        requireSameLayout(existing);
        SchemaEvolution.Result result = SchemaEvolution.evolve(
                folder.toString(),
                existing.snapshot().getSchema(),
                partitionColumns,
                existing.newNames(),
                existing.mapsColumns(),
                schema.fields());
        existing.requireEvolvable(result);
        return result;
    }

    /** A group is a list of structs in the layout nested, and has an ordinal column in the layout stacked. */
    private void requireSameLayout(ExistingTable existing) {
        List<Field> table = existing.fields().stream().map(PhysicalField::field).toList();
        if (turned(table, schema.fields())) {
            throw otherLayout("nested", "stacked");
        } else if (turned(schema.fields(), table)) {
            throw otherLayout("stacked", "nested");
        }
    }

    private static boolean turned(List<Field> nested, List<Field> stacked) {
        Set<String> names = stacked.stream().map(Field::name).collect(Collectors.toSet());
        return nested.stream()
                .filter(field -> field.type() instanceof ListType list && list.element() instanceof StructType)
                .anyMatch(group -> names.contains(ShredSchema.ordinal(group.name())) && !names.contains(group.name()));
    }

    private UsageException otherLayout(String table, String job) {
        return new UsageException(
                "the table '" + folder + "' has the layout " + table + ", but this job has the layout " + job
                        + "; a table keeps its layout: write 'layout: " + table + "', or use another table");
    }

    private static String partitioned(List<String> columns) {
        return columns.isEmpty() ? "not partitioned" : "partitioned by " + String.join(", ", columns);
    }
}
