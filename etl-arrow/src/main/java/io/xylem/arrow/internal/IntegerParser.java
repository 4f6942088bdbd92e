package io.xylem.arrow.internal;

/** The lexical form of xs:integer: an optional sign and digits, any number of leading zeros. */
final class IntegerParser {
    /** What {@link #parse} returns for a bad text; also a good value, see {@link #isMinimum}. */
    static final long BAD = Long.MIN_VALUE;

    private static final byte[] MINIMUM = "9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private IntegerParser() {}

    /** The number, or {@link #BAD} if the text is none or does not fit 64 bits. The text is not empty. */
    static long parse(byte[] bytes, int start, int end) {
        int i = start;
        byte first = bytes[i];
        boolean negative = first == '-';
        if (negative || first == '+') {
            i++;
        }
        if (i == end) {
            return BAD;
        }
        long value = 0;
        if (end - i <= 18) {
            for (; i < end; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    return BAD;
                }
                value = value * 10 + digit;
            }
            return negative ? -value : value;
        }
        return parseLong(bytes, i, end, negative);
    }

    private static long parseLong(byte[] bytes, int start, int end, boolean negative) {
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return BAD;
            }
            value *= 10;
            if (value < Long.MIN_VALUE + digit) {
                return BAD;
            }
            value -= digit;
        }
        return negative ? value : -value;
    }

    /** Whether a text for which {@link #parse} returned {@link #BAD} is the least 64-bit number, and so a good one. */
    static boolean isMinimum(byte[] bytes, int start, int end) {
        if (bytes[start] != '-') {
            return false;
        }
        int i = start + 1;
        while (i < end && bytes[i] == '0') {
            i++;
        }
        return java.util.Arrays.equals(bytes, i, end, MINIMUM, 0, MINIMUM.length);
    }
}
