package io.xylem.core.shred;

import java.util.Arrays;

/** The instances of one level in a chunk: a small normalised table of texts. All arrays are borrowed. */
public final class LevelShreds {
    private final TextColumn[] columns;
    private int size;
    private int capacity = 64;
    private int[] parents = new int[capacity];
    private int[] ordinals = new int[capacity];
    private int[] places = new int[capacity];
    private int[] children = new int[capacity];

    LevelShreds(ShredLevel level) {
        columns =
                level.columns().stream().map(c -> new TextColumn(c.repeated())).toArray(TextColumn[]::new);
    }

    /**
     * The number of instances.
     *
     * @return instances
     */
    public int size() {
        return size;
    }

    /**
     * A column.
     *
     * @param index its place among the level's columns
     * @return the column
     */
    public TextColumn column(int index) {
        return columns[index];
    }

    /**
     * For each instance, the instance of the parent level that it belongs to; for a record, its document in the chunk.
     *
     * @return the array, borrowed
     */
    public int[] parents() {
        return parents;
    }

    /**
     * For each instance, its place among its siblings of the same group; for a record, its place in the document.
     *
     * @return the array, borrowed
     */
    public int[] ordinals() {
        return ordinals;
    }

    /**
     * For each instance, its place among all group instances of its record, in the order of their start tags; for a record, the
     * number of its first row: 0, unless several instances stand for one record.
     *
     * @return the array, borrowed
     */
    public int[] places() {
        return places;
    }

    /**
     * For each instance, how many child instances it has, of all groups together.
     *
     * @return the array, borrowed
     */
    public int[] children() {
        return children;
    }

    int begin(int parent, int ordinal, int place) {
        if (size == capacity) {
            // The capacity changes last: if memory runs out on the way, the next call begins again.
            int more = size * 2;
            parents = Arrays.copyOf(parents, more);
            ordinals = Arrays.copyOf(ordinals, more);
            places = Arrays.copyOf(places, more);
            children = Arrays.copyOf(children, more);
            capacity = more;
        }
        parents[size] = parent;
        ordinals[size] = ordinal;
        places[size] = place;
        children[size] = 0;
        for (TextColumn column : columns) {
            column.begin();
        }
        return size++;
    }

    void truncate(int instances) {
        size = instances;
        for (TextColumn column : columns) {
            column.truncate(instances);
        }
    }
}
