package io.xylem.core.shred;

import java.io.Serializable;
import java.util.List;

/**
 * A level of the tree: the record, or a repeated group.
 *
 * @param name the name of the record or group
 * @param parent the index of the parent level; -1 for the record
 * @param path the absolute path of its elements without positions, for messages
 * @param columns its columns, in order
 */
public record ShredLevel(String name, int parent, String path, List<ShredColumn> columns) implements Serializable {
    /** Copies the list. */
    public ShredLevel {
        columns = List.copyOf(columns);
    }
}
