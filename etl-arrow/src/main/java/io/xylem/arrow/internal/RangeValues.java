package io.xylem.arrow.internal;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Values of any length, as ranges of an array. */
abstract class RangeValues extends Values {
    /** What the ranges point into. */
    byte[] bytes = new byte[0];
    /** For each slot, its range; 0 for null. */
    long[] values = new long[64];

    @Override
    final void reserve(int slots) {
        super.reserve(slots);
        values = Gather.room(values, slots);
        values[0] = 0;
    }

    @Override
    final long bytes(int[] index, int from, int count) {
        return count * 4L + Gather.length(values, index, from, count);
    }

    @Override
    final void gather(int[] index, int from, int count, FieldVector vector, int at) {
        write(present, bytes, values, index, from, count, vector, at);
    }

    /**
     * Writes texts to a vector, making room as needed.
     *
     * @param present for each slot, 1 if there is a text, else 0
     * @param bytes what the ranges point into
     * @param ranges for each slot, its range; 0 for null
     * @param index which texts: the slot less 1
     * @param from where to start in the index
     * @param count how many
     * @param vector the vector
     * @param at the place of the first one in the vector
     */
    static void write(
            byte[] present, byte[] bytes, long[] ranges, int[] index, int from, int count, FieldVector vector, int at) {
        BaseVariableWidthVector target = (BaseVariableWidthVector) vector;
        Room.variable(target, at, count, Gather.length(ranges, index, from, count));
        Gather.bits(present, index, from, count, target.getValidityBuffer().memoryAddress(), at);
        long offsets = target.getOffsetBuffer().memoryAddress();
        if (at == 0) {
            MemoryUtil.putInt(offsets, 0);
        }
        Gather.texts(
                bytes,
                ranges,
                index,
                from,
                count,
                offsets,
                target.getDataBuffer().memoryAddress(),
                at);
    }
}
