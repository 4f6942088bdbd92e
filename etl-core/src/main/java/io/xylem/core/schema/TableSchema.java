package io.xylem.core.schema;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of one table.
 *
 * @param name the table's name
 * @param fields the columns, in order
 */
public record TableSchema(String name, List<Field> fields) implements Serializable {
    /** Copies the list. */
    public TableSchema {
        fields = List.copyOf(fields);
    }

    /**
     * Finds a column.
     *
     * @param column its name
     * @return the column, if there is one
     */
    public Optional<Field> field(String column) {
        return fields.stream().filter(f -> f.name().equals(column)).findFirst();
    }

    /**
     * The same table with more columns at the end.
     *
     * @param more the columns
     * @return the wider table
     */
    public TableSchema with(List<Field> more) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(more);
        return new TableSchema(name, all);
    }
}
