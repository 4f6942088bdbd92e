package io.xylem.arrow.internal;

/**
 * The rows that a layout makes of a chunk.
 *
 * @param size how many
 * @param levels for each row, the level that it is an instance of
 * @param numbers for each row, its place in its record
 * @param instances by level, for each row the instance that it shows; -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowView(int size, int[] levels, int[] numbers, int[][] instances) {}
