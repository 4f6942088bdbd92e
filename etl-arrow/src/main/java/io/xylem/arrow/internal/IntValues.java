package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;
import org.apache.arrow.vector.FieldVector;

/** Values of 32 bits: numbers, days, and the raw bits of floats. */
abstract class IntValues extends Values {
    int[] values = new int[64];

    @Override
    final void reserve(int slots) {
        super.reserve(slots);
        values = Gather.room(values, slots);
    }

    @Override
    final long bytes(int[] index, int from, int count) {
        return count * 4L;
    }

    @Override
    final void gather(int[] index, int from, int count, FieldVector vector, int at) {
        Room.fixed(vector, at + count);
        gatherValidity(index, from, count, vector, at);
        Gather.ints(values, index, from, count, vector.getDataBuffer().memoryAddress(), at);
    }

    /** xs:int. */
    static final class Numbers extends IntValues {
        @Override
        String expected() {
            return "an integer from -2147483648 to 2147483647";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                int value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        long parsed = IntegerParser.parse(arena, start, end);
                        if (parsed == (int) parsed) {
                            value = (int) parsed;
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

    /** xs:float. */
    static final class Floats extends IntValues {
        @Override
        String expected() {
            return "a number in the form of xs:float, not beyond its largest";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                int value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        int parsed = FloatingParser.parseFloat(arena, start, end);
                        if (parsed != FloatingParser.BAD_FLOAT) {
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

    /** xs:date. */
    static final class Dates extends IntValues {
        @Override
        String expected() {
            return "a date such as 2024-02-29, from the years 0001 to 9999";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                int value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        int parsed = DateTimeParser.date(arena, start, end);
                        if (parsed != DateTimeParser.BAD_DATE) {
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

    /** Dates of a pattern. */
    static final class PatternDates extends IntValues {
        private final String pattern;
        private final PatternParser parser;

        PatternDates(String pattern, PatternParser parser) {
            this.pattern = pattern;
            this.parser = parser;
        }

        @Override
        String expected() {
            return "a date in the format '" + pattern + "', from the years 0001 to 9999";
        }

        @Override
        void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
            for (int i = 0; i < count; i++) {
                int value = 0;
                byte valid = 0;
                if (TextColumn.isText(ranges[i])) {
                    int last = TextColumn.end(ranges[i]);
                    int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                    int end = Whitespace.trim(arena, start, last);
                    if (start < end) {
                        int parsed = parser.date(arena, start, end);
                        if (parsed != DateTimeParser.BAD_DATE) {
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
