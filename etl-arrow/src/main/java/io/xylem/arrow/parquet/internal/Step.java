package io.xylem.arrow.parquet.internal;

/**
 * One vector on the way from a column of the batch down to a leaf.
 *
 * @param kind what it is
 * @param nullable whether it may be null
 * @param child which of its children the way goes on to; 0 for the leaf
 * @param size the number of items of each {@link Kind#FIXED_LIST}
 * @param name its name, for messages
 */
record Step(Kind kind, boolean nullable, int child, int size, String name) {
    enum Kind {
        STRUCT,
        LIST,
        LARGE_LIST,
        FIXED_LIST,
        LEAF
    }

    boolean list() {
        return kind == Kind.LIST || kind == Kind.LARGE_LIST || kind == Kind.FIXED_LIST;
    }
}
