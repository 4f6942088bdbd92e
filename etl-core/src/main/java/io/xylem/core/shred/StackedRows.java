package io.xylem.core.shred;

import java.util.Arrays;

/**
 * The rows of the stacked layout over a chunk: one per instance that has no child instance, in the order of start tags. For
 * each level it tells which instance, if any, a row shows. Reused from chunk to chunk.
 */
public final class StackedRows {
    /** The instance of a level that is not on the row's branch. */
    public static final int NONE = -1;

    private final ShredSchema schema;
    private final int[][] instances;
    private int[] levels = new int[256];
    private int[] numbers = new int[256];
    private int size;

    /**
     * No rows yet.
     *
     * @param schema the levels
     */
    public StackedRows(ShredSchema schema) {
        this.schema = schema;
        this.instances = new int[schema.levels().size()][256];
    }

    /**
     * Computes the rows of a chunk.
     *
     * @param shreds the chunk
     * @param refused for each document, whether its rows are left out; may be longer than needed
     * @return this
     */
    public StackedRows of(Shreds shreds, boolean[] refused) {
        ensure(shreds.instances());
        size = 0;
        long[] order = shreds.order();
        int count = shreds.instances();
        boolean skip = false;
        int number = 0;
        for (int i = 0; i < count; i++) {
            int level = (int) (order[i] >>> 32);
            int instance = (int) order[i];
            if (level == 0) {
                skip = refused[shreds.level(0).parents()[instance]];
                number = shreds.level(0).places()[instance];
            }
            if (!skip && shreds.level(level).children()[instance] == 0) {
                add(shreds, level, instance, number++);
            }
        }
        return this;
    }

    private void add(Shreds shreds, int leaf, int leafInstance, int number) {
        for (int[] column : instances) {
            column[size] = NONE;
        }
        int level = leaf;
        int instance = leafInstance;
        while (level >= 0) {
            instances[level][size] = instance;
            instance = shreds.level(level).parents()[instance];
            level = schema.levels().get(level).parent();
        }
        levels[size] = leaf;
        numbers[size] = number;
        size++;
    }

    /**
     * The number of rows.
     *
     * @return rows
     */
    public int size() {
        return size;
    }

    /**
     * For each row, the level that it is an instance of.
     *
     * @return the array, borrowed
     */
    public int[] levels() {
        return levels;
    }

    /**
     * For each row, its place in its record.
     *
     * @return the array, borrowed
     */
    public int[] numbers() {
        return numbers;
    }

    /**
     * For each row, the instance of a level that it shows, or {@link #NONE}.
     *
     * @param level the level
     * @return the array, borrowed
     */
    public int[] instances(int level) {
        return instances[level];
    }

    private void ensure(int rows) {
        if (rows > levels.length) {
            int capacity = Math.max(rows, levels.length * 2);
            levels = Arrays.copyOf(levels, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
            for (int i = 0; i < instances.length; i++) {
                instances[i] = Arrays.copyOf(instances[i], capacity);
            }
        }
    }
}
