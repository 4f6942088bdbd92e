package io.xylem.xml.mapping.internal;

/**
 * Something that a mapping says.
 *
 * @param value what
 * @param where where
 * @param <T> the kind of thing
 */
public record Said<T>(T value, Where where) {}
