package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as a job wants it.
 *
 * @param folder the table's folder
 * @param schema the columns, including those derived for partitioning
 * @param partitionColumns the names of the columns that the table is partitioned by, in order
 * @param properties the properties of the table if it is created
 */
public record TableDefinition(
        Path folder, TableSchema schema, List<String> partitionColumns, Map<String, String> properties) {
    /** Copies list and map. */
    public TableDefinition {
        partitionColumns = List.copyOf(partitionColumns);
        properties = Map.copyOf(properties);
    }

    /**
     * The columns with ids and physical names: those of the table if it exists, else those that it will be created with.
     *
     * @return the columns
     * @throws IOException if the log cannot be read
     * @throws UsageException if the folder is something else, or the table has other columns or other partitions
     */
    public List<PhysicalField> resolve() throws IOException {
        Optional<ExistingTable> existing = ExistingTable.read(folder);
        if (existing.isPresent()) {
            requireSame(existing.get());
            return existing.get().fields();
        }
        ExistingTable.requireTableOrEmpty(folder);
        return ColumnNames.assign(schema.fields());
    }

    /**
     * Refuses a table that this job cannot append to.
     *
     * @param existing the table
     * @throws UsageException if it has other columns or other partitions, or uses features that we cannot write
     */
    public void requireSame(ExistingTable existing) {
        existing.requireWritable();
        List<Field> theirs =
                existing.fields().stream().map(PhysicalField::field).toList();
        String difference = difference("", schema.fields(), theirs);
        if (difference != null) {
            throw new UsageException("the table '" + folder + "' has another schema than this job: " + difference
                    + "; use another table, or a mapping with the same columns");
        }
        if (!existing.partitionColumns().equals(partitionColumns)) {
            throw new UsageException("the table '" + folder + "' is partitioned by " + existing.partitionColumns()
                    + ", this job wants " + partitionColumns + "; the partitioning of a table cannot be changed");
        }
    }

    private static @Nullable String difference(String parent, List<Field> ours, List<Field> theirs) {
        List<String> names = names(ours);
        List<String> otherNames = names(theirs);
        if (!names.equals(otherNames)) {
            return Stream.of(
                            onlyIn(parent, "this job", names, otherNames),
                            onlyIn(parent, "the table", otherNames, names),
                            names.containsAll(otherNames) && otherNames.containsAll(names)
                                    ? "the columns are in another order, " + otherNames + " in the table, " + names
                                            + " in this job"
                                    : "")
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }
        for (int i = 0; i < ours.size(); i++) {
            Field field = ours.get(i);
            Field other = theirs.get(i);
            if (!field.type().equals(other.type()) && !sameButComments(field.type(), other.type())) {
                return "column '" + parent + field.name() + "' is " + text(other.type()) + " in the table, "
                        + text(field.type()) + " in this job";
            }
            if (field.nullable() != other.nullable()) {
                return "column '" + parent + field.name() + "' is " + (other.nullable() ? "nullable" : "not null")
                        + " in the table, " + (field.nullable() ? "nullable" : "not null") + " in this job";
            }
        }
        return null;
    }

    private static String onlyIn(String parent, String where, List<String> names, List<String> others) {
        List<String> extra = new ArrayList<>(names);
        extra.removeAll(others);
        return extra.isEmpty() ? "" : "only " + where + " has " + parent + extra;
    }

    private static boolean sameButComments(DataType ours, DataType theirs) {
        if (ours instanceof ListType list && theirs instanceof ListType other) {
            return sameButComments(list.element(), other.element());
        }
        if (ours instanceof StructType struct && theirs instanceof StructType other) {
            return difference("", struct.fields(), other.fields()) == null;
        }
        return ours.equals(theirs);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private static String text(DataType type) {
        if (type instanceof ListType list) {
            return "list<" + text(list.element()) + ">";
        } else if (type instanceof StructType struct) {
            List<String> fields = struct.fields().stream()
                    .map(field -> field.name() + ":" + text(field.type()) + (field.nullable() ? "" : " not null"))
                    .toList();
            return "struct<" + String.join(",", fields) + ">";
        } else if (type instanceof DataType.DecimalType decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return type.toString().toLowerCase(Locale.ROOT);
    }
}
