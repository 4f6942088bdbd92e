package io.xylem.core.internal;

/** Numbers with the word they count. */
final class Counts {
    private Counts() {}

    static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
