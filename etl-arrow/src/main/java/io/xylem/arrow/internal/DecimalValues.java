package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;
import org.apache.arrow.vector.FieldVector;

/** xs:decimal of a precision and scale. */
final class DecimalValues extends Values {
    private final DecimalParser parser;
    private final int precision;
    private final int scale;
    private long[] low = new long[64];
    private long[] high = new long[64];

    DecimalValues(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
        this.parser = new DecimalParser(precision, scale);
    }

    @Override
    String expected() {
        return "a decimal number of at most " + (precision - scale) + " digits before the point and " + scale
                + " behind it";
    }

    long low(int slot) {
        return low[slot];
    }

    long high(int slot) {
        return high[slot];
    }

    int scale() {
        return scale;
    }

    @Override
    void reserve(int slots) {
        super.reserve(slots);
        low = Gather.room(low, slots);
        high = Gather.room(high, slots);
    }

    @Override
    long bytes(int[] index, int from, int count) {
        return count * 16L;
    }

    @Override
    void gather(int[] index, int from, int count, FieldVector vector, int at) {
        Room.fixed(vector, at + count);
        gatherValidity(index, from, count, vector, at);
        Gather.wide(low, high, index, from, count, vector.getDataBuffer().memoryAddress(), at);
    }

    @Override
    void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
        for (int i = 0; i < count; i++) {
            byte valid = 0;
            if (TextColumn.isText(ranges[i])) {
                int last = TextColumn.end(ranges[i]);
                int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                int end = Whitespace.trim(arena, start, last);
                if (start < end) {
                    if (parser.parse(arena, start, end)) {
                        valid = 1;
                    } else {
                        bad.add(i);
                    }
                }
            }
            low[i + 1] = valid == 1 ? parser.low() : 0;
            high[i + 1] = valid == 1 ? parser.high() : 0;
            present[i + 1] = valid;
        }
    }
}
