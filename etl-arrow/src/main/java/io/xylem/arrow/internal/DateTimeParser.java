package io.xylem.arrow.internal;

import org.jspecify.annotations.Nullable;

/**
 * The lexical forms of xs:date and xs:dateTime for the years 0001 to 9999.
 *
 * <p>An instant has an offset or takes its zone's; a local time must have none. {@code 24:00:00} is the first moment of the next
 * day. Second 60 is bad. Digits beyond microseconds are bad unless they are zero or cut off.
 */
final class DateTimeParser {
    /** Stands for a bad date. */
    static final int BAD_DATE = Integer.MIN_VALUE;
    /** Stands for a bad timestamp. */
    static final long BAD = Long.MIN_VALUE;

    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final int FIRST_DAY = -719_162;
    private static final int LAST_DAY = 2_932_896;
    private static final int BAD_OFFSET = Integer.MIN_VALUE;
    private static final int[] DAYS_BEFORE_MONTH = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int[] DAYS_OF_MONTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final boolean local;
    private final @Nullable LocalZone zone;
    private final boolean truncate;

    /**
     * A parser of timestamps.
     *
     * @param local whether timestamps have neither offset nor zone
     * @param zone the zone of instants without offset; null if they are bad
     * @param truncate whether digits beyond microseconds are cut off
     */
    DateTimeParser(boolean local, @Nullable LocalZone zone, boolean truncate) {
        this.local = local;
        this.zone = zone;
        this.truncate = truncate;
    }

    /** Whether a number of days since 1970-01-01 is in the years 0001 to 9999. */
    static boolean inRange(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /** Whether a number of microseconds since 1970-01-01 is in the years 0001 to 9999. */
    static boolean microsInRange(long micros) {
        return micros >= FIRST_DAY * MICROS_PER_DAY && micros < (LAST_DAY + 1) * MICROS_PER_DAY;
    }

    /** Days since 1970-01-01, or {@link #BAD_DATE}. An offset is checked and dropped. */
    static int date(byte[] bytes, int start, int end) {
        if (end - start < 10) {
            return BAD_DATE;
        }
        int day = day(bytes, start);
        return end - start == 10 || offset(bytes, start + 10, end) != BAD_OFFSET ? day : BAD_DATE;
    }

    /** Microseconds since 1970-01-01T00:00:00, of UTC or local, or {@link #BAD}. */
    long timestamp(byte[] bytes, int start, int end) {
        if (end - start < 19 || bytes[start + 10] != 'T' || bytes[start + 13] != ':' || bytes[start + 16] != ':') {
            return BAD;
        }
        int day = day(bytes, start);
        int hour = pair(bytes, start + 11);
        int minute = pair(bytes, start + 14);
        int second = pair(bytes, start + 17);
        if (day == BAD_DATE || (hour | minute | second) < 0 || hour > 24 || minute > 59 || second > 59) {
            return BAD;
        }
        int i = start + 19;
        int fraction = 0;
        boolean more = false;
        if (i < end && bytes[i] == '.') {
            int first = ++i;
            for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                if (i - first < 6) {
                    fraction = fraction * 10 + bytes[i] - '0';
                } else {
                    more |= bytes[i] != '0';
                }
            }
            if (i == first || (more && !truncate)) {
                return BAD;
            }
            for (int digits = i - first; digits < 6; digits++) {
                fraction *= 10;
            }
        }
        if (hour == 24 && ((minute | second | fraction) != 0 || more)) {
            return BAD;
        }
        long micros = day * MICROS_PER_DAY + (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND + fraction;
        return resolve(bytes, i, end, micros);
    }

    private long resolve(byte[] bytes, int start, int end, long micros) {
        long result;
        if (start < end) {
            int minutes = local ? BAD_OFFSET : offset(bytes, start, end);
            if (minutes == BAD_OFFSET) {
                return BAD;
            }
            result = micros - minutes * (60 * MICROS_PER_SECOND);
        } else if (local) {
            result = micros;
        } else if (zone != null) {
            result = zone.toUtc(micros);
        } else {
            return BAD;
        }
        return microsInRange(result) ? result : BAD;
    }

    private static int day(byte[] bytes, int start) {
        int century = pair(bytes, start);
        int rest = pair(bytes, start + 2);
        int month = pair(bytes, start + 5);
        int day = pair(bytes, start + 8);
        if ((century | rest | month | day) < 0 || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
            return BAD_DATE;
        }
        int year = century * 100 + rest;
        if (year == 0 || month == 0 || month > 12 || day == 0) {
            return BAD_DATE;
        }
        boolean leap = (year & 3) == 0 && (rest != 0 || (century & 3) == 0);
        if (day > DAYS_OF_MONTH[month] + (leap && month == 2 ? 1 : 0)) {
            return BAD_DATE;
        }
        int past = year - 1;
        return FIRST_DAY
                + past * 365
                + past / 4
                - past / 100
                + past / 400
                + DAYS_BEFORE_MONTH[month]
                + (leap && month > 2 ? 1 : 0)
                + day
                - 1;
    }

    /** Minutes east of UTC, at most 14 hours. */
    private static int offset(byte[] bytes, int start, int end) {
        if (bytes[start] == 'Z') {
            return end - start == 1 ? 0 : BAD_OFFSET;
        }
        if (end - start != 6 || bytes[start + 3] != ':' || (bytes[start] != '+' && bytes[start] != '-')) {
            return BAD_OFFSET;
        }
        int hours = pair(bytes, start + 1);
        int minutes = pair(bytes, start + 4);
        int all = hours * 60 + minutes;
        if ((hours | minutes) < 0 || minutes > 59 || all > 14 * 60) {
            return BAD_OFFSET;
        }
        return bytes[start] == '-' ? -all : all;
    }

    private static int pair(byte[] bytes, int start) {
        int tens = bytes[start] - '0';
        int ones = bytes[start + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }
}
