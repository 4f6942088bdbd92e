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
    private final FormReasons reasons = new FormReasons();
    private int whole;
    private int fraction;
    private int leastFraction = Integer.MAX_VALUE;

    /** Adds a value that is not blank, without the white space around it. */
    void add(byte[] bytes, int from, int to) {
        count++;
        longest = Math.max(longest, to - from);
        distinct.add(bytes, from, to);
        examples.add(bytes, from, to);
        long of = ValueForms.of(bytes, from, to);
        forms &= (int) of;
        reasons.add((int) of, bytes, from, to);
        whole = Math.max(whole, ValueForms.whole(of));
        fraction = Math.max(fraction, ValueForms.fraction(of));
        leastFraction = Math.min(leastFraction, ValueForms.fraction(of));
    }

    void merge(ValueSummary other) {
        count += other.count;
        longest = Math.max(longest, other.longest);
        distinct.merge(other.distinct);
        examples.merge(other.examples);
        forms &= other.forms;
        reasons.merge(other.reasons);
        whole = Math.max(whole, other.whole);
        fraction = Math.max(fraction, other.fraction);
        leastFraction = Math.min(leastFraction, other.leastFraction);
    }

    /**
     * The narrowest type that holds all values, and values like them, as mappings write it; null if there was no value.
     *
     * @param coordinate whether the values are latitudes or longitudes, by their name
     */
    @Nullable String type(boolean coordinate) {
        if (count == 0) {
            return null;
        }
        if (coordinate && has(ValueForms.DOUBLE)) {
            return "double";
        }
        if (has(ValueForms.INT)) {
            return "int";
        }
        if (has(ValueForms.LONG)) {
            return "long";
        }
        int precision = whole + fraction;
        if (has(ValueForms.DECIMAL) && precision <= MAX_PRECISION && (fixedPoint() || !has(ValueForms.DOUBLE))) {
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

    /** Why it is that type and not a narrower one; null if that is plain to see. */
    @Nullable String reason(boolean coordinate) {
        String type = String.valueOf(type(coordinate));
        int end = type.indexOf('(');
        return switch (end < 0 ? type : type.substring(0, end)) {
            case "long" -> "more than 32 bits";
            case "decimal" -> fraction == 0 ? "more than 64 bits" : digits();
            case "double" -> coordinate ? "a coordinate" : has(ValueForms.DECIMAL) ? digits() : null;
            case "date" -> reasons.offsets() ? "offsets are dropped" : null;
            case "timestamp_ntz" -> "no offset";
            case "string" -> reasons.ofString(count);
            default -> null;
        };
    }

    private String digits() {
        return (leastFraction == fraction ? "always " : leastFraction + " to ") + fraction + " digits behind the point";
    }

    /** Whether all values have as many digits behind the point, as amounts do; with one digit that may be chance. */
    private boolean fixedPoint() {
        return leastFraction == fraction && fraction != 1;
    }

    private boolean has(int form) {
        return (forms & form) != 0;
    }
}
