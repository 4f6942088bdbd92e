package io.xylem.geo.internal;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * Decimal numbers in ASCII text: {@code [+-]?(digits[.digits]|.digits)([eE][+-]?digits)?}, with white space around.
 *
 * <p>A mantissa below 2^53 and a power of ten up to 10^22 are exact doubles, so one multiplication or division rounds
 * correctly (W. Clinger, How to read floating point numbers accurately, 1990); the rest goes to a general parser.
 */
final class DecimalText {
    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private DecimalText() {}

    /** The number in {@code text[from..to)}; not a number if it is none. */
    static double parse(byte[] text, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        while (end > at && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        int start = at;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int significant = 0;
        int digits = 0;
        int exponent = 0;
        boolean point = false;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (significant > 0 || digit > 0) {
                    significant++;
                }
                if (significant <= MAX_DIGITS) {
                    mantissa = mantissa * 10 + digit;
                }
                exponent -= point ? 1 : 0;
            } else if (text[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (at < end) {
            if (!exponent(text, at, end)) {
                return Double.NaN;
            }
            return JavaDoubleParser.parseDouble(text, start, end - start);
        }
        if (significant > MAX_DIGITS || mantissa >= MAX_EXACT || exponent < -22) {
            return JavaDoubleParser.parseDouble(text, start, end - start);
        }
        double value = mantissa / POWERS[-exponent];
        return negative ? -value : value;
    }

    /** Whether {@code text[from..to)} is an exponent. */
    private static boolean exponent(byte[] text, int from, int to) {
        int at = from;
        if (text[at] != 'e' && text[at] != 'E') {
            return false;
        }
        at++;
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int first = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == to && at > first;
    }

    /** {@code unscaled / 10^scale}, correctly rounded, if {@link #exact} says so. */
    static double scaled(long unscaled, int scale) {
        return unscaled / POWERS[scale];
    }

    /** Whether {@link #scaled} rounds correctly. */
    static boolean exact(long unscaled, int scale) {
        return Math.abs(unscaled) < MAX_EXACT && unscaled != Long.MIN_VALUE && scale < POWERS.length;
    }
}
