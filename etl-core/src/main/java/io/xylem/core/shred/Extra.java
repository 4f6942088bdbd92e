package io.xylem.core.shred;

/**
 * A text that no column holds but {@code _rescued} keeps: a scalar met again, or something unmapped.
 *
 * @param level the level it belongs to
 * @param instance the instance of that level
 * @param path its absolute path
 * @param range its range in the arena
 */
public record Extra(int level, int instance, String path, long range) {}
