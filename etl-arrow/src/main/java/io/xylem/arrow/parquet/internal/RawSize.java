package io.xylem.arrow.parquet.internal;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/**
 * How many bytes the values of a leaf take before any encoding. Grows with each row and depends on the rows alone, so
 * pages and row groups that are cut by it do not depend on batches.
 */
final class RawSize {
    private RawSize() {}

    /** The bytes of rows {@code from .. to - 1}: of values outside lists those that are not null, inside lists all. */
    static long of(Leaf leaf, List<FieldVector> vectors, int from, int to) {
        long start = from;
        long end = to;
        for (int i = 0; i < vectors.size() - 1; i++) {
            Step step = leaf.steps().get(i);
            if (step.list() && start < end) {
                start = offset(step, vectors.get(i), start);
                end = offset(step, vectors.get(i), end);
            }
        }
        FieldVector values = vectors.get(vectors.size() - 1);
        long slots = end - start;
        if (slots == 0) {
            return 0;
        }
        ValueKind kind = leaf.kind();
        if (kind.fixed() || leaf.length() > 0) {
            if (leaf.maxRepetition() == 0 && leaf.maxDefinition() > 0) {
                slots = Bitmaps.count(values.getValidityBuffer(), from, to);
            }
            return slots * width(leaf);
        }
        ArrowBuf offsets = values.getOffsetBuffer();
        return kind.large()
                ? offsets.getLong(end * 8) - offsets.getLong(start * 8) + 4 * slots
                : (long) offsets.getInt(end * 4) - offsets.getInt(start * 4) + 4 * slots;
    }

    /**
     * Finds the row at which a size is reached.
     *
     * @return the row behind it; {@code to} if the size is not reached
     */
    static int rowReaching(long size, Leaf leaf, List<FieldVector> vectors, int from, int to) {
        if (of(leaf, vectors, from, to) < size) {
            return to;
        }
        int low = from + 1;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (of(leaf, vectors, from, middle) < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long offset(Step step, FieldVector vector, long place) {
        return switch (step.kind()) {
            case FIXED_LIST -> place * step.size();
            case LARGE_LIST -> vector.getOffsetBuffer().getLong(place * 8);
            default -> vector.getOffsetBuffer().getInt(place * 4);
        };
    }

    private static int width(Leaf leaf) {
        return switch (leaf.kind().type()) {
            case BOOLEAN -> 1;
            case INT32, FLOAT -> 4;
            case FIXED_LEN_BYTE_ARRAY -> leaf.length();
            default -> 8;
        };
    }
}
