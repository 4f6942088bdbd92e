package io.xylem.arrow.parquet.internal;

/**
 * The RLE / bit-packed hybrid of the Parquet format (<a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Encodings</a>), without the length in front.
 *
 * <p>A value that repeats from a position divisible by 8 (counted from the last run) for long enough becomes a run;
 * everything between two runs is bit-packed.
 */
final class HybridEncoder {
    /** Equal bytes of a bitmap that are worth a run of their own. */
    private static final int BITMAP_RUN_BYTES = 4;

    private HybridEncoder() {}

    /** The number of bits that values up to {@code greatest} need. */
    static int width(int greatest) {
        return 32 - Integer.numberOfLeadingZeros(greatest);
    }

    /** Encodes a bitmap of which {@code ones} bits are set; bits behind {@code count} are 0. */
    static void encodeBits(byte[] bitmap, int count, int ones, ByteBuilder out) {
        if (ones == 0 || ones == count) {
            writeRun(ones == 0 ? 0 : 1, count, 1, out);
            return;
        }
        int whole = count >>> 3;
        int bytes = (count + 7) >>> 3;
        int packed = 0;
        int i = 0;
        while (i < whole) {
            byte first = bitmap[i];
            int end = i + 1;
            if (first == 0 || first == -1) {
                while (end < whole && bitmap[end] == first) {
                    end++;
                }
                if (end - i >= BITMAP_RUN_BYTES) {
                    writePackedBits(bitmap, packed, i, out);
                    writeRun(first & 1, (end - i) << 3, 1, out);
                    packed = end;
                }
            }
            i = end;
        }
        writePackedBits(bitmap, packed, bytes, out);
    }

    private static void writePackedBits(byte[] bitmap, int from, int to, ByteBuilder out) {
        if (to > from) {
            out.writeVarInt((to - from) << 1 | 1);
            out.write(bitmap, from, to - from);
        }
    }

    /** Encodes values of {@code width} bits, 1 to 32. */
    static void encode(int[] values, int count, int width, ByteBuilder out) {
        int least = leastRun(width);
        int packed = 0;
        int i = 0;
        while (i < count) {
            int value = values[i];
            int end = i + 1;
            while (end < count && values[end] == value) {
                end++;
            }
            if (end - i >= least) {
                pack(values, packed, i, width, out);
                writeRun(value, end - i, width, out);
                packed = end;
                i = end;
            } else {
                i = nextGroup(packed, end, count);
            }
        }
        pack(values, packed, count, width, out);
    }

    /** The same for small values in bytes. */
    static void encode(byte[] values, int count, int width, ByteBuilder out) {
        int least = leastRun(width);
        int packed = 0;
        int i = 0;
        while (i < count) {
            byte value = values[i];
            int end = i + 1;
            while (end < count && values[end] == value) {
                end++;
            }
            if (end - i >= least) {
                pack(values, packed, i, width, out);
                writeRun(value, end - i, width, out);
                packed = end;
                i = end;
            } else {
                i = nextGroup(packed, end, count);
            }
        }
        pack(values, packed, count, width, out);
    }

    /** The first group of 8 that starts at or behind {@code end}: no run that starts before can be longer. */
    private static int nextGroup(int packed, int end, int count) {
        return Math.min(count, packed + ((end - packed + 7) & ~7));
    }

    private static int leastRun(int width) {
        return width == 1 ? 32 : width < 4 ? 16 : 8;
    }

    private static void writeRun(int value, int length, int width, ByteBuilder out) {
        out.writeVarInt(length << 1);
        for (int shift = 0; shift < width; shift += 8) {
            out.write(value >>> shift);
        }
    }

    private static void pack(int[] values, int from, int to, int width, ByteBuilder out) {
        if (to <= from) {
            return;
        }
        int groups = (to - from + 7) >>> 3;
        out.writeVarInt(groups << 1 | 1);
        int position = out.skip(groups * width);
        int end = position + groups * width;
        byte[] bytes = out.array();
        long open = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            open |= (values[i] & 0xFFFFFFFFL) << bits;
            bits += width;
            if (bits >= 32) {
                ByteBuilder.INT.set(bytes, position, (int) open);
                position += 4;
                open >>>= 32;
                bits -= 32;
            }
        }
        finish(bytes, position, end, open);
    }

    private static void pack(byte[] values, int from, int to, int width, ByteBuilder out) {
        if (to <= from) {
            return;
        }
        int groups = (to - from + 7) >>> 3;
        out.writeVarInt(groups << 1 | 1);
        int position = out.skip(groups * width);
        int end = position + groups * width;
        byte[] bytes = out.array();
        long open = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            open |= (values[i] & 0xFFL) << bits;
            bits += width;
            if (bits >= 32) {
                ByteBuilder.INT.set(bytes, position, (int) open);
                position += 4;
                open >>>= 32;
                bits -= 32;
            }
        }
        finish(bytes, position, end, open);
    }

    private static void finish(byte[] bytes, int position, int end, long open) {
        long rest = open;
        for (int i = position; i < end; i++) {
            bytes[i] = (byte) rest;
            rest >>>= 8;
        }
    }
}
