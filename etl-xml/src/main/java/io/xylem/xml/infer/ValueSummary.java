package io.xylem.xml.infer;

import org.jspecify.annotations.Nullable;

/** What the values at one path have in common. Values count without the white space around them, and if something is left. */
final class ValueSummary {
    private static final int MAX_PRECISION = 38;
    private static final int SHORT_PRECISION = 18;

    final DistinctValues distinct = new DistinctValues();
    final Examples examples = new Examples();
    long count;
    int longest;
    private int forms = ValueForms.ALL;
    private int whole;
    private int fraction;

    /** Adds a value that is not blank, without the white space around it. */
    void add(byte[] bytes, int from, int to) {
        count++;
        longest = Math.max(longest, to - from);
        distinct.add(bytes, from, to);
        examples.add(bytes, from, to);
        if (forms != 0) {
            long of = ValueForms.of(bytes, from, to);
            forms &= (int) of;
            whole = Math.max(whole, ValueForms.whole(of));
            fraction = Math.max(fraction, ValueForms.fraction(of));
        }
    }

    void merge(ValueSummary other) {
        count += other.count;
        longest = Math.max(longest, other.longest);
        distinct.merge(other.distinct);
        examples.merge(other.examples);
        forms &= other.forms;
        whole = Math.max(whole, other.whole);
        fraction = Math.max(fraction, other.fraction);
    }

    /** The narrowest type that holds all values, as mappings write it; null if there was no value. */
    @Nullable String type() {
        if (count == 0) {
            return null;
        }
        if (has(ValueForms.INT)) {
            return "int";
        }
        if (has(ValueForms.LONG)) {
            return "long";
        }
        int precision = whole + fraction;
        if (has(ValueForms.DECIMAL) && precision <= MAX_PRECISION) {
            return "decimal(" + (precision <= SHORT_PRECISION ? SHORT_PRECISION : MAX_PRECISION) + "," + fraction + ")";
        }
        if (has(ValueForms.DOUBLE)) {
            return "double";
        }
        if (has(ValueForms.BOOLEAN)) {
            return "boolean";
        }
        if (has(ValueForms.DATE)) {
            return "date";
        }
        if (has(ValueForms.TIMESTAMP)) {
            return "timestamp";
        }
        return has(ValueForms.TIMESTAMP_NTZ) ? "timestamp_ntz" : "string";
    }

    private boolean has(int form) {
        return (forms & form) != 0;
    }
}
