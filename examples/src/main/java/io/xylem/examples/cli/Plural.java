package io.xylem.examples.cli;

import java.util.Locale;

/** Counts as people write them. */
final class Plural {
    private Plural() {}

    /** For example {@code 1 file}, {@code 1,200 files}. */
    static String of(long count, String noun) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
    }
}
