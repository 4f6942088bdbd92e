package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;
import org.apache.arrow.vector.FieldVector;

/** Values of 64 bits: numbers, microseconds, and the raw bits of doubles. */
abstract class LongValues extends Values {
    long[] values = new long[64];

    @Override
    final void reserve(int slots) {
        super.reserve(slots);
        values = Gather.room(values, slots);
    }

    @Override
    final long bytes(int[] index, int from, int count) {
        return count * 8L;
    }

    @Override
    final void gather(int[] index, int from, int count, FieldVector vector, int at) {
        Room.fixed(vector, at + count);
        gatherValidity(index, from, count, vector, at);
        Gather.longs(values, index, from, count, vector.getDataBuffer().memoryAddress(), at);
    }

    /** xs:long. */
    static final class Numbers extends LongValues {
        @Override
        String expected() {
            return "an integer from -9223372036854775808 to 9223372036854775807";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                long value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        long parsed = IntegerParser.parse(arena, start, end);
                        if (parsed != IntegerParser.BAD || IntegerParser.isMinimum(arena, start, end)) {
                            value = parsed;
                            valid = 1;
                        } else {
                            bad.add(i);
                        }
                    }
                }
                values[i + 1] = value;
                present[i + 1] = valid;
            }
        }
    }

    /** xs:double. */
    static final class Doubles extends LongValues {
        @Override
        String expected() {
            return "a number in the form of xs:double, not beyond its largest";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                long value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        long parsed = FloatingParser.parseDouble(arena, start, end);
                        if (parsed != FloatingParser.BAD_DOUBLE) {
                            value = parsed;
                            valid = 1;
                        } else {
                            bad.add(i);
                        }
                    }
                }
                values[i + 1] = value;
                present[i + 1] = valid;
            }
        }
    }

    /** xs:dateTime, with or without offset. */
    static final class Timestamps extends LongValues {
        private final boolean local;
        private final boolean zoned;
        private final DateTimeParser parser;

        Timestamps(boolean local, boolean zoned, DateTimeParser parser) {
            this.local = local;
            this.zoned = zoned;
            this.parser = parser;
        }

        @Override
        String expected() {
            String form = local
                    ? "a date and time without offset, such as 2024-02-29T12:00:00"
                    : "a date and time such as 2024-02-29T12:00:00Z"
                            + (zoned ? "" : ", with an offset since the column has no zone");
            return form + ", from the years 0001 to 9999, not finer than microseconds";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                long value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        long parsed = parser.timestamp(arena, start, end);
                        if (parsed != DateTimeParser.BAD) {
                            value = parsed;
                            valid = 1;
                        } else {
                            bad.add(i);
                        }
                    }
                }
                values[i + 1] = value;
                present[i + 1] = valid;
            }
        }
    }

    /** Timestamps of a pattern. */
    static final class PatternTimestamps extends LongValues {
        private final String pattern;
        private final boolean local;
        private final PatternParser parser;

        PatternTimestamps(String pattern, boolean local, PatternParser parser) {
            this.pattern = pattern;
            this.local = local;
            this.parser = parser;
        }

        @Override
        String expected() {
            return "a date and time in the format '" + pattern + "'" + (local ? " without" : " with")
                    + " an offset or zone, from the years 0001 to 9999, not finer than microseconds";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                long value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        long parsed = parser.timestamp(arena, start, end);
                        if (parsed != DateTimeParser.BAD) {
                            value = parsed;
                            valid = 1;
                        } else {
                            bad.add(i);
                        }
                    }
                }
                values[i + 1] = value;
                present[i + 1] = valid;
            }
        }
    }
}
