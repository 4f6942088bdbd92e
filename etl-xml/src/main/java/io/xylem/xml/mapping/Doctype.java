package io.xylem.xml.mapping;

/** What happens to documents with a DOCTYPE. */
public enum Doctype {
    /** They are refused. */
    REJECT,
    /** Their internal subset is expanded within limits; nothing external is ever read. */
    INTERNAL
}
