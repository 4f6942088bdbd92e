package io.xylem.core.schema;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, or a field of a struct.
 *
 * @param name the name, unique among its siblings
 * @param type the type
 * @param nullable whether it may be null
 * @param comment what it means, for readers of the table's schema; null if nothing is known
 */
public record Field(
        String name,
        DataType type,
        boolean nullable,
        @Nullable String comment) implements Serializable {
    /**
     * A nullable field without a comment.
     *
     * @param name the name
     * @param type the type
     */
    public Field(String name, DataType type) {
        this(name, type, true, null);
    }
}
