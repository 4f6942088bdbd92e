package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;

/** Strings, as they are or without white space around them. They stay in the arena; an empty one is a value. */
final class TextValues extends RangeValues {
    private final boolean trim;

    TextValues(boolean trim) {
        this.trim = trim;
    }

    @Override
    String expected() {
        return "text";
    }

    @Override
    void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
        bytes = arena;
        for (int i = 0; i < count; i++) {
            long range = ranges[i];
            boolean text = TextColumn.isText(range);
            if (text && trim) {
                int start = Whitespace.skip(arena, TextColumn.start(range), TextColumn.end(range));
                range = TextColumn.range(start, Whitespace.trim(arena, start, TextColumn.end(range)));
            }
            values[i + 1] = text ? range : 0;
            present[i + 1] = (byte) (text ? 1 : 0);
        }
    }
}
