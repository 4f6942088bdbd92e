package io.xylem.xml.internal.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A qualified name as it is written, one object for each spelling. Compared by identity. */
final class Name {
    /** The spelling, {@code prefix:local}, as UTF-8. */
    final byte[] raw;

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
    }

    /** Whether the spelling stands at a place. What follows is not looked at. */
    boolean at(byte[] bytes, int from, int to) {
        int end = from + raw.length;
        return end < to && bytes[from] == raw[0] && Arrays.equals(bytes, from, end, raw, 0, raw.length);
    }
}
