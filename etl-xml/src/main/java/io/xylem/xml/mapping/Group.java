package io.xylem.xml.mapping;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repeated element, or the record itself.
 *
 * @param name its name
 * @param path its element: for the record absolute, for a group relative to its parent
 * @param columns its columns
 * @param groups the groups inside it
 * @param comment what it means; null if nothing is said
 */
public record Group(
        String name,
        Path path,
        List<Column> columns,
        List<Group> groups,
        @Nullable String comment) implements Serializable {
    /** Copies the lists. */
    public Group {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
    }
}
