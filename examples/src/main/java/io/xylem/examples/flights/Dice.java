package io.xylem.examples.flights;

/**
 * Repeatable random numbers: SplitMix64 (G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, 2014),
 * with a stream of its own for each document.
 */
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the stream of one document. */
    void start(long seed, long document) {
        state = seed;
        state = next() + document * STEP;
        state = next();
    }

    long next() {
        state += STEP;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** Whether something with this chance in a thousand happens. */
    boolean chance(int thousandths) {
        return below(1000) < thousandths;
    }

    /** One of several things. */
    <T> T pick(T[] things) {
        return things[below(things.length)];
    }
}
