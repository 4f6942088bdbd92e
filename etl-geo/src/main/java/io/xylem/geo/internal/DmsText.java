package io.xylem.geo.internal;

/** Degrees, minutes and seconds in text. */
final class DmsText {
    private static final int MAX_DIGITS = 15;

    private final double[] parts = new double[3];

    /** An angle of three parts; not a number if minutes, seconds or fractions are not where they may be. */
    static double angle(double degrees, double minutes, double seconds) {
        if (!(degrees >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60)) {
            return Double.NaN;
        }
        if (minutes == 0 && seconds == 0) {
            return degrees;
        }
        if (degrees != Math.rint(degrees) || (seconds > 0 && minutes != Math.rint(minutes))) {
            return Double.NaN;
        }
        return (degrees * 3600 + minutes * 60 + seconds) / 3600;
    }

    /** The sign that a hemisphere letter stands for; 0 if it is none of that axis. */
    static int sign(int letter, boolean latitude) {
        return switch (letter | 0x20) {
            case 'n' -> latitude ? 1 : 0;
            case 's' -> latitude ? -1 : 0;
            case 'e' -> latitude ? 0 : 1;
            case 'w' -> latitude ? 0 : -1;
            default -> 0;
        };
    }

    /** Both angles in {@code text[0..length)}, latitude first in {@code out}; not numbers if they cannot be read. */
    void parsePair(byte[] text, int length, double[] out) {
        out[0] = Double.NaN;
        out[1] = Double.NaN;
        int start = skip(text, 0, length);
        int one = letter(text, start, length);
        int two = one < 0 ? -1 : letter(text, one + 1, length);
        if (two < 0 || letter(text, two + 1, length) >= 0) {
            return;
        }
        int split = one == start ? two : one + 1;
        int firstEnd = split;
        while (firstEnd > start && between(text[firstEnd - 1])) {
            firstEnd--;
        }
        int second = skip(text, split, length);
        boolean latitudeFirst = sign(text[one], true) != 0;
        double a = parse(text, start, firstEnd, latitudeFirst);
        double b = parse(text, second, length, !latitudeFirst);
        if (!Double.isNaN(a) && !Double.isNaN(b)) {
            out[0] = latitudeFirst ? a : b;
            out[1] = latitudeFirst ? b : a;
        }
    }

    private static int skip(byte[] text, int from, int to) {
        int at = from;
        while (at < to && between(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean between(byte b) {
        return PairText.space(b) || b == '/' || b == ',' || b == ';';
    }

    private static int letter(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (sign(text[i], true) != 0 || sign(text[i], false) != 0) {
                return i;
            }
        }
        return -1;
    }

    /** The angle in {@code text[from..to)}; not a number if it cannot be read. */
    double parse(byte[] text, int from, int to, boolean latitude) {
        int at = from;
        int end = to;
        while (at < end && PairText.space(text[at])) {
            at++;
        }
        while (end > at && PairText.space(text[end - 1])) {
            end--;
        }
        if (at == end) {
            return Double.NaN;
        }
        int sign = sign(text[at], latitude);
        if (sign != 0) {
            at++;
        } else {
            sign = sign(text[end - 1], latitude);
            if (sign != 0) {
                end--;
            } else if (text[at] == '-' || text[at] == '+') {
                sign = text[at] == '-' ? -1 : 1;
                at++;
            } else {
                return Double.NaN;
            }
        }
        return sign * unsigned(text, at, end, latitude);
    }

    private double unsigned(byte[] text, int from, int to, boolean latitude) {
        parts[0] = 0;
        parts[1] = 0;
        parts[2] = 0;
        int at = from;
        while (at < to && PairText.space(text[at])) {
            at++;
        }
        int count = 0;
        while (at < to) {
            int start = at;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            int digits = at - start;
            if (at < to && text[at] == '.') {
                at++;
                while (at < to && text[at] >= '0' && text[at] <= '9') {
                    at++;
                }
            }
            if (digits == 0 || digits > MAX_DIGITS || count == 3) {
                return Double.NaN;
            }
            int afterNumber = at;
            at = separators(text, at, to);
            if (count == 0 && at == to) {
                return compact(text, start, digits, afterNumber, latitude);
            }
            if (at < to && (at == afterNumber || afterNumber - start > digits)) {
                return Double.NaN;
            }
            parts[count++] = DecimalText.parse(text, start, afterNumber);
        }
        return count == 0 ? Double.NaN : angle(parts[0], parts[1], parts[2]);
    }

    /** An angle whose parts stand side by side: two digits for each, three for the degrees of a longitude. */
    private static double compact(byte[] text, int start, int digits, int end, boolean latitude) {
        int width = latitude ? 2 : 3;
        if (digits <= width) {
            return DecimalText.parse(text, start, end);
        }
        int minutesAt = start + width;
        double degrees = DecimalText.parse(text, start, minutesAt);
        if (digits == width + 2) {
            return angle(degrees, DecimalText.parse(text, minutesAt, end), 0);
        }
        if (digits == width + 4) {
            int secondsAt = minutesAt + 2;
            return angle(
                    degrees, DecimalText.parse(text, minutesAt, secondsAt), DecimalText.parse(text, secondsAt, end));
        }
        return Double.NaN;
    }

    /** The index behind the separators that start at {@code from}. */
    private static int separators(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int length = separator(text, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** The bytes of the separator at a place: ASCII, or UTF-8 of the signs for degrees, minutes and seconds; 0 if there is none. */
    private static int separator(byte[] text, int at, int to) {
        switch (text[at]) {
            case ' ', '\t', '-', ':', '\'', '"' -> {
                return 1;
            }
            case (byte) 0xC2 -> {
                boolean degree = at + 1 < to && (text[at + 1] == (byte) 0xB0 || text[at + 1] == (byte) 0xBA);
                return degree ? 2 : 0;
            }
            case (byte) 0xE2 -> {
                if (at + 2 < to && text[at + 1] == (byte) 0x80) {
                    int last = text[at + 2] & 0xFF;
                    return last == 0xB2 || last == 0xB3 || last == 0x99 || last == 0x9D ? 3 : 0;
                }
                return 0;
            }
            default -> {
                return 0;
            }
        }
    }
}
