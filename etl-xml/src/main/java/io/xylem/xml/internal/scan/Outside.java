package io.xylem.xml.internal.scan;

import io.xylem.core.DocumentException;
import io.xylem.core.shred.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of columns that lie outside of the elements of their own level: kept with the element that they belong to, and
 * given to the instances that belong to it when the record ends, as far as they are complete then.
 */
final class Outside {
    /** What instances may be given of repeated columns, so that many values times many instances stay bounded. */
    private static final long MAX_GIVEN = 20_000_000;

    /** Something that no record has read, since it stands behind all those that could. Its path is null where the column's own path holds. */
    record Late(int node, Target target, @Nullable String path, long range) {}

    /** What happens to a further value of a scalar. Its path is null where the column's own path holds. */
    interface Repetition {
        void repeated(Target target, int instance, @Nullable String path, long range);
    }

    /** The values of one column below one element, in the order of their start tags. */
    static final class Values {
        private long[] ranges = new long[2];
        private @Nullable String[] paths = new String[2];
        private int[] nodes = new int[2];
        private int size;
        /** The last node before the end of the last record that was given these values; -1 for none. */
        private int given;
        /** For a scalar: the values that are complete, but have not been given or refused. */
        private int[] fresh = new int[2];

        private int freshSize;
        /** For a scalar: the first complete value; -1 for none. */
        private int first;

        private void clear() {
            size = 0;
            given = -1;
            freshSize = 0;
            first = -1;
        }
    }

    private final MappingPlan plan;
    private final Repetition repetition;
    private Values[] pool = new Values[16];
    private int used;
    /** By slot, the values of each instance of its level in this record. */
    private final Values[][] bound;

    private final int[] boundSize;
    private final int[] firstInstance;
    private long given;
    /** How many elements and attributes have been met that such a column wants. */
    private int nodes;
    /** Those of them that something reads. */
    private final BitSet read = new BitSet();

    private final List<Late> late = new ArrayList<>();

    Outside(MappingPlan plan, Repetition repetition) {
        this.plan = plan;
        this.repetition = repetition;
        int slots = plan.slots.size();
        this.bound = new Values[slots][1];
        this.boundSize = new int[slots];
        this.firstInstance = new int[slots];
    }

    /** Starts a document. */
    void reset() {
        used = 0;
        given = 0;
        nodes = 0;
        read.clear();
        late.clear();
        Arrays.fill(boundSize, 0);
    }

    /** A number for an element or attribute that columns want; 0 stands for those whose reading need not be watched. */
    int node() {
        return ++nodes;
    }

    /** How many elements are kept. */
    int mark() {
        return used;
    }

    /** Drops the values of all elements but those that were there at a mark. */
    void release(int mark) {
        used = mark;
    }

    /** An element begins that is the place of slots. */
    void open(Frame frame) {
        int count = frame.node.slots.length;
        if (frame.outside.length < count) {
            frame.outside = new Values[count];
        }
        for (int i = 0; i < count; i++) {
            if (used == pool.length) {
                pool = Arrays.copyOf(pool, used * 2);
            }
            if (pool[used] == null) {
                pool[used] = new Values();
            }
            Values values = pool[used++];
            values.clear();
            frame.outside[i] = values;
        }
    }

