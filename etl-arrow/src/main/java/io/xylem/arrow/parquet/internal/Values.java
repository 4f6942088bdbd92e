package io.xylem.arrow.parquet.internal;

import io.xylem.core.UsageException;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/**
 * A block of values that are not null, read out of an Arrow vector. Fixed-width values are in {@link #longs}, sign-extended (or
 * zero-extended, if unsigned), floating-point ones as their bits; all others are ranges of {@link #bytes}, behind which 8 more
 * bytes can be read.
 */
final class Values {
    /** The most values of a block, and the most places of the vector that a block may span. */
    static final int BLOCK = 4096;

    private static final int KEPT_BYTES = 4 << 20;

    final long[] longs = new long[BLOCK];
    final int[] starts = new int[BLOCK];
    final int[] lengths = new int[BLOCK];
    int count;

    private final ByteBuilder fixed = new ByteBuilder(BLOCK * 16);
    private final ByteBuilder offsets = new ByteBuilder((BLOCK + 1) * 8);
    private final ByteBuilder data = new ByteBuilder(1 << 16);

    /** What {@link #starts} point into. */
    byte[] bytes() {
        return data.array();
    }

    /** Gives memory back that a huge value has taken. */
    void shrink() {
        data.shrink(KEPT_BYTES);
    }

    /**
     * Reads values.
     *
     * @param vector the leaf vector
     * @param leaf the leaf
     * @param from the first place of the block
     * @param to the place behind the last
     * @param places the places of the values that are wanted, relative to {@code from}; all if {@code wanted = to - from}
     * @param wanted how many values are wanted
     */
    void read(FieldVector vector, Leaf leaf, int from, int to, int[] places, int wanted) {
        count = wanted;
        ValueKind kind = leaf.kind();
        if (kind.fixed()) {
            readFixed(vector, kind, from, to);
            if (kind.width() == 16) {
                requireFits(leaf, kind == ValueKind.DECIMAL32 ? 4 : 8, places, wanted, wanted == to - from);
            }
        } else if (leaf.length() > 0) {
            readFixedBytes(vector, leaf, from, to);
            if (kind.decimalBytes()) {
                requireFits(leaf, leaf.length(), places, wanted, wanted == to - from);
            }
        } else {
            readVariable(vector, kind, from, to);
        }
        if (wanted < to - from) {
            if (kind.fixed()) {
                compact(longs, places, wanted);
            } else {
                compact(starts, places, wanted);
                compact(lengths, places, wanted);
            }
        }
    }

    private void readFixed(FieldVector vector, ValueKind kind, int from, int to) {
        int values = to - from;
        if (kind == ValueKind.BIT) {
            int first = from >>> 3;
            byte[] raw = stage(fixed, vector.getDataBuffer(), first, ((to + 7) >>> 3) - first);
            for (int i = 0; i < values; i++) {
                int bit = (from & 7) + i;
                int value = raw[bit >>> 3] >>> (bit & 7) & 1;
                longs[i] = value;
            }
            return;
        }
        int width = kind.width();
        byte[] raw = stage(fixed, vector.getDataBuffer(), (long) from * width, values * width);
        switch (kind) {
            case INT64, UINT64, DOUBLE -> read64(raw, values);
            case INT32, FLOAT -> read32(raw, values);
            case UINT32 -> readUnsigned32(raw, values);
            case DECIMAL32, DECIMAL64 -> readDecimals(raw, values);
            default -> readSmall(raw, values, kind);
        }
    }

    private void read64(byte[] raw, int values) {
        for (int i = 0; i < values; i++) {
            longs[i] = (long) ByteBuilder.LONG.get(raw, i << 3);
        }
    }

    private void read32(byte[] raw, int values) {
        for (int i = 0; i < values; i++) {
            longs[i] = (int) ByteBuilder.INT.get(raw, i << 2);
        }
    }

    private void readUnsigned32(byte[] raw, int values) {
        for (int i = 0; i < values; i++) {
            longs[i] = (int) ByteBuilder.INT.get(raw, i << 2) & 0xFFFFFFFFL;
        }
    }

