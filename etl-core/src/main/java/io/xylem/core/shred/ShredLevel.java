package io.xylem.core.shred;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A level of the tree: the record, or a repeated group.
 *
 * @param name the name of the record or group
 * @param parent the index of the parent level; -1 for the record
 * @param path the absolute path of its elements without positions, for messages
 * @param columns its columns, in order
 * @param comment what it means; null if nothing is known
 */
public record ShredLevel(
        String name,
        int parent,
        String path,
        List<ShredColumn> columns,
        @Nullable String comment) implements Serializable {
    /** Copies the list. */
    public ShredLevel {
        columns = List.copyOf(columns);
    }

    /**
     * A level of which nothing more is known.
     *
     * @param name the name of the record or group
     * @param parent the index of the parent level; -1 for the record
     * @param path the absolute path of its elements without positions, for messages
     * @param columns its columns, in order
     */
    public ShredLevel(String name, int parent, String path, List<ShredColumn> columns) {
        this(name, parent, path, columns, null);
    }
}