    /** An instance begins: it belongs to the elements that its node says. */
    void bind(int level, int instance, int[] bindings, Frame[] frames, int offset) {
        int[] slots = plan.slotsOf[level];
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            if (boundSize[slot] == 0) {
                firstInstance[slot] = instance;
            }
            if (boundSize[slot] == bound[slot].length) {
                bound[slot] = Arrays.copyOf(bound[slot], boundSize[slot] * 2);
            }
            int at = offset + 2 * i;
            bound[slot][boundSize[slot]++] = frames[bindings[at]].outside[bindings[at + 1]];
        }
    }

    /** Takes the next place among a column's values below an element. */
    int claim(Values values, @Nullable String path) {
        if (values.size == values.ranges.length) {
            values.ranges = Arrays.copyOf(values.ranges, values.size * 2);
            values.paths = Arrays.copyOf(values.paths, values.size * 2);
            values.nodes = Arrays.copyOf(values.nodes, values.size * 2);
        }
        values.ranges[values.size] = TextColumn.ABSENT;
        values.paths[values.size] = path;
        return values.size++;
    }

    /** Sets the value at a place, which a node has. */
    void set(Values values, Target target, int index, long range, int node) {
        values.ranges[index] = range;
        values.nodes[index] = node;
        if (target.repeated()) {
            return;
        }
        int other = index;
        if (values.first < 0 || index < values.first) {
            other = values.first;
            values.first = index;
        }
        if (other >= 0 && !target.onlyFirst()) {
            if (values.freshSize == values.fresh.length) {
                values.fresh = Arrays.copyOf(values.fresh, values.freshSize * 2);
            }
            values.fresh[values.freshSize++] = other;
        }
    }

    /** The record ends: its instances are given what is there. */
    void endRecord() {
        for (int slot = 0; slot < boundSize.length; slot++) {
            Target target = plan.slots.get(slot).target();
            for (int i = 0; i < boundSize[slot]; i++) {
                bound[slot][i].given = nodes;
                if (target.repeated()) {
                    giveAll(target, firstInstance[slot] + i, bound[slot][i]);
                } else {
                    giveFirst(target, firstInstance[slot] + i, bound[slot][i]);
                }
            }
            boundSize[slot] = 0;
        }
    }

    /** An element ends that is the place of slots: what has come since the last of its records has come too late. */
    void close(Frame frame) {
        for (int entry = 0; entry < frame.node.slots.length; entry++) {
            Values values = frame.outside[entry];
            Target target = plan.slots.get(frame.node.slots[entry]).target();
            for (int i = 0; i < values.size; i++) {
                int node = values.nodes[i];
                if (values.ranges[i] == TextColumn.ABSENT || node == 0) {
                    continue;
                }
                boolean ignored = target.onlyFirst() && i != values.first;
                if (values.given < 0 || node <= values.given || ignored) {
                    read.set(node);
                } else {
                    late.add(new Late(node, target, values.paths[i], values.ranges[i]));
                }
            }
        }
    }

    /** What has come too late for all columns that want it, each node once: its source if one of them wants that. */
    List<Late> late() {
        late.sort(Comparator.comparingInt(Late::node)
                .thenComparing(l -> !l.target().xml()));
        late.removeIf(this::readOrSeen);
        return late;
    }

    private boolean readOrSeen(Late value) {
        boolean known = read.get(value.node());
        read.set(value.node());
        return known;
    }

    private void giveAll(Target target, int instance, Values values) {
        TextColumn column = target.texts();
        for (int i = 0; i < values.size; i++) {
            if (values.ranges[i] != TextColumn.ABSENT) {
                column.add(instance, values.ranges[i], values.paths[i]);
            }
        }
        given += values.size;
        if (given > MAX_GIVEN) {
            throw new DocumentException(
                    "LIMIT_REPEATED",
                    null,
                    -1,
                    "the values of repeated columns outside of the records come to more than " + MAX_GIVEN
                            + " over all records; map them inside a record of their own");
        }
    }

    private void giveFirst(Target target, int instance, Values values) {
        if (values.first < 0) {
            return;
        }
        target.texts().set(instance, values.ranges[values.first], values.paths[values.first]);
        if (values.freshSize > 1) {
            Arrays.sort(values.fresh, 0, values.freshSize);
        }
        for (int i = 0; i < values.freshSize; i++) {
            int index = values.fresh[i];
            repetition.repeated(target, instance, values.paths[index], values.ranges[index]);
        }
        values.freshSize = 0;
    }
}
