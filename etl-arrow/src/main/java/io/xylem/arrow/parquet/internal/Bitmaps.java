package io.xylem.arrow.parquet.internal;

import org.apache.arrow.memory.ArrowBuf;

/** Arrow validity bitmaps: the least significant bit of each byte comes first. */
final class Bitmaps {
    private Bitmaps() {}

    /** The number of set bits among {@code from .. to - 1}. */
    static int count(ArrowBuf bitmap, int from, int to) {
        int bit = from;
        int set = 0;
        while (bit < to && (bit & 7) != 0) {
            set += bitmap.getByte(bit >>> 3) >>> (bit & 7) & 1;
            bit++;
        }
        while (to - bit >= 64) {
            set += Long.bitCount(bitmap.getLong(bit >>> 3));
            bit += 64;
        }
        while (to - bit >= 8) {
            set += Integer.bitCount(bitmap.getByte(bit >>> 3) & 0xFF);
            bit += 8;
        }
        if (bit < to) {
            set += Integer.bitCount(bitmap.getByte(bit >>> 3) & (1 << to - bit) - 1);
        }
        return set;
    }

    /** The first unset bit among {@code from .. to - 1}; {@code to} if all are set. */
    static int firstUnset(ArrowBuf bitmap, int from, int to) {
        for (int bit = from; bit < to; bit++) {
            if ((bitmap.getByte(bit >>> 3) >>> (bit & 7) & 1) == 0) {
                return bit;
            }
        }
        return to;
    }

    /**
     * Copies {@code count} bits that start at bit {@code from} of the first byte of {@code source} to the bits from {@code at}
     * on. All bits of {@code target} from {@code at} on are 0 before and those behind the copy after; both arrays have 8 bytes more than
     * the bits need.
     */
    static void copy(byte[] source, int from, byte[] target, int at, int count) {
        for (int done = 0; done < count; done += 32) {
            int bits = Math.min(32, count - done);
            long mask = (1L << bits) - 1;
            int read = from + done;
            long value = (long) ByteBuilder.LONG.get(source, read >>> 3) >>> (read & 7) & mask;
            int write = at + done;
            long there = (long) ByteBuilder.LONG.get(target, write >>> 3);
            ByteBuilder.LONG.set(target, write >>> 3, there | value << (write & 7));
        }
    }

    /** Sets {@code count} bits from {@code at} on. The conditions of {@link #copy} hold. */
    static void fill(byte[] target, int at, int count) {
        for (int done = 0; done < count; done += 32) {
            int bits = Math.min(32, count - done);
            int write = at + done;
            long there = (long) ByteBuilder.LONG.get(target, write >>> 3);
            ByteBuilder.LONG.set(target, write >>> 3, there | (1L << bits) - 1 << (write & 7));
        }
    }

    /**
     * Lists the set bits among {@code count} bits that start at bit {@code from} of {@code source}.
     * Positions count from the first of them.
     */
    static void positions(byte[] source, int from, int count, int[] out) {
        int listed = 0;
        for (int done = 0; done < count; done += 32) {
            int bits = Math.min(32, count - done);
            int read = from + done;
            long value = (long) ByteBuilder.LONG.get(source, read >>> 3) >>> (read & 7) & (1L << bits) - 1;
            while (value != 0) {
                out[listed++] = done + Long.numberOfTrailingZeros(value);
                value &= value - 1;
            }
        }
    }
}
