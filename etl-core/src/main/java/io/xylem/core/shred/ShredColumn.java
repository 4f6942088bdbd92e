package io.xylem.core.shred;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.Field;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column of a level.
 *
 * @param name the column's name in every layout
 * @param type the type of a single value; for a list column, of its items
 * @param repeated whether an instance may have several values
 * @param rules how text becomes a value
 * @param path the absolute path without positions, as used for keys of {@code _rescued}; for a path with wildcards its
 *     pattern, which {@link TextColumn#path} refines
 * @param comment what the column means; null if nothing is known
 * @param renamedFrom the name that the column has in tables made before it was renamed; null if it always had its name
 */
public record ShredColumn(
        String name,
        DataType type,
        boolean repeated,
        ValueRules rules,
        String path,
        @Nullable String comment,
        @Nullable String renamedFrom)
        implements Serializable {
    /**
     * A column that was never renamed.
     *
     * @param name the column's name in every layout
     * @param type the type of a single value; for a list column, of its items
     * @param repeated whether an instance may have several values
     * @param rules how text becomes a value
     * @param path the absolute path without positions
     * @param comment what the column means; null if nothing is known
     */
    public ShredColumn(
            String name, DataType type, boolean repeated, ValueRules rules, String path, @Nullable String comment) {
        this(name, type, repeated, rules, path, comment, null);
    }

    /**
     * Whether the column holds lists, be it that its element repeats or that its text is split.
     *
     * @return whether its values are lists
     */
    public boolean list() {
        return repeated || rules.split() != null;
    }

    /**
     * The column as a field of a table.
     *
     * @return the field
     */
    public Field field() {
        return new Field(name, list() ? new DataType.ListType(type) : type, true, comment, renamedFrom);
    }
}
