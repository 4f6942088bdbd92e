package io.xylem.arrow.parquet.internal;

/** The least and the greatest of a page's fixed-width values. */
final class FixedRange {
    private static final long DOUBLE_INFINITY = 0x7FF0000000000000L;
    private static final int FLOAT_INFINITY = 0x7F800000;

    private final ValueKind kind;
    private long min;
    private long max;
    private long nans;
    private boolean any;

    FixedRange(ValueKind kind) {
        this.kind = kind;
        clear();
    }

    void clear() {
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        nans = 0;
        any = false;
    }

    /** Takes values as bits, sign- or zero-extended to 64. */
    void add(long[] values, int from, int to) {
        switch (kind) {
            case DOUBLE -> addDoubles(values, from, to);
            case FLOAT -> addFloats(values, from, to);
            case UINT64 -> addUnsigned(values, from, to);
            default -> addSigned(values, from, to);
        }
    }

    private void addSigned(long[] values, int from, int to) {
        long least = min;
        long most = max;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        min = least;
        max = most;
        any |= to > from;
    }

    private void addUnsigned(long[] values, int from, int to) {
        long least = min;
        long most = max;
        for (int i = from; i < to; i++) {
            long value = values[i] ^ Long.MIN_VALUE;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        min = least;
        max = most;
        any |= to > from;
    }

    /** Flipping all bits but the sign of negative numbers orders the bits of floating-point numbers like integers. */
    private void addDoubles(long[] values, int from, int to) {
        long least = min;
        long most = max;
        int skipped = 0;
        for (int i = from; i < to; i++) {
            long bits = values[i];
            if ((bits & Long.MAX_VALUE) > DOUBLE_INFINITY) {
                skipped++;
            } else {
                long value = bits ^ bits >> 63 & Long.MAX_VALUE;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        min = least;
        max = most;
        nans += skipped;
        any |= to - from > skipped;
    }

    private void addFloats(long[] values, int from, int to) {
        long least = min;
        long most = max;
        int skipped = 0;
        for (int i = from; i < to; i++) {
            int bits = (int) values[i];
            if ((bits & Integer.MAX_VALUE) > FLOAT_INFINITY) {
                skipped++;
            } else {
                long value = bits ^ bits >> 31 & Integer.MAX_VALUE;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        min = least;
        max = most;
        nans += skipped;
        any |= to - from > skipped;
    }

    LeafStatistics statistics(long values, long nulls) {
        if (!any) {
            return new LeafStatistics(values, nulls, nans, null, null, false, false);
        }
        return new LeafStatistics(values, nulls, nans, bytes(least()), bytes(most()), true, true);
    }

    private long least() {
        return kind.floating() && min == 0 ? -1 : min;
    }

    private long most() {
        return kind.floating() && max == -1 ? 0 : max;
    }

    private byte[] bytes(long value) {
        ByteBuilder out = new ByteBuilder(8);
        switch (kind) {
            case BIT -> out.write((int) value);
            case DOUBLE -> out.writeLong(value ^ value >> 63 & Long.MAX_VALUE);
            case FLOAT -> out.writeInt((int) value ^ (int) value >> 31 & Integer.MAX_VALUE);
            case UINT64 -> out.writeLong(value ^ Long.MIN_VALUE);
            case INT64, DECIMAL64 -> out.writeLong(value);
            default -> out.writeInt((int) value);
        }
        return out.toByteArray();
    }
}
