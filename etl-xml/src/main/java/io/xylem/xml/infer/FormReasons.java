package io.xylem.xml.infer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why values have no common type. Depends on the values only, not on their order. */
final class FormReasons {
    private static final int LONGEST = 24;

    private int seen;
    private boolean words;
    private long formed;
    private byte @Nullable [] odd;

    /** Adds a value with the forms that it has. */
    void add(int forms, byte[] bytes, int from, int to) {
        seen |= forms;
        words |= forms == ValueForms.BOOLEAN;
        if ((forms & ValueForms.ALL) != 0) {
            formed++;
        } else if (odd == null || Arrays.compareUnsigned(bytes, from, to, odd, 0, odd.length) < 0) {
            odd = Arrays.copyOfRange(bytes, from, to);
        }
    }

    void merge(FormReasons other) {
        seen |= other.seen;
        words |= other.words;
        formed += other.formed;
        if (other.odd != null && (odd == null || Arrays.compareUnsigned(other.odd, odd) < 0)) {
            odd = other.odd;
        }
    }

    /** Whether there are dates with an offset. */
    boolean offsets() {
        return (seen & ValueForms.OFFSET) != 0;
    }

    /** Why it is a string; null if at least half of the values are nothing but text. */
    @Nullable String ofString(long count) {
        if (formed * 2 < count || formed == 0) {
            return null;
        }
        List<String> kinds = new ArrayList<>();
        kind(kinds, ValueForms.NUMBER, "numbers");
        kind(kinds, words ? ValueForms.BOOLEAN : 0, "booleans");
        kind(kinds, ValueForms.DATE, "dates");
        kind(kinds, ValueForms.TIMESTAMP, "timestamps");
        kind(kinds, ValueForms.TIMESTAMP_NTZ, "timestamps without offset");
        String all = String.join(" and ", kinds);
        return odd == null ? all + (kinds.size() > 1 ? "" : " too large or too exact") : all + ", but also " + cut(odd);
    }

    private void kind(List<String> kinds, int forms, String name) {
        if ((seen & forms) != 0) {
            kinds.add(name);
        }
    }

    private static String cut(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
