package io.xylem.geo.internal;

/** The coordinates of a batch's rows, as read. Reused from batch to batch. */
final class Positions {
    /** Degrees; not a number where it cannot be read. */
    double[] latitudes = new double[0];
    /** Degrees; not a number where it cannot be read. */
    double[] longitudes = new double[0];
    /** Whether a row has no coordinates at all, or only half of them. */
    boolean[] absent = new boolean[0];

    void ensure(int rows) {
        if (rows > latitudes.length) {
            int capacity = Math.max(rows, latitudes.length * 2);
            latitudes = new double[capacity];
            longitudes = new double[capacity];
            absent = new boolean[capacity];
        }
    }
}
