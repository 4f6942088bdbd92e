package io.xylem.core.lines;

/**
 * A document.
 *
 * @param source its full name
 * @param archive its archive
 * @param ordinal its place in the archive
 * @param text its text
 */
public record Text(String source, String archive, long ordinal, String text) {}
