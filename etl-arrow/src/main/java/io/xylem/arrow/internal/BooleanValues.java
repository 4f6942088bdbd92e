package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;
import org.apache.arrow.vector.FieldVector;

/** xs:boolean: true, false, 1, 0. */
final class BooleanValues extends Values {
    private static final int BAD = -1;

    private byte[] values = new byte[64];

    @Override
    String expected() {
        return "true, false, 1 or 0";
    }

    boolean value(int slot) {
        return values[slot] == 1;
    }

    @Override
    void reserve(int slots) {
        super.reserve(slots);
        if (values.length < slots) {
            values = new byte[Math.max(slots, values.length * 2)];
        }
    }

    @Override
    long bytes(int[] index, int from, int count) {
        return count / 8;
    }

    @Override
    void gather(int[] index, int from, int count, FieldVector vector, int at) {
        Room.fixed(vector, at + count);
        gatherValidity(index, from, count, vector, at);
        Gather.bits(values, index, from, count, vector.getDataBuffer().memoryAddress(), at);
    }

    @Override
    void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
        for (int i = 0; i < count; i++) {
            int value = 0;
            byte valid = 0;
            if (TextColumn.isText(ranges[i])) {
                int last = TextColumn.end(ranges[i]);
                int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                int end = Whitespace.trim(arena, start, last);
                if (start < end) {
                    int parsed = parse(arena, start, end);
                    if (parsed != BAD) {
                        value = parsed;
                        valid = 1;
                    } else {
                        bad.add(i);
                    }
                }
            }
            values[i + 1] = (byte) value;
            present[i + 1] = valid;
        }
    }

    private static int parse(byte[] bytes, int start, int end) {
        return switch (end - start) {
            case 1 -> bytes[start] == '1' ? 1 : bytes[start] == '0' ? 0 : BAD;
            case 4 ->
                bytes[start] == 't' && bytes[start + 1] == 'r' && bytes[start + 2] == 'u' && bytes[start + 3] == 'e'
                        ? 1
                        : BAD;
            case 5 ->
                bytes[start] == 'f'
                                && bytes[start + 1] == 'a'
                                && bytes[start + 2] == 'l'
                                && bytes[start + 3] == 's'
                                && bytes[start + 4] == 'e'
                        ? 0
                        : BAD;
            default -> BAD;
        };
    }
}
