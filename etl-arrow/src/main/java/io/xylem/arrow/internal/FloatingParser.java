package io.xylem.arrow.internal;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;

/**
 * The lexical forms of xs:double and xs:float (XSD 1.1): {@code [+-]?(d+(.d*)?|.d+)([eE][+-]?d+)?}, {@code [+-]?INF},
 * {@code NaN}. Correctly rounded; a finite text whose value is beyond the largest finite number is bad, one below the smallest
 * is zero.
 *
 * <p>Numbers of few digits are exact products of two exactly representable numbers (W. D. Clinger, "How to read floating point
 * numbers accurately", 1990) and never leave this class.
 */
final class FloatingParser {
    /** Raw bits that stand for a bad text in {@link #parseDouble}: a NaN that no text yields. */
    static final long BAD_DOUBLE = 0x7FF8_0000_0000_0001L;
    /** Raw bits that stand for a bad text in {@link #parseFloat}. */
    static final int BAD_FLOAT = 0x7FC0_0001;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long BAD = Long.MIN_VALUE;
    private static final int EXPONENT_CAP = 100_000;
    private static final int MANTISSA_DIGITS = 18;

    private FloatingParser() {}

    /** The raw bits of the number, or {@link #BAD_DOUBLE}. The text is not empty. */
    static long parseDouble(byte[] bytes, int start, int end) {
        int i = start;
        byte first = bytes[i];
        boolean negative = first == '-';
        if (negative || first == '+') {
            i++;
        }
        long mantissa = 0;
        int digits = i;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            mantissa = mantissa * 10 + digit;
        }
        digits = i - digits;
        int scale = 0;
        if (i < end && bytes[i] == '.') {
            int point = ++i;
            for (; i < end; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                mantissa = mantissa * 10 + digit;
            }
            scale = point - i;
            digits -= scale;
        }
        if (digits == 0) {
            return special(bytes, start, end);
        }
        if (i < end) {
            long exponent = exponent(bytes, i, end);
            if (exponent == BAD) {
                return BAD_DOUBLE;
            }
            scale = (int) Math.max(-EXPONENT_CAP, scale + exponent);
        }
        if (digits <= MANTISSA_DIGITS && mantissa <= 1L << 53 && scale >= -22 && scale <= 22) {
            double value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
            return Double.doubleToRawLongBits(negative ? -value : value);
        }
        double value = JavaDoubleParser.parseDouble(bytes, start, end - start);
        return Double.isInfinite(value) ? BAD_DOUBLE : Double.doubleToRawLongBits(value);
    }

    /** The raw bits of the number, or {@link #BAD_FLOAT}. The text is not empty. */
    static int parseFloat(byte[] bytes, int start, int end) {
        if (!isDecimal(bytes, start, end)) {
            long bits = special(bytes, start, end);
            return bits == BAD_DOUBLE ? BAD_FLOAT : Float.floatToRawIntBits((float) Double.longBitsToDouble(bits));
        }
        float value = JavaFloatParser.parseFloat(bytes, start, end - start);
        return Float.isInfinite(value) ? BAD_FLOAT : Float.floatToRawIntBits(value);
    }

    private static boolean isDecimal(byte[] bytes, int start, int end) {
        int i = start;
        if (bytes[i] == '-' || bytes[i] == '+') {
            i++;
        }
        int before = i;
        i = digits(bytes, i, end);
        int count = i - before;
        if (i < end && bytes[i] == '.') {
            before = ++i;
            i = digits(bytes, i, end);
            count += i - before;
        }
        return count > 0 && (i == end || exponent(bytes, i, end) != BAD);
    }

    private static int digits(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    private static long exponent(byte[] bytes, int start, int end) {
        if ((bytes[start] | 0x20) != 'e') {
            return BAD;
        }
        int i = start + 1;
        boolean negative = i < end && bytes[i] == '-';
        if (negative || (i < end && bytes[i] == '+')) {
            i++;
        }
        if (i == end || digits(bytes, i, end) != end) {
            return BAD;
        }
        int value = 0;
        for (; i < end; i++) {
            value = Math.min(EXPONENT_CAP, value * 10 + bytes[i] - '0');
        }
        return negative ? -value : value;
    }

    private static long special(byte[] bytes, int start, int end) {
        if (end - start == 3 && bytes[start] == 'N' && bytes[start + 1] == 'a' && bytes[start + 2] == 'N') {
            return Double.doubleToRawLongBits(Double.NaN);
        }
        boolean negative = bytes[start] == '-';
        int i = negative || bytes[start] == '+' ? start + 1 : start;
        if (end - i == 3 && bytes[i] == 'I' && bytes[i + 1] == 'N' && bytes[i + 2] == 'F') {
            return Double.doubleToRawLongBits(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return BAD_DOUBLE;
    }
}
