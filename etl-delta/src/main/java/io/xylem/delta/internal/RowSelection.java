package io.xylem.delta.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Copies some rows of vectors, column by column. (Arrow's own {@code copyFrom} knows no timestamps inside lists.) */
final class RowSelection {
    private RowSelection() {}

    /**
     * Copies rows.
     *
     * @param vectors the columns
     * @param rows the rows to take, at {@code from} and the {@code count - 1} places behind it
     * @return new vectors, to be closed by the caller
     */
    static List<FieldVector> copy(
            List<FieldVector> vectors, int[] rows, int from, int count, BufferAllocator allocator) {
        List<FieldVector> copies = new ArrayList<>(vectors.size());
        boolean done = false;
        try {
            for (FieldVector vector : vectors) {
                FieldVector copy = vector.getField().createVector(allocator);
                copies.add(copy);
                copy(vector, rows, from, count, copy);
                copy.setValueCount(count);
            }
            done = true;
            return copies;
        } finally {
            if (!done) {
                copies.forEach(FieldVector::close);
            }
        }
    }

    /** Copies everything but the value count, which the vector around it or the caller sets. */
    private static void copy(FieldVector source, int[] rows, int from, int count, FieldVector target) {
        if (source instanceof BitVector) {
            ((BitVector) target).allocateNew(Math.max(count, 1));
            copyBits(source.getDataBuffer(), rows, from, count, target.getDataBuffer());
        } else if (source instanceof BaseFixedWidthVector fixed) {
            ((BaseFixedWidthVector) target).allocateNew(Math.max(count, 1));
            copyFixed(fixed, rows, from, count, target.getDataBuffer());
        } else if (source instanceof BaseVariableWidthVector variable) {
            copyVariable(variable, rows, from, count, (BaseVariableWidthVector) target);
        } else if (source instanceof ListVector list) {
            copyLists(list, rows, from, count, (ListVector) target);
        } else if (source instanceof StructVector struct) {
            copyStructs(struct, rows, from, count, (StructVector) target);
        } else {
            throw new IllegalArgumentException("no column type is held in a " + source.getClass());
        }
        copyBits(source.getValidityBuffer(), rows, from, count, target.getValidityBuffer());
    }

    private static void copyFixed(BaseFixedWidthVector source, int[] rows, int from, int count, ArrowBuf to) {
        ArrowBuf data = source.getDataBuffer();
        switch (source.getTypeWidth()) {
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    to.setInt(4L * i, data.getInt(4L * rows[from + i]));
                }
            }
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    to.setLong(8L * i, data.getLong(8L * rows[from + i]));
                }
            }
            default -> {
                long width = source.getTypeWidth();
                for (int i = 0; i < count; i++) {
                    to.setBytes(width * i, data, width * rows[from + i], width);
                }
            }
        }
    }

    private static void copyVariable(
            BaseVariableWidthVector source, int[] rows, int from, int count, BaseVariableWidthVector target) {
        ArrowBuf offsets = source.getOffsetBuffer();
        target.allocateNew(length(offsets, rows, from, count), Math.max(count, 1));
        ArrowBuf data = source.getDataBuffer();
        ArrowBuf to = target.getDataBuffer();
        ArrowBuf toOffsets = target.getOffsetBuffer();
        int end = 0;
        toOffsets.setInt(0, 0);
        for (int i = 0; i < count; i++) {
            int start = offsets.getInt(4L * rows[from + i]);
            int length = offsets.getInt(4L * rows[from + i] + 4) - start;
            to.setBytes(end, data, start, length);
            end += length;
            toOffsets.setInt(4L * (i + 1), end);
        }
        target.setLastSet(count - 1);
    }

    private static void copyLists(ListVector source, int[] rows, int from, int count, ListVector target) {
        ArrowBuf offsets = source.getOffsetBuffer();
        int[] items = new int[Math.toIntExact(length(offsets, rows, from, count))];
        target.setInitialCapacity(Math.max(count, 1));
        target.allocateNew();
        ArrowBuf toOffsets = target.getOffsetBuffer();
        int end = 0;
        toOffsets.setInt(0, 0);
        for (int i = 0; i < count; i++) {
            int start = offsets.getInt(4L * rows[from + i]);
            int stop = offsets.getInt(4L * rows[from + i] + 4);
            for (int item = start; item < stop; item++) {
                items[end++] = item;
            }
            toOffsets.setInt(4L * (i + 1), end);
        }
        target.setLastSet(count - 1);
        copy(source.getDataVector(), items, 0, items.length, target.getDataVector());
    }

    private static void copyStructs(StructVector source, int[] rows, int from, int count, StructVector target) {
        target.setInitialCapacity(Math.max(count, 1));
        target.allocateNew();
        for (int i = 0; i < source.size(); i++) {
            copy(
                    source.getChildrenFromFields().get(i),
                    rows,
                    from,
                    count,
                    target.getChildrenFromFields().get(i));
        }
    }

    private static long length(ArrowBuf offsets, int[] rows, int from, int count) {
        long length = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            length += offsets.getInt(4L * row + 4) - offsets.getInt(4L * row);
        }
        return length;
    }

    private static void copyBits(ArrowBuf bits, int[] rows, int from, int count, ArrowBuf to) {
        for (int i = 0; i < count; i++) {
            if (BitVectorHelper.get(bits, rows[from + i]) == 0) {
                BitVectorHelper.unsetBit(to, i);
            } else {
                BitVectorHelper.setBit(to, i);
            }
        }
    }
}
