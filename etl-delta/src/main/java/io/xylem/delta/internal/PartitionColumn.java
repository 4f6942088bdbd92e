package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column that a table is partitioned by.
 *
 * @param source the column of the batch that the values come from
 * @param name the column of the table; another one than the source if the values are derived
 * @param type the type of the values in the table
 * @param nullable whether a value may be null
 */
public record PartitionColumn(String source, String name, DataType type, boolean nullable) {
    private static final String DATE = ":date";
    private static final String DATE_NAME = "_date";

    /**
     * Whether the values are the UTC dates of the source's timestamps.
     *
     * @return whether they are
     */
    public boolean derived() {
        return !source.equals(name);
    }

    /**
     * Understands {@code COL} and {@code COL:date}.
     *
     * @param specs the columns to partition by
     * @param table the table without derived columns
     * @return the partition columns
     * @throws UsageException if a column is missing, given twice, or has no values that make sensible folders
     */
    public static List<PartitionColumn> parse(List<String> specs, TableSchema table) {
        List<PartitionColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String spec : specs) {
            PartitionColumn column = parse(spec, table);
            if (!names.add(column.name())) {
                throw new UsageException("partition column '" + column.name() + "' is given twice");
            }
            columns.add(column);
        }
        if (names.size() == table.with(derivedFields(columns)).fields().size()) {
            throw new UsageException(
                    "table '" + table.name() + "' is partitioned by all of its columns; leave at least one out");
        }
        return columns;
    }

    /**
     * Whether a table has the column that is meant.
     *
     * @param spec the column to partition by
     * @param table the table without derived columns
     * @return whether it has
     */
    public static boolean names(String spec, TableSchema table) {
        return table.field(spec).isPresent()
                || (spec.endsWith(DATE)
                        && table.field(spec.substring(0, spec.length() - DATE.length()))
                                .isPresent());
    }

    private static PartitionColumn parse(String spec, TableSchema table) {
        Field field = table.field(spec).orElse(null);
        if (field != null) {
            requirePartitionType(field);
            return new PartitionColumn(spec, spec, field.type(), field.nullable());
        }
        if (spec.endsWith(DATE)) {
            String source = spec.substring(0, spec.length() - DATE.length());
            Field timestamp = table.field(source).orElse(null);
            if (timestamp != null) {
                return date(timestamp, table);
            }
        }
        throw new UsageException("cannot partition table '" + table.name() + "' by '" + spec
                + "': it has no such column; it has "
                + table.fields().stream().map(Field::name).toList());
    }

    private static PartitionColumn date(Field timestamp, TableSchema table) {
        if (timestamp.type() != Primitive.TIMESTAMP && timestamp.type() != Primitive.TIMESTAMP_NTZ) {
            throw new UsageException("cannot partition by the date of column '" + timestamp.name() + "': it is "
                    + timestamp.type() + ", not a timestamp");
        }
        String name = timestamp.name() + DATE_NAME;
        if (table.field(name).isPresent()) {
            throw new UsageException("cannot partition by the date of column '" + timestamp.name()
                    + "': there is a column '" + name + "' already; rename it, or partition by it");
        }
        return new PartitionColumn(timestamp.name(), name, Primitive.DATE, true);
    }

    private static void requirePartitionType(Field field) {
        boolean fits = field.type() instanceof DecimalType
                || (field.type() instanceof Primitive primitive
                        && primitive != Primitive.FLOAT
                        && primitive != Primitive.DOUBLE
                        && primitive != Primitive.BINARY);
        if (!fits) {
            throw new UsageException("cannot partition by column '" + field.name() + "': its type is " + field.type()
                    + "; use a column of text, whole numbers, decimals, booleans, dates or timestamps");
        }
    }

    /**
     * The columns that the table has in addition to those of the batches.
     *
     * @param columns the partition columns
     * @return the derived ones, in order
     */
    public static List<Field> derivedFields(List<PartitionColumn> columns) {
        return columns.stream()
                .filter(PartitionColumn::derived)
                .map(column -> new Field(column.name(), column.type(), true, "UTC date of " + column.source()))
                .toList();
    }
}
