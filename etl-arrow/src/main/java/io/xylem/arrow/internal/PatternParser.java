package io.xylem.arrow.internal;

import io.xylem.core.UsageException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates and timestamps of a {@link DateTimeFormatter} pattern, matched strictly, with English names.
 *
 * <p>{@code y} means the year as {@code u} does unless the pattern has an era ({@code G}): strict resolution would otherwise
 * refuse every {@code yyyy-MM-dd}. A pattern without time of day gives the start of the day.
 */
final class PatternParser {
    private final DateTimeFormatter formatter;
    private final @Nullable ZoneId zone;
    private final boolean local;
    private final boolean truncate;

    /**
     * Compiles a pattern.
     *
     * @param column the column, for messages
     * @param pattern the pattern
     * @param local whether values have neither offset nor zone
     * @param zone the zone of values without one; null if they are bad
     * @param truncate whether digits beyond microseconds are cut off
     * @throws UsageException if it is no pattern, or one that no text can match
     */
    PatternParser(String column, String pattern, boolean local, @Nullable ZoneId zone, boolean truncate) {
        this.local = local;
        this.zone = zone;
        this.truncate = truncate;
        try {
            this.formatter = DateTimeFormatter.ofPattern(proleptic(pattern), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "column '" + column + "': format '" + pattern + "' is not a DateTimeFormatter pattern: "
                            + e.getMessage() + "; see the Javadoc of java.time.format.DateTimeFormatter",
                    e);
        }
        requireDate(column, pattern);
    }

    private void requireDate(String column, String pattern) {
        String reason;
        try {
            byte[] sample = formatter
                    .format(ZonedDateTime.of(2001, 2, 3, 4, 5, 6, 0, ZoneOffset.UTC))
                    .getBytes(StandardCharsets.UTF_8);
            TemporalAccessor parsed = parse(sample, 0, sample.length);
            if (parsed.query(TemporalQueries.localDate()) != null
                    && (parsed.query(TemporalQueries.localTime()) != null || !hasTime(parsed))) {
                return;
            }
            reason = "it leaves the date or the time incomplete";
        } catch (DateTimeException e) {
            reason = e.getMessage();
        }
        throw new UsageException("column '" + column + "': no text can match the format '" + pattern + "': " + reason
                + "; it needs a year (yyyy, not YYYY), a month and a day, and 'a' wherever it has 'h'");
    }

    /** Days since 1970-01-01, or {@link DateTimeParser#BAD_DATE}. */
    int date(byte[] bytes, int start, int end) {
        try {
            long day = LocalDate.from(parse(bytes, start, end)).toEpochDay();
            return DateTimeParser.inRange(day) ? (int) day : DateTimeParser.BAD_DATE;
        } catch (DateTimeException e) {
            return DateTimeParser.BAD_DATE;
        }
    }

    /** Microseconds since 1970-01-01T00:00:00, of UTC or local, or {@link DateTimeParser#BAD}. */
    long timestamp(byte[] bytes, int start, int end) {
        try {
            TemporalAccessor parsed = parse(bytes, start, end);
            LocalDate date = LocalDate.from(parsed);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            if (time == null && hasTime(parsed)) {
                return DateTimeParser.BAD;
            }
            LocalTime known = time == null ? LocalTime.MIDNIGHT : time;
            int nanos = known.get(ChronoField.NANO_OF_SECOND);
            if (nanos % 1000 != 0 && !truncate) {
                return DateTimeParser.BAD;
            }
            ZoneId written = parsed.query(TemporalQueries.zone());
            if (local && written != null) {
                return DateTimeParser.BAD;
            }
            ZoneId effective = local ? ZoneOffset.UTC : written == null ? zone : written;
            if (effective == null) {
                return DateTimeParser.BAD;
            }
            // ofLocal takes the earlier offset in an overlap and the offset before a gap
            ZonedDateTime moment = ZonedDateTime.ofLocal(date.atTime(known), effective, offset(parsed));
            long micros = moment.toEpochSecond() * DateTimeParser.MICROS_PER_SECOND + nanos / 1000;
            return DateTimeParser.microsInRange(micros) && DateTimeParser.inRange(date.toEpochDay())
                    ? micros
                    : DateTimeParser.BAD;
        } catch (DateTimeException e) {
            return DateTimeParser.BAD;
        }
    }

    private static @Nullable ZoneOffset offset(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : null;
    }

    private static boolean hasTime(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.MINUTE_OF_HOUR)
                || parsed.isSupported(ChronoField.HOUR_OF_AMPM)
                || parsed.isSupported(ChronoField.CLOCK_HOUR_OF_AMPM)
                || parsed.isSupported(ChronoField.SECOND_OF_MINUTE);
    }

    private TemporalAccessor parse(byte[] bytes, int start, int end) {
        StringBuilder text = new StringBuilder(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!space) {
                text.setCharAt(length++, c);
            } else if (length > 0 && text.charAt(length - 1) != ' ') {
                text.setCharAt(length++, ' ');
            }
        }
        text.setLength(length);
        return formatter.parse(text);
    }

    private static String proleptic(String pattern) {
        StringBuilder result = new StringBuilder(pattern);
        boolean quoted = false;
        boolean era = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == 'y') {
                result.setCharAt(i, 'u');
            } else if (!quoted && c == 'G') {
                era = true;
            }
        }
        return era ? pattern : result.toString();
    }
}
