package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.TextColumn;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** A column with one value per instance. */
final class ScalarAssembler extends ColumnAssembler {
    private @Nullable TextColumn texts;

    ScalarAssembler(int level, int place, ShredColumn column) {
        super(level, place, column);
    }

    @Override
    void parse(byte[] arena, int count, TextColumn column) {
        texts = column;
        values.parse(arena, column.ranges(), count, bad);
    }

    @Override
    byte[] present() {
        return values.present;
    }

    @Override
    int instance(int item) {
        return item;
    }

    @Override
    long range(int item) {
        return texts == null ? TextColumn.ABSENT : texts.ranges()[item];
    }

    @Override
    String missing(int instance, byte[] arena) {
        long range = range(instance);
        if (range == TextColumn.ABSENT) {
            return "absent";
        }
        if (range == TextColumn.NIL) {
            return "nil";
        }
        int end = TextColumn.end(range);
        boolean blank = Whitespace.skip(arena, TextColumn.start(range), end) == end;
        return blank ? "empty" : "bad: expected " + values.expected();
    }

    @Override
    String path(int item) {
        return path(texts == null ? null : texts.path(item));
    }

    @Override
    long bytes(int[] index, int from, int count) {
        return values.bytes(index, from, count);
    }

    @Override
    void gather(int[] index, int from, int count, FieldVector vector, int at) {
        values.gather(index, from, count, vector, at);
    }
}
