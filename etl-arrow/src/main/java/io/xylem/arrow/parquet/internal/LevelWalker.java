package io.xylem.arrow.parquet.internal;

import io.xylem.core.UsageException;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/**
 * Computes the definition and repetition levels of a leaf inside structs and lists, for a range of rows (Dremel's record
 * shredding, a vector at a time): starts with one slot per row, goes down the vectors, and at each makes slots end (null, or an
 * empty list), go on, or fan out into the items of a list.
 */
final class LevelWalker {
    private final Leaf leaf;
    private final ByteBuilder bits = new ByteBuilder(256);
    private final ByteBuilder offsets = new ByteBuilder(1024);

    private int slots;
    /** The place of each slot in the current vector; -1 if the slot has ended. */
    private int[] places = new int[1024];

    private byte[] definitions = new byte[1024];
    private byte[] repetitions = new byte[1024];
    private int[] nextPlaces = new int[1024];
    private byte[] nextDefinitions = new byte[1024];
    private byte[] nextRepetitions = new byte[1024];
    private int first;
    private int last;
    private int live;

    LevelWalker(Leaf leaf) {
        this.leaf = leaf;
    }

    /** The number of slots. */
    int slots() {
        return slots;
    }

    /** The definition level of each slot. */
    byte[] definitions() {
        return definitions;
    }

    /** The repetition level of each slot. */
    byte[] repetitions() {
        return repetitions;
    }

    /** The places of the values that are there, ascending; as many as {@link #live()}. */
    int[] places() {
        return places;
    }

    /** The number of values that are there. */
    int live() {
        return live;
    }

    /** Walks from the column of the batch to the leaf. */
    void walk(List<FieldVector> vectors, int from, int to) {
        start(from, to);
        byte repetition = 0;
        for (int i = 0; i < vectors.size(); i++) {
            Step step = leaf.steps().get(i);
            FieldVector vector = vectors.get(i);
            range();
            passNulls(vector, step);
            if (step.list()) {
                readOffsets(vector, step);
                fanOut(step, ++repetition);
            }
        }
        compact();
    }

    private void start(int from, int to) {
        slots = to - from;
        ensure(slots);
        for (int i = 0; i < slots; i++) {
            places[i] = from + i;
        }
        Arrays.fill(definitions, 0, slots, (byte) 0);
        Arrays.fill(repetitions, 0, slots, (byte) 0);
    }

    /** Finds the first and the last place that a slot is at; places ascend. */
    private void range() {
        int i = 0;
        while (i < slots && places[i] < 0) {
            i++;
        }
        if (i == slots) {
            first = 0;
            last = -1;
            return;
        }
        first = places[i];
        int j = slots - 1;
        while (places[j] < 0) {
            j--;
        }
        last = places[j];
    }

    private void passNulls(FieldVector vector, Step step) {
        if (last < first) {
            return;
        }
        int origin = first & ~7;
        byte[] valid = Values.stage(bits, vector.getValidityBuffer(), origin >>> 3, (last - origin >>> 3) + 1);
        for (int i = 0; i < slots; i++) {
            int place = places[i];
            if (place < 0) {
                continue;
            }
            int bit = place - origin;
            if ((valid[bit >>> 3] >>> (bit & 7) & 1) == 0) {
                if (!step.nullable()) {
                    throw new UsageException("column '" + step.name()
                            + "' is null at place " + place
                            + " of a batch, but its Arrow field is not nullable; declare the"
                            + " field nullable or fill in a value");
                }
                places[i] = -1;
            } else if (step.nullable()) {
                definitions[i]++;
            }
        }
    }

    private void readOffsets(FieldVector vector, Step step) {
        if (last < first || step.kind() == Step.Kind.FIXED_LIST) {
            return;
        }
        int width = step.kind() == Step.Kind.LARGE_LIST ? 8 : 4;
        long bytes = (last - first + 2L) * width;
        if (bytes > Integer.MAX_VALUE - 64) {
            throw tooLarge(step);
        }
        Values.stage(offsets, vector.getOffsetBuffer(), (long) first * width, (int) bytes);
    }

    private long offset(Step step, int place) {
        int index = place - first;
        return switch (step.kind()) {
            case FIXED_LIST -> (long) place * step.size();
            case LARGE_LIST -> (long) ByteBuilder.LONG.get(offsets.array(), index << 3);
            default -> (int) ByteBuilder.INT.get(offsets.array(), index << 2);
        };
    }

    private void fanOut(Step step, byte repetition) {
        int written = 0;
        for (int i = 0; i < slots; i++) {
            int place = places[i];
            long start = place < 0 ? 0 : offset(step, place);
            long end = place < 0 ? 0 : offset(step, place + 1);
            if (end == start) {
                written = emit(written, -1, definitions[i], repetitions[i]);
                continue;
            }
            if (end > Integer.MAX_VALUE - 8 || written + end - start > Integer.MAX_VALUE - 64) {
                throw tooLarge(step);
            }
            byte definition = (byte) (definitions[i] + 1);
            written = emit(written, (int) start, definition, repetitions[i]);
            int more = (int) (end - start) - 1;
            ensureNext(written + more);
            Arrays.fill(nextDefinitions, written, written + more, definition);
            Arrays.fill(nextRepetitions, written, written + more, repetition);
            for (int k = 0; k < more; k++) {
                nextPlaces[written + k] = (int) start + 1 + k;
            }
            written += more;
        }
        swap(written);
    }

    private int emit(int at, int place, byte definition, byte repetition) {
        ensureNext(at + 1);
        nextPlaces[at] = place;
        nextDefinitions[at] = definition;
        nextRepetitions[at] = repetition;
        return at + 1;
    }

    private void swap(int written) {
        int[] oldPlaces = places;
        byte[] oldDefinitions = definitions;
        byte[] oldRepetitions = repetitions;
        places = nextPlaces;
        definitions = nextDefinitions;
        repetitions = nextRepetitions;
        nextPlaces = oldPlaces;
        nextDefinitions = oldDefinitions;
        nextRepetitions = oldRepetitions;
        slots = written;
    }

    private void compact() {
        live = 0;
        for (int i = 0; i < slots; i++) {
            if (places[i] >= 0) {
                places[live++] = places[i];
            }
        }
    }

    private void ensure(int count) {
        if (count > places.length) {
            places = new int[count];
            definitions = new byte[count];
            repetitions = new byte[count];
        }
    }

    private void ensureNext(int count) {
        if (count > nextPlaces.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 64, Math.max(count, nextPlaces.length * 2L));
            nextPlaces = Arrays.copyOf(nextPlaces, capacity);
            nextDefinitions = Arrays.copyOf(nextDefinitions, capacity);
            nextRepetitions = Arrays.copyOf(nextRepetitions, capacity);
        }
    }

    private static UsageException tooLarge(Step step) {
        return new UsageException("column '" + step.name()
                + "': the lists of a few rows have more than 2 billion items; hand over smaller batches");
    }
}
