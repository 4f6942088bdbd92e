package io.xylem.xml.infer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The types that a text could be read as without changing what it means. Each is a bit, so that the types of several texts are
 * those that all of them have in common.
 */
final class ValueForms {
    static final int BOOLEAN = 1;
    static final int INT = 2;
    static final int LONG = 4;
    static final int DECIMAL = 8;
    static final int DOUBLE = 16;
    static final int DATE = 32;
    static final int TIMESTAMP = 64;
    static final int TIMESTAMP_NTZ = 128;
    static final int ALL = 255;

    /** Not a form: a date that has an offset, which its type drops. */
    static final int OFFSET = 256;

    static final int NUMBER = INT | LONG | DECIMAL | DOUBLE;

    /** Any decimal of so many digits reads back from a double. */
    private static final int EXACT_DIGITS = 15;

    private static final int MAX_NUMBER = 400;
    private static final int MAX_EXPONENT = 290;

    private ValueForms() {}

    /** Digits in front of the point, leading zeros not counted, of what {@link #of} gave. */
    static int whole(long forms) {
        return (int) (forms >>> 16 & 0xfff);
    }

    /** Digits behind the point. */
    static int fraction(long forms) {
        return (int) (forms >>> 32 & 0xfff);
    }

    /** The forms of a text that has neither white space at its ends nor is empty, with the digits of a decimal above them. */
    static long of(byte[] bytes, int from, int to) {
        byte first = bytes[from];
        if (first == 't' || first == 'f') {
            return is(bytes, from, to, "true") || is(bytes, from, to, "false") ? BOOLEAN : 0;
        }
        if (first == 'I' || first == 'N') {
            return is(bytes, from, to, "INF") || is(bytes, from, to, "NaN") ? DOUBLE : 0;
        }
        if (to - from >= 10 && digit(first) && bytes[from + 4] == '-') {
            return moment(bytes, from, to);
        }
        return digit(first) || first == '-' || first == '.' ? number(bytes, from, to) : 0;
    }

    private static boolean is(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long number(byte[] bytes, int from, int to) {
        if (is(bytes, from, to, "-INF")) {
            return DOUBLE;
        }
        if (to - from > MAX_NUMBER) {
            return 0;
        }
        boolean negative = bytes[from] == '-';
        int at = negative ? from + 1 : from;
        int start = at;
        while (at < to && digit(bytes[at])) {
            at++;
        }
        int whole = at - start;
        if (whole > 1 && bytes[start] == '0') {
            return 0;
        }
        int point = at;
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            at++;
            while (at < to && digit(bytes[at])) {
                at++;
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return 0;
            }
        }
        if (whole + fraction == 0) {
            return 0;
        }
        if (at < to) {
            return exponent(bytes, at, to)
                            && exact(bytes, from, to, significant(bytes, start, at), exponentValue(bytes, at, to))
                    ? DOUBLE
                    : 0;
        }
        return plain(bytes, start, point, to, negative);
    }

    /** A number without exponent whose digits begin at {@code start}, and whose point, if it has one, is at {@code point}. */
    private static long plain(byte[] bytes, int start, int point, int to, boolean negative) {
        int significant = significant(bytes, start, to);
        long forms = exact(bytes, start, to, significant, 0) ? DOUBLE : 0;
        if (negative && significant == 0) {
            return forms;
        }
        if (point == to) {
            forms |= integer(bytes, start, point, negative);
        }
        int whole = point - start;
        int digits = whole == 1 && bytes[start] == '0' ? 0 : whole;
        long fraction = Math.max(0, to - point - 1);
        return forms | DECIMAL | (long) digits << 16 | fraction << 32;
    }

    /** How many digits there are from the first that is not zero to the last. */
    private static int significant(byte[] bytes, int from, int to) {
        int count = 0;
        int last = 0;
        for (int i = from; i < to; i++) {
            if (digit(bytes[i]) && (count > 0 || bytes[i] != '0')) {
                count++;
                last = bytes[i] != '0' ? count : last;
            }
        }
        return last;
    }

    private static boolean exponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        boolean digits = at < to && to - at <= 6;
        while (at < to) {
            digits &= digit(bytes[at++]);
        }
        return digits;
    }

    private static int exponentValue(byte[] bytes, int from, int to) {
        return Integer.parseInt(new String(bytes, from + 1, to - from - 1, StandardCharsets.US_ASCII));
    }

    private static boolean exact(byte[] bytes, int from, int to, int significant, int exponent) {
        if (significant == 0
                || (significant <= EXACT_DIGITS && to - from < 30 && Math.abs(exponent) < MAX_EXPONENT - 30)) {
            return true;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        double value = Double.parseDouble(text);
        return !Double.isInfinite(value)
                && value != 0
                && BigDecimal.valueOf(value).compareTo(new BigDecimal(text)) == 0;
    }

    private static int integer(byte[] bytes, int from, int to, boolean negative) {
        if (to - from > 19) {
            return 0;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                return 0;
            }
            value = value * 10 - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return 0;
        }
        long signed = negative ? value : -value;
        int forms = signed == 0 || signed == 1 ? LONG | BOOLEAN : LONG;
        return signed == (int) signed ? forms | INT : forms;
    }

    private static int moment(byte[] bytes, int from, int to) {
        int year = digits(bytes, from, 4);
        int month = digits(bytes, from + 5, 2);
        int day = digits(bytes, from + 8, 2);
        if (year < 1 || bytes[from + 7] != '-' || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return 0;
        }
        int at = from + 10;
        if (at == to) {
            return DATE;
        }
        if (offset(bytes, at, to)) {
            return DATE | OFFSET;
        }
        if (to - at < 9
                || bytes[at] != 'T'
                || bytes[at + 3] != ':'
                || bytes[at + 6] != ':'
                || !upTo(23, digits(bytes, at + 1, 2))
                || !upTo(59, digits(bytes, at + 4, 2))
                || !upTo(59, digits(bytes, at + 7, 2))) {
            return 0;
        }
        at += 9;
        if (at < to && bytes[at] == '.') {
            int point = at++;
            while (at < to && digit(bytes[at])) {
                if (at - point > 6 && bytes[at] != '0') {
                    return 0;
                }
                at++;
            }
            if (at == point + 1) {
                return 0;
            }
        }
        if (at == to) {
            return TIMESTAMP_NTZ;
        }
        // A year at the end of the range may leave it on the way to UTC.
        return year > 1 && year < 9999 && offset(bytes, at, to) ? TIMESTAMP : 0;
    }

    private static boolean offset(byte[] bytes, int at, int to) {
        if (to - at == 1) {
            return bytes[at] == 'Z';
        }
        if (to - at != 6 || (bytes[at] != '+' && bytes[at] != '-') || bytes[at + 3] != ':') {
            return false;
        }
        int hours = digits(bytes, at + 1, 2);
        int minutes = digits(bytes, at + 4, 2);
        return upTo(59, minutes) && upTo(14 * 60, hours < 0 ? hours : hours * 60 + minutes);
    }

    private static boolean upTo(int most, int value) {
        return value >= 0 && value <= most;
    }

    /** A number of so many digits; -1 if there is something else. */
    private static int digits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!digit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static int days(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
