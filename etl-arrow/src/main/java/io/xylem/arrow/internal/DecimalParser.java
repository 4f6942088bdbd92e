package io.xylem.arrow.internal;

/**
 * The lexical form of xs:decimal, {@code [+-]?(d+(.d*)?|.d+)}, as an exact 128-bit unscaled number of a given precision and
 * scale. A text is bad if it would be rounded or has more digits before the point than there is room for.
 */
final class DecimalParser {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final int precision;
    private final int scale;

    private long low;
    private long high;

    DecimalParser(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    /** The low 64 bits of the last number. */
    long low() {
        return low;
    }

    /** The high 64 bits of the last number, two's complement. */
    long high() {
        return high;
    }

    /** Parses a text that is not empty; whether it is good. */
    boolean parse(byte[] bytes, int start, int end) {
        int i = start;
        boolean negative = bytes[i] == '-';
        if (negative || bytes[i] == '+') {
            i++;
        }
        int whole = i;
        int point = digits(bytes, i, end);
        int fraction = point;
        int last = point;
        if (point < end) {
            if (bytes[point] != '.') {
                return false;
            }
            fraction = point + 1;
            last = digits(bytes, fraction, end);
        }
        if (last != end || (point == whole && last == fraction)) {
            return false;
        }
        while (whole < point && bytes[whole] == '0') {
            whole++;
        }
        while (last > fraction && bytes[last - 1] == '0') {
            last--;
        }
        int decimals = last - fraction;
        if (decimals > scale || point - whole > precision - scale) {
            return false;
        }
        low = 0;
        high = 0;
        append(bytes, whole, point);
        append(bytes, fraction, last);
        multiply(scale - decimals);
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        return true;
    }

    private void append(byte[] bytes, int start, int end) {
        for (int i = start; i < end; ) {
            int stop = Math.min(end, i + 18);
            long part = 0;
            int count = stop - i;
            for (; i < stop; i++) {
                part = part * 10 + bytes[i] - '0';
            }
            multiplyAndAdd(POWERS[count], part);
        }
    }

    private void multiply(int zeros) {
        for (int left = zeros; left > 0; left -= 18) {
            multiplyAndAdd(POWERS[Math.min(left, 18)], 0);
        }
    }

    private void multiplyAndAdd(long factor, long summand) {
        long carry = Math.multiplyHigh(low, factor) + ((low >> 63) & factor);
        long product = low * factor;
        low = product + summand;
        high = high * factor + carry + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    private static int digits(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }
}
