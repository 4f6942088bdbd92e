package io.xylem.arrow.parquet.internal;

import java.util.Arrays;

/**
 * The distinct byte strings of a column chunk, in order of first appearance. Open addressing. What is kept is the dictionary
 * page itself, PLAIN.
 */
final class ByteDictionary {
    private static final int LONGEST_PROBE = 64;
    private static final int FEW = 64;

    private final int limit;
    private final int prefix;
    private final ByteBuilder page = new ByteBuilder(FEW * 16);
    private int[] starts = new int[FEW];
    private int[] lengths = new int[FEW];
    private int[] hashes = new int[FEW];
    private int[] seen = new int[FEW];
    private int[] slots = new int[FEW * 4];
    private int size;
    private int now = 1;
    private int last = -1;

    /**
     * A dictionary.
     *
     * @param limit the most bytes of its page
     * @param prefixed whether each value has its length in front
     */
    ByteDictionary(int limit, boolean prefixed) {
        this.limit = limit;
        this.prefix = prefixed ? 4 : 0;
    }

    int size() {
        return size;
    }

    /** The values, PLAIN. */
    ByteBuilder page() {
        return page;
    }

    /** Where a value starts in {@link #page()}, its length included. */
    int start(int index) {
        return starts[index] - prefix;
    }

    /** How many bytes a value takes in {@link #page()}, its length included. */
    int length(int index) {
        return lengths[index] + prefix;
    }

    /** The index of the last value that was encoded. */
    int last() {
        return last;
    }

    void clear() {
        size = 0;
        last = -1;
        now = 1;
        page.clear();
        Arrays.fill(slots, 0);
    }

    /** Clears the dictionary and gives its memory back. */
    void release() {
        starts = new int[FEW];
        lengths = new int[FEW];
        hashes = new int[FEW];
        seen = new int[FEW];
        slots = new int[FEW * 4];
        page.shrink(FEW * 16);
        clear();
    }

    /** From here on, {@link #firstInPage} is true again for each value. */
    void nextPage() {
        now++;
    }

    /** Whether a value is asked about for the first time since {@link #nextPage}. */
    boolean firstInPage(int index) {
        boolean first = seen[index] != now;
        seen[index] = now;
        return first;
    }

    /** Whether a value is the last one again. */
    boolean repeats(byte[] bytes, int start, int length) {
        return last >= 0 && lengths[last] == length && same(bytes, start, page.array(), starts[last], length);
    }

    /** The index of a value; -1 if there is no room for it. Behind the value there are 8 more bytes. */
    int index(byte[] bytes, int start, int length) {
        int hash = hash(bytes, start, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int probe = 0; slots[slot] != 0; probe++) {
            int index = slots[slot] - 1;
            if (hashes[index] == hash
                    && lengths[index] == length
                    && same(bytes, start, page.array(), starts[index], length)) {
                last = index;
                return index;
            }
            if (probe == LONGEST_PROBE) {
                return -1;
            }
            slot = slot + 1 & mask;
        }
        last = insert(bytes, start, length, hash, slot);
        return last;
    }

    private int insert(byte[] bytes, int start, int length, int hash, int slot) {
        if ((long) page.size() + length + prefix > limit) {
            return -1;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
            seen = Arrays.copyOf(seen, size * 2);
        }
        if (prefix > 0) {
            page.writeInt(length);
        }
        starts[size] = page.size();
        lengths[size] = length;
        hashes[size] = hash;
        seen[size] = 0;
        page.write(bytes, start, length);
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
            int slot = hashes[i] & mask;
            while (larger[slot] != 0) {
                slot = slot + 1 & mask;
            }
            larger[slot] = i + 1;
        }
        slots = larger;
    }

    private static boolean same(byte[] a, int at, byte[] b, int other, int length) {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if ((long) ByteBuilder.LONG.get(a, at + i) != (long) ByteBuilder.LONG.get(b, other + i)) {
                return false;
            }
        }
        if (i == length) {
            return true;
        }
        long difference = (long) ByteBuilder.LONG.get(a, at + i) ^ (long) ByteBuilder.LONG.get(b, other + i);
        return difference << (64 - (length - i << 3)) == 0;
    }

    private static int hash(byte[] bytes, int start, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = mix(hash ^ (long) ByteBuilder.LONG.get(bytes, start + i));
        }
        if (i < length) {
            int unused = 64 - (length - i << 3);
            hash = mix(hash ^ (long) ByteBuilder.LONG.get(bytes, start + i) << unused >>> unused);
        }
        return (int) (hash >>> 32);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xC2B2AE3D27D4EB4FL;
        return mixed ^ mixed >>> 29;
    }
}
