package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** One column of one level, from a chunk's texts to values of a vector. Reused from chunk to chunk. */
abstract class ColumnAssembler {
    /** The level that the column belongs to. */
    final int level;
    /** The column's place in its level. */
    final int place;
    /** The column. */
    final ShredColumn column;
    /** The values of the current chunk: by instance, or by item for a list. */
    final Values values;
    /** The bad ones among them. */
    final BadItems bad = new BadItems();

    private int instances;

    ColumnAssembler(int level, int place, ShredColumn column) {
        this.level = level;
        this.place = place;
        this.column = column;
        this.values = Values.of(column);
    }

    static ColumnAssembler of(int level, int place, ShredColumn column) {
        return column.list() ? new ListAssembler(level, place, column) : new ScalarAssembler(level, place, column);
    }

    /** Parses the column of a chunk. */
    final void parse(Shreds shreds) {
        bad.clear();
        instances = shreds.level(level).size();
        parse(shreds.arena(), instances, shreds.level(level).column(place));
    }

    abstract void parse(byte[] arena, int count, TextColumn texts);

    /** For each instance, at its number + 1: 1 if the column has a value, else 0. */
    abstract byte[] present();

    /** The next instance from {@code from} on whose value is null; -1 if there is none. */
    final int nextNull(int from) {
        byte[] present = present();
        for (int i = from; i < instances; i++) {
            if (present[i + 1] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The instance that a bad item belongs to. */
    abstract int instance(int item);

    /** The text of a bad item. */
    abstract long range(int item);

    /** Why an instance has no value, in words. */
    abstract String missing(int instance, byte[] arena);

    /** The absolute path of a bad item. */
    abstract String path(int item);

    /** How many bytes the values of instances take; see {@link Values#bytes}. */
    abstract long bytes(int[] index, int from, int count);

    /** Writes the values of instances to a vector; see {@link Values#gather}. */
    abstract void gather(int[] index, int from, int count, FieldVector vector, int at);

    final String path(@Nullable String refined) {
        return refined == null ? column.path() : refined;
    }

    static int[] grown(int[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, Math.max(length, array.length * 2));
    }
}
