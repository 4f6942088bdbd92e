package io.xylem.arrow.parquet.internal;

import java.util.Arrays;

/** The distinct fixed-width values of a column chunk, in order of first appearance. Open addressing. */
final class LongDictionary {
    private static final int LONGEST_PROBE = 64;
    private static final int FEW = 64;

    private final int limit;
    private long[] values = new long[FEW];
    private int[] slots = new int[FEW * 4];
    private int size;

    /** A dictionary of at most {@code limit} values. */
    LongDictionary(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    long value(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, 0);
    }

    /** Clears the dictionary and gives its memory back. */
    void release() {
        size = 0;
        values = new long[FEW];
        slots = new int[FEW * 4];
    }

    /**
     * Writes the index of each value to {@code out}.
     *
     * @return how many values were taken: fewer than asked for if there is no room for the next
     */
    int encode(long[] source, int from, int to, int[] out, int at) {
        int write = at - from;
        long last = 0;
        int lastIndex = -1;
        for (int i = from; i < to; i++) {
            long value = source[i];
            if (value != last || lastIndex < 0) {
                lastIndex = index(value);
                if (lastIndex < 0) {
                    return i - from;
                }
                last = value;
            }
            out[write + i] = lastIndex;
        }
        return to - from;
    }

    private int index(long value) {
        int mask = slots.length - 1;
        int slot = hash(value) & mask;
        for (int probe = 0; slots[slot] != 0; probe++) {
            int index = slots[slot] - 1;
            if (values[index] == value) {
                return index;
            }
            if (probe == LONGEST_PROBE) {
                return -1;
            }
            slot = slot + 1 & mask;
        }
        return insert(value, slot);
    }

    private int insert(long value, int slot) {
        if (size == limit) {
            return -1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.min(limit, size / 2 * 3));
        }
        values[size] = value;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hash(values[i]) & mask;
            while (larger[slot] != 0) {
                slot = slot + 1 & mask;
            }
            larger[slot] = i + 1;
        }
        slots = larger;
    }

    /** Multiplication carries low bits up; the shift brings the well-mixed ones down. */
    private static int hash(long value) {
        long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
