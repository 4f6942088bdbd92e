package io.xylem.xml.internal.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time. Tests give a word with the top bit of each byte that passes set; behind the first such byte, in the
 * order of the array, there may be some that do not.
 */
final class Eight {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private static final long LESS_THAN = '<' * ONES;
    private static final long AMPERSAND = '&' * ONES;
    private static final long BRACKET = ']' * ONES;
    private static final long RETURN = '\r' * ONES;
    private static final long SPACE = ' ' * ONES;

    private Eight() {}

    static long at(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /** A word of one byte eight times. */
    static long of(byte b) {
        return (b & 0xffL) * ONES;
    }

    private static long zero(long word) {
        return word - ONES & ~word;
    }

    /** What ends a run of plain text: less-than, ampersand, closing bracket, carriage return. */
    static long textStops(long word) {
        return (zero(word ^ LESS_THAN) | zero(word ^ AMPERSAND) | zero(word ^ BRACKET) | zero(word ^ RETURN)) & TOPS;
    }

    /** What ends a run of a plain attribute value: its quote, less-than, ampersand, anything below a space. */
    static long valueStops(long word, long quote) {
        return (zero(word ^ quote) | zero(word ^ LESS_THAN) | zero(word ^ AMPERSAND) | (word - SPACE & ~word)) & TOPS;
    }

    /** Whatever is not an ASCII character from the space on. */
    static long notPlain(long word) {
        return (word - SPACE | word) & TOPS;
    }

    /** The place of the first byte that passed a test, 0 to 7. */
    static int first(long passed) {
        return Long.numberOfTrailingZeros(passed) >>> 3;
    }
}
