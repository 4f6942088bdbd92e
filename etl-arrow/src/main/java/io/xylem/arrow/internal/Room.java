package io.xylem.arrow.internal;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Capacity of vectors. What they hold already is kept. */
final class Room {
    /** How many bytes more than needed a data buffer has, so that texts can be copied eight bytes at a time. */
    private static final int SLACK = 8;

    private Room() {}

    /** Room for a number of values of fixed width. */
    static void fixed(FieldVector vector, int values) {
        while (vector.getValueCapacity() < values) {
            vector.reAlloc();
        }
    }

    /** Room for more values of variable width, behind those before {@code at}. */
    static void variable(BaseVariableWidthVector vector, int at, int count, long bytes) {
        while (vector.getValueCapacity() < at + count) {
            vector.reallocValidityAndOffsetBuffers();
        }
        long used = at == 0 ? 0 : MemoryUtil.getInt(vector.getOffsetBuffer().memoryAddress() + at * 4L);
        long needed = used + bytes + SLACK;
        if (needed > vector.getDataBuffer().capacity()) {
            vector.reallocDataBuffer(needed);
        }
    }
}
