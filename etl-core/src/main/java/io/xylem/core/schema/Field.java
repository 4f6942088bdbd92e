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
 * @param renamedFrom the name that it has in tables made before it was renamed; null if it always had its name
 */
public record Field(
        String name,
        DataType type,
        boolean nullable,
        @Nullable String comment,
        @Nullable String renamedFrom) implements Serializable {
    /**
     * A field that was never renamed.
     *
     * @param name the name
     * @param type the type
     * @param nullable whether it may be null
     * @param comment what it means; null if nothing is known
     */
    public Field(String name, DataType type, boolean nullable, @Nullable String comment) {
        this(name, type, nullable, comment, null);
    }

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
