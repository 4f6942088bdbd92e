package io.xylem.xml.mapping;

/** What happens to attributes and texts that no column reads. */
public enum Unmapped {
    /** They are counted, by path, in the report. */
    IGNORE,
    /** They are counted and kept in {@code _rescued}. */
    RESCUE,
    /** The document is refused. */
    REJECT
}
