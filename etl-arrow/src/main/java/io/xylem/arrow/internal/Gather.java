package io.xylem.arrow.internal;

import java.util.Arrays;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * The kernels that copy values from arrays to Arrow memory by an index: value {@code index[from + i]} goes to place
 * {@code at + i}; an index of -1 takes what slot 0 of the array holds, which is null, and any other takes slot index + 1.
 *
 * <p>They write through addresses, unchecked: the caller has made room.
 */
final class Gather {
    private Gather() {}

    /** Bits, from a byte of 0 or 1 each; used for validity and for booleans. Bits behind the last one in its byte become 0. */
    static void bits(byte[] flags, int[] index, int from, int count, long address, int at) {
        long target = address + (at >>> 3);
        int bit = at & 7;
        int word = bit == 0 ? 0 : MemoryUtil.getByte(target) & (1 << bit) - 1;
        int i = from;
        int end = from + count;
        while (i < end && bit != 0) {
            word |= flags[index[i++] + 1] << bit;
            if (++bit == 8) {
                MemoryUtil.putByte(target++, (byte) word);
                word = 0;
                bit = 0;
            }
        }
        for (; i + 8 <= end; i += 8) {
            int eight = flags[index[i] + 1]
                    | flags[index[i + 1] + 1] << 1
                    | flags[index[i + 2] + 1] << 2
                    | flags[index[i + 3] + 1] << 3
                    | flags[index[i + 4] + 1] << 4
                    | flags[index[i + 5] + 1] << 5
                    | flags[index[i + 6] + 1] << 6
                    | flags[index[i + 7] + 1] << 7;
            MemoryUtil.putByte(target++, (byte) eight);
        }
        while (i < end) {
            word |= flags[index[i++] + 1] << bit++;
        }
        if (bit > 0) {
            MemoryUtil.putByte(target, (byte) word);
        }
    }

    /** Sets bits. Bits behind the last one in its byte become 0. */
    static void ones(int count, long address, int at) {
        int end = at + count;
        int i = at;
        while (i < end) {
            long target = address + (i >>> 3);
            int bit = i & 7;
            int stop = Math.min(8, bit + end - i);
            int kept = bit == 0 ? 0 : MemoryUtil.getByte(target) & (1 << bit) - 1;
            MemoryUtil.putByte(target, (byte) (kept | (1 << stop) - (1 << bit)));
            i += stop - bit;
        }
    }

    static void ints(int[] values, int[] index, int from, int count, long address, int at) {
        long target = address + at * 4L;
        for (int i = from; i < from + count; i++, target += 4) {
            MemoryUtil.putInt(target, values[index[i] + 1]);
        }
    }

    static void longs(long[] values, int[] index, int from, int count, long address, int at) {
        long target = address + at * 8L;
        for (int i = from; i < from + count; i++, target += 8) {
            MemoryUtil.putLong(target, values[index[i] + 1]);
        }
    }

    /** 128-bit numbers in the byte order of the machine, as Arrow has it. */
    static void wide(long[] low, long[] high, int[] index, int from, int count, long address, int at) {
        long target = address + at * 16L;
        int first = MemoryUtil.LITTLE_ENDIAN ? 0 : 8;
        for (int i = from; i < from + count; i++, target += 16) {
            int slot = index[i] + 1;
            MemoryUtil.putLong(target + first, low[slot]);
            MemoryUtil.putLong(target + 8 - first, high[slot]);
        }
    }

    /** How many bytes the texts of some ranges have together. */
    static long length(long[] ranges, int[] index, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            long range = ranges[index[i] + 1];
            sum += (int) range - (int) (range >>> 32);
        }
        return sum;
    }

    /** Copies texts behind one another and writes the offset behind each; the data buffer has 8 bytes more than needed. */
    static void texts(byte[] bytes, long[] ranges, int[] index, int from, int count, long offsets, long data, int at) {
        int end = MemoryUtil.getInt(offsets + at * 4L);
        long target = offsets + at * 4L + 4;
        for (int i = from; i < from + count; i++, target += 4) {
            long range = ranges[index[i] + 1];
            int start = (int) (range >>> 32);
            int length = (int) range - start;
            copy(bytes, start, length, data + end);
            end += length;
            MemoryUtil.putInt(target, end);
        }
    }

    private static void copy(byte[] bytes, int start, int length, long target) {
        if (length <= 32 && start + 32 <= bytes.length) {
            for (int i = 0; i < length; i += 8) {
                MemoryUtil.putLong(target + i, MemoryUtil.getLong(bytes, start + i));
            }
        } else {
            MemoryUtil.copyToMemory(bytes, start, target, length);
        }
    }

    /** An array of at least a length; the old one if it is long enough. Its content is not kept. */
    static long[] room(long[] array, int length) {
        return array.length >= length ? array : new long[Math.max(length, array.length * 2)];
    }

    /** An array of at least a length; the old one if it is long enough. Its content is not kept. */
    static int[] room(int[] array, int length) {
        return array.length >= length ? array : new int[Math.max(length, array.length * 2)];
    }

    /** An array of at least a length, with its old content. */
    static byte[] grown(byte[] array, long length) {
        if (array.length >= length) {
            return array;
        }
        if (length > Integer.MAX_VALUE - 16) {
            throw new OutOfMemoryError("a chunk of values cannot hold more than 2 GiB");
        }
        return Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(length, array.length * 2L)));
    }
}
