package io.xylem.arrow.parquet.internal;

import java.util.Arrays;

/**
 * The least and the greatest of a page's byte strings. Keeps no more than 64 bytes of either: a longer value counts as its
 * prefix, and is remembered to be longer.
 */
final class ByteRange {
    private final ValueKind kind;
    /** Decimals are signed: with the first bit flipped they are ordered like unsigned bytes. */
    private final int flip;

    private final byte[] min = new byte[Bounds.BYTES + ByteBuilder.SLACK];
    private final byte[] max = new byte[Bounds.BYTES + ByteBuilder.SLACK];
    private long minHead;
    private long maxHead;
    private int minLength;
    private int maxLength;
    private boolean minCut;
    private boolean maxCut;
    private boolean any;

    ByteRange(ValueKind kind) {
        this.kind = kind;
        this.flip = kind.decimalBytes() ? 0x80 : 0;
    }

    void clear() {
        any = false;
    }

    /** Takes a value; 8 bytes can be read from its start on. */
    void add(byte[] bytes, int start, int length) {
        long head = (long) ByteBuilder.BIG_LONG.get(bytes, start) ^ (long) flip << 56;
        if (length < 8) {
            head &= length == 0 ? 0 : -1L << (64 - (length << 3));
        }
        if (!any) {
            any = true;
            setMin(bytes, start, length, head);
            setMax(bytes, start, length, head);
            return;
        }
        if (head == minHead || Long.compareUnsigned(head, minHead) < 0) {
            tryMin(bytes, start, length, head);
        }
        if (head == maxHead || Long.compareUnsigned(head, maxHead) > 0) {
            tryMax(bytes, start, length, head);
        }
    }

    private void tryMin(byte[] bytes, int start, int length, long head) {
        int kept = Math.min(length, Bounds.BYTES);
        int order = head == minHead ? compare(bytes, start, kept, min, minLength) : -1;
        if (order < 0) {
            setMin(bytes, start, length, head);
        } else if (order == 0) {
            minCut &= length > Bounds.BYTES;
        }
    }

    private void tryMax(byte[] bytes, int start, int length, long head) {
        int kept = Math.min(length, Bounds.BYTES);
        int order = head == maxHead ? compare(bytes, start, kept, max, maxLength) : 1;
        if (order > 0) {
            setMax(bytes, start, length, head);
        } else if (order == 0) {
            maxCut |= length > Bounds.BYTES;
        }
    }

    /** Of values with the same head, which the flipped sign is part of. */
    private static int compare(byte[] a, int start, int length, byte[] b, int otherLength) {
        return Arrays.compareUnsigned(a, start, start + length, b, 0, otherLength);
    }

    private void setMin(byte[] bytes, int start, int length, long head) {
        minLength = Math.min(length, Bounds.BYTES);
        minCut = length > Bounds.BYTES;
        minHead = head;
        System.arraycopy(bytes, start, min, 0, minLength);
    }

    private void setMax(byte[] bytes, int start, int length, long head) {
        maxLength = Math.min(length, Bounds.BYTES);
        maxCut = length > Bounds.BYTES;
        maxHead = head;
        System.arraycopy(bytes, start, max, 0, maxLength);
    }

    LeafStatistics statistics(long values, long nulls) {
        if (!any) {
            return new LeafStatistics(values, nulls, 0, null, null, false, false);
        }
        byte[] least = minCut ? Bounds.lower(min, kind.text()) : Arrays.copyOf(min, minLength);
        byte[] most = maxCut ? Bounds.upper(max, kind.text()) : Arrays.copyOf(max, maxLength);
        return new LeafStatistics(values, nulls, 0, least, most, !minCut, !maxCut);
    }
}
