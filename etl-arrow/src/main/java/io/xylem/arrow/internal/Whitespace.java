package io.xylem.arrow.internal;

/** XML white space: space, tab, line feed, carriage return. */
final class Whitespace {
    private Whitespace() {}

    static boolean is(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    /** The index of the first byte that is not white space; {@code end} if there is none. */
    static int skip(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && is(bytes[i])) {
            i++;
        }
        return i;
    }

    /** The index behind the last byte that is not white space; {@code start} if there is none. */
    static int trim(byte[] bytes, int start, int end) {
        int i = end;
        while (i > start && is(bytes[i - 1])) {
            i--;
        }
        return i;
    }
}