    /** The low half of the 16 bytes: a decimal of so few digits fits. */
    private void readDecimals(byte[] raw, int values) {
        for (int i = 0; i < values; i++) {
            longs[i] = (long) ByteBuilder.LONG.get(raw, i << 4);
        }
    }

    private void readSmall(byte[] raw, int values, ValueKind kind) {
        for (int i = 0; i < values; i++) {
            longs[i] = switch (kind) {
                case INT8 -> raw[i];
                case UINT8 -> raw[i] & 0xFF;
                case INT16 -> (short) ByteBuilder.SHORT.get(raw, i << 1);
                default -> (short) ByteBuilder.SHORT.get(raw, i << 1) & 0xFFFF;
            };
        }
    }

    /** Refuses decimals of more bytes than their precision needs: they would come out as other numbers. */
    private void requireFits(Leaf leaf, int length, int[] places, int wanted, boolean dense) {
        byte[] raw = fixed.array();
        int width = leaf.kind().width();
        for (int i = 0; i < wanted; i++) {
            int start = (dense ? i : places[i]) * width;
            int sign = raw[start + length - 1] >> 7;
            for (int b = length; b < width; b++) {
                if (raw[start + b] != sign) {
                    throw new UsageException(
                            "column '" + leaf.title() + "' holds a number with more digits than its type "
                                    + leaf.field().getType() + " allows; give the field a greater precision");
                }
            }
        }
    }

    /** Decimals lie in memory with the lowest byte first, and go into the file with the highest byte first. */
    private void readFixedBytes(FieldVector vector, Leaf leaf, int from, int to) {
        int values = to - from;
        int length = leaf.length();
        int width = leaf.kind().decimalBytes() ? leaf.kind().width() : length;
        if ((long) values * width > Integer.MAX_VALUE - 64) {
            throw tooLarge(leaf.title());
        }
        byte[] raw = stage(fixed, vector.getDataBuffer(), (long) from * width, values * width);
        data.clear();
        data.skip(values * length);
        byte[] target = data.array();
        if (leaf.kind().decimalBytes()) {
            for (int i = 0; i < values; i++) {
                for (int b = 0; b < length; b++) {
                    target[i * length + b] = raw[i * width + length - 1 - b];
                }
            }
        } else {
            System.arraycopy(raw, 0, target, 0, values * length);
        }
        for (int i = 0; i < values; i++) {
            starts[i] = i * length;
        }
        Arrays.fill(lengths, 0, values, length);
    }

    private void readVariable(FieldVector vector, ValueKind kind, int from, int to) {
        int values = to - from;
        int shift = kind.large() ? 3 : 2;
        byte[] raw = stage(offsets, vector.getOffsetBuffer(), (long) from << shift, (values + 1) << shift);
        long first = offset(raw, 0, shift);
        long last = offset(raw, values, shift);
        if (last - first > Integer.MAX_VALUE - 64) {
            throw tooLarge(vector.getName());
        }
        stage(data, vector.getDataBuffer(), first, (int) (last - first));
        int start = 0;
        for (int i = 0; i < values; i++) {
            int end = (int) (offset(raw, i + 1, shift) - first);
            starts[i] = start;
            lengths[i] = end - start;
            start = end;
        }
    }

    private static long offset(byte[] raw, int index, int shift) {
        return shift == 2 ? (int) ByteBuilder.INT.get(raw, index << 2) : (long) ByteBuilder.LONG.get(raw, index << 3);
    }

    static byte[] stage(ByteBuilder target, ArrowBuf source, long from, int length) {
        target.clear();
        target.skip(length);
        if (length > 0) {
            source.getBytes(from, target.array(), 0, length);
        }
        return target.array();
    }

    private static void compact(long[] values, int[] places, int wanted) {
        for (int i = 0; i < wanted; i++) {
            values[i] = values[places[i]];
        }
    }

    private static void compact(int[] values, int[] places, int wanted) {
        for (int i = 0; i < wanted; i++) {
            values[i] = values[places[i]];
        }
    }

    private static UsageException tooLarge(String column) {
        return new UsageException("column '" + column + "': " + BLOCK
                + " values of it take more than 2 GiB; hand over smaller batches, or split the values");
    }
}
