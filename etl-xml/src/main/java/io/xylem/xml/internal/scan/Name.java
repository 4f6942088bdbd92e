package io.xylem.xml.internal.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A qualified name as it is written, one object for each spelling. Compared by identity. */
final class Name {
    /** The spelling, {@code prefix:local}, as UTF-8. */
    final byte[] raw;

    /** The first eight bytes of the spelling and the last eight, if it has as many; else all of them, and which those are. */
    private final long head;

    private final long tail;
    private final long mask;

    final Namespaces.Prefix prefix;
    final String local;
    /** The prefix that an attribute of this name declares; null if it is not a declaration. */
    final Namespaces.@Nullable Prefix declares;

    /** The document that it was last met in, to count a document's distinct names. */
    long document = Long.MIN_VALUE;
    /** The start tag that it was last an attribute of, to find attributes given twice. */
    long tag = -1;
    /** What the next start tag is likely to be called: what it was last time. */
    @Nullable Name afterStart;

    @Nullable Name afterEnd;
    /** The attribute that is likely to come next. */
    @Nullable Name afterAttribute;
    /** The first attribute that an element of this name is likely to have. */
    @Nullable Name firstAttribute;

    Name(byte[] raw, Namespaces.Prefix prefix, String local, Namespaces.@Nullable Prefix declares) {
        this.raw = raw;
        this.prefix = prefix;
        this.local = local;
        this.declares = declares;
        byte[] room = Arrays.copyOf(raw, Math.max(raw.length, Long.BYTES));
        this.head = Eight.at(room, 0);
        this.tail = Eight.at(room, room.length - Long.BYTES);
        this.mask = raw.length >= Long.BYTES ? -1L : (1L << (raw.length * Byte.SIZE)) - 1;
    }

    /** Whether the spelling stands at a place. What follows is not looked at. */
    boolean at(byte[] bytes, int from, int to) {
        int length = raw.length;
        int end = from + length;
        if (end >= to) {
            return false;
        }
        if (from + Long.BYTES > bytes.length) {
            return Arrays.equals(bytes, from, end, raw, 0, length);
        }
        if ((Eight.at(bytes, from) & mask) != head) {
            return false;
        }
        return length <= Long.BYTES
                || (Eight.at(bytes, end - Long.BYTES) == tail
                        && (length <= 2 * Long.BYTES || Arrays.equals(bytes, from, end, raw, 0, length)));
    }
}
