package io.xylem.arrow.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ValueRules;
import org.apache.arrow.vector.FieldVector;

/**
 * The typed values of one column of a chunk, parsed once each. Slot 0 is null, slot i + 1 is the value of range i. Reused from
 * chunk to chunk.
 *
 * <p>Each type has a loop of its own, though they look alike: so the call of its parser has one target and is inlined.
 */
abstract class Values {
    /** For each slot, 1 if there is a value, else 0. */
    byte[] present = new byte[64];

    /** What a text must look like, for messages. */
    abstract String expected();

    /**
     * Parses texts. A missing, nil or empty one is null; a bad one is null and noted.
     *
     * @param arena the bytes that the ranges point into
     * @param ranges the texts
     * @param count how many
     * @param bad takes the places of bad ones
     */
    final void parse(byte[] arena, long[] ranges, int count, BadItems bad) {
        reserve(count + 1);
        parseAll(arena, ranges, count, bad);
    }

    abstract void parseAll(byte[] arena, long[] ranges, int count, BadItems bad);

    /** Makes room for slots; slot 0 stays null. */
    void reserve(int slots) {
        if (present.length < slots) {
            present = new byte[Math.max(slots, present.length * 2)];
        }
    }

    /**
     * How many bytes values take, apart from validity.
     *
     * @param index which values; -1 for null
     * @param from where to start in the index
     * @param count how many
     * @return bytes
     */
    abstract long bytes(int[] index, int from, int count);

    /**
     * Writes values to a vector, making room as needed. The vector's value count is not touched.
     *
     * @param index which values; -1 for null
     * @param from where to start in the index
     * @param count how many
     * @param vector the vector
     * @param at the place of the first one in the vector
     */
    abstract void gather(int[] index, int from, int count, FieldVector vector, int at);

    /** Writes validity; the vector has room already. */
    final void gatherValidity(int[] index, int from, int count, FieldVector vector, int at) {
        Gather.bits(present, index, from, count, vector.getValidityBuffer().memoryAddress(), at);
    }

    /**
     * Values of a column's single type.
     *
     * @param column the column
     * @return the values
     * @throws io.xylem.core.UsageException if the column's format makes no sense
     */
    static Values of(ShredColumn column) {
        ValueRules rules = column.rules();
        DataType type = column.type();
        if (type instanceof DecimalType decimal) {
            return new DecimalValues(decimal.precision(), decimal.scale());
        }
        if (!(type instanceof Primitive primitive)) {
            throw new io.xylem.core.UsageException(
                    "column '" + column.name() + "': the type of a single value cannot be " + type);
        }
        return switch (primitive) {
            case STRING -> new TextValues(rules.trim());
            case BOOLEAN -> new BooleanValues();
            case INT -> new IntValues.Numbers();
            case LONG -> new LongValues.Numbers();
            case FLOAT -> new IntValues.Floats();
            case DOUBLE -> new LongValues.Doubles();
            case DATE ->
                rules.format() == null
                        ? new IntValues.Dates()
                        : new IntValues.PatternDates(
                                rules.format(), new PatternParser(column.name(), rules.format(), false, null, false));
            case TIMESTAMP, TIMESTAMP_NTZ -> timestamps(column, primitive == Primitive.TIMESTAMP_NTZ);
            case BINARY -> new BinaryValues(rules.binary());
        };
    }

    private static Values timestamps(ShredColumn column, boolean local) {
        ValueRules rules = column.rules();
        if (rules.format() != null) {
            return new LongValues.PatternTimestamps(
                    rules.format(),
                    local,
                    new PatternParser(column.name(), rules.format(), local, rules.zone(), rules.truncate()));
        }
        LocalZone zone = local ? null : LocalZone.of(rules.zone());
        return new LongValues.Timestamps(local, zone != null, new DateTimeParser(local, zone, rules.truncate()));
    }
}
