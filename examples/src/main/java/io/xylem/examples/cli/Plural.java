package io.xylem.examples.cli;

import java.util.Locale;

/** Counts as people write them. */
final class Plural {
    private Plural() {}

    /** For example {@code 1 file}, {@code 1,200 files}, {@code 2 entries}. */
    static String of(long count, String noun) {
        String many = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : many);
    }
}
