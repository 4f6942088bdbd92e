package io.xylem.examples.flights;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** A growing array of UTF-8 bytes, with the lexical forms that the messages need. */
final class XmlText {
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[16 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /** Appends ASCII text. */
    @SuppressWarnings("deprecation") // the only copy of an ASCII string that makes no array of its own
    XmlText put(String ascii) {
        int length = ascii.length();
        ensure(length);
        ascii.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    XmlText put(byte[] utf8) {
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    XmlText put(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Appends an integer. */
    XmlText put(long value) {
        if (value < 0) {
            put('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = 10; rest >= power && digits < 18; power *= 10) {
            digits++;
        }
        return padded(rest, digits);
    }

    /** Appends the last digits of a number that is not negative. */
    XmlText padded(long value, int digits) {
        ensure(digits);
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** Appends a decimal number, given as a multiple of its last digit. */
    XmlText decimal(long unscaled, int scale) {
        if (unscaled < 0) {
            put('-');
        }
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        long magnitude = Math.abs(unscaled);
        return put(magnitude / power).put('.').padded(magnitude % power, scale);
    }

    /** Appends the last hexadecimal digits of a number. */
    XmlText hex(long value, int digits) {
        ensure(digits);
        for (int i = 0; i < digits; i++) {
            bytes[size++] = HEX[(int) (value >>> (4 * (digits - 1 - i))) & 0xF];
        }
        return this;
    }

    XmlText date(long epochMillis) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
        return padded(date.getYear(), 4)
                .put('-')
                .padded(date.getMonthValue(), 2)
                .put('-')
                .padded(date.getDayOfMonth(), 2);
    }

    /** Appends a date and time to the second, without zone. */
    XmlText time(long epochMillis) {
        long second = Math.floorMod(epochMillis, MILLIS_PER_DAY) / 1000;
        return date(epochMillis)
                .put('T')
                .padded(second / 3600, 2)
                .put(':')
                .padded(second / 60 % 60, 2)
                .put(':')
                .padded(second % 60, 2);
    }

    /** Appends an instant in UTC; with milliseconds if there are any. */
    XmlText instant(long epochMillis) {
        time(epochMillis);
        long millis = Math.floorMod(epochMillis, 1000L);
        return millis == 0 ? put('Z') : put('.').padded(millis, 3).put('Z');
    }

    /** Appends an instant to the second in local time, with its offset. */
    XmlText instant(long epochMillis, int offsetHours) {
        return time(epochMillis + offsetHours * 3_600_000L)
                .put(offsetHours < 0 ? '-' : '+')
                .padded(Math.abs(offsetHours), 2)
                .put(":00");
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
