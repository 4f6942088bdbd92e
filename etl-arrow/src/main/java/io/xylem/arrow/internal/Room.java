package io.xylem.arrow.internal;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

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

    /** Room for a number of lists; their items are not looked at. */
    static void list(ListVector vector, int lists) {
        while (vector.getValidityBuffer().capacity() * 8 < lists
                || vector.getOffsetBuffer().capacity() / 4 <= lists) {
            vector.reAlloc();
        }
    }

    /** Room for a number of structs; their fields are not looked at. */
    static void struct(StructVector vector, int structs) {
        while (vector.getValidityBuffer().capacity() * 8 < structs) {
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
