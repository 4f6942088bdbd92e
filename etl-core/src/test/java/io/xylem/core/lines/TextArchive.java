package io.xylem.core.lines;

import io.xylem.core.Archive;
import java.io.Serializable;
import java.util.List;

/**
 * An archive in memory.
 *
 * @param path its path
 * @param texts its entries; one that starts with {@code skip} is not a document
 */
public record TextArchive(String path, List<String> texts) implements Serializable {
    /** Copies the list. */
    public TextArchive {
        texts = List.copyOf(texts);
    }

    Archive archive() {
        return new Archive(path, weight(), "hash:" + Integer.toHexString(texts.hashCode()));
    }

    long weight() {
        return 1 + texts.stream().mapToLong(String::length).sum();
    }
}
