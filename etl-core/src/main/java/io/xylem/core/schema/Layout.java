package io.xylem.core.schema;

/** How the levels of a tree become rows. */
public enum Layout {
    /** One row per group instance that has no child instance; sibling groups are stacked, never multiplied. */
    STACKED,
    /** One row per record; each group is a list of structs. */
    NESTED,
    /** One table per level. */
    TABLES
}
