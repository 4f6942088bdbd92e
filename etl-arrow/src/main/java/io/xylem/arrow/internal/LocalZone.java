package io.xylem.arrow.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Local times of a zone as instants: in an overlap the earlier offset holds, in a gap the offset before it. Remembers the span
 * between two changes of offset that the last time was in.
 */
final class LocalZone {
    private final ZoneRules rules;
    private long from = 0;
    private long to = 0;
    private long offset;

    LocalZone(ZoneId zone) {
        this.rules = zone.getRules();
        if (rules.isFixedOffset()) {
            from = Long.MIN_VALUE;
            to = Long.MAX_VALUE;
            offset = micros(rules.getOffset(Instant.EPOCH));
        }
    }

    /** Microseconds since 1970-01-01T00:00:00Z of a local time given as microseconds since 1970-01-01T00:00:00. */
    long toUtc(long local) {
        if (local >= from && local < to) {
            return local - offset;
        }
        long second = Math.floorDiv(local, DateTimeParser.MICROS_PER_SECOND);
        ZoneOffset found = rules.getOffset(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        long utc = local - micros(found);
        remember(local, Instant.ofEpochSecond(second - found.getTotalSeconds()));
        return utc;
    }

    private void remember(long local, Instant instant) {
        ZoneOffsetTransition next = rules.nextTransition(instant);
        long end = next == null
                ? Long.MAX_VALUE
                : Math.min(micros(next.getDateTimeBefore()), micros(next.getDateTimeAfter()));
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
        long begin = previous == null
                ? Long.MIN_VALUE
                : Math.max(micros(previous.getDateTimeBefore()), micros(previous.getDateTimeAfter()));
        if (local >= begin && local < end) {
            from = begin;
            to = end;
            offset = micros(rules.getOffset(instant));
        }
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * DateTimeParser.MICROS_PER_SECOND;
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * DateTimeParser.MICROS_PER_SECOND;
    }

    /** The zone, if there is one. */
    static @Nullable LocalZone of(@Nullable ZoneId zone) {
        return zone == null ? null : new LocalZone(zone);
    }
}
