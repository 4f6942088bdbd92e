package io.xylem.core.shred;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one column, as ranges of the chunk's arena.
 *
 * <p>A range is {@code start << 32 | end}. {@link #ABSENT} stands for a missing value and {@link #NIL} for an explicit null;
 * an empty text is a range whose end is its start, which is never 0.
 *
 * <p>A scalar column has one range per instance of its level. A repeated column has any number of items, each with the
 * instance that owns it, in ascending order of owners.
 */
public final class TextColumn {
    /** The range of a missing value. */
    public static final long ABSENT = 0;
    /** The range of a value that the document declares to be nil. */
    public static final long NIL = 1;

    private final boolean repeated;
    private long[] ranges = new long[64];
    private int[] owners;
    private int size;
    private @Nullable String @Nullable [] paths;

    TextColumn(boolean repeated) {
        this.repeated = repeated;
        this.owners = new int[repeated ? 64 : 0];
    }

    /**
     * Packs a range.
     *
     * @param start index of the first byte in the arena, at least 1
     * @param end index behind the last byte
     * @return the range
     */
    public static long range(int start, int end) {
        return (long) start << 32 | end;
    }

    /**
     * The start of a range.
     *
     * @param range a range that is neither absent nor nil
     * @return index of the first byte
     */
    public static int start(long range) {
        return (int) (range >>> 32);
    }

    /**
     * The end of a range.
     *
     * @param range a range that is neither absent nor nil
     * @return index behind the last byte
     */
    public static int end(long range) {
        return (int) range;
    }

    /**
     * Whether a range stands for text, even an empty one.
     *
     * @param range a range
     * @return whether it is neither absent nor nil
     */
    public static boolean isText(long range) {
        return range > NIL;
    }

    /**
     * Whether an instance may have several items.
     *
     * @return whether the column is repeated
     */
    public boolean repeated() {
        return repeated;
    }

    /**
     * The ranges: by instance if the column is scalar, else by item. Only the first {@link #size()} are valid.
     *
     * @return the array, borrowed
     */
    public long[] ranges() {
        return ranges;
    }

    /**
     * The owners of the items of a repeated column. Only the first {@link #size()} are valid.
     *
     * @return the array, borrowed
     */
    public int[] owners() {
        return owners;
    }

    /**
     * The number of ranges: instances of the level if the column is scalar, else items.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    /**
     * The absolute path of a value, where the column's own path has wildcards.
     *
     * @param index the index of the range
     * @return the path; null where the column's own path holds
     */
    public @Nullable String path(int index) {
        return paths == null || index >= paths.length ? null : paths[index];
    }

    /**
     * Sets the value of a scalar column.
     *
     * @param instance the instance, already begun
     * @param range the range
     * @param path the absolute path; null where the column's own path holds
     */
    public void set(int instance, long range, @Nullable String path) {
        ranges[instance] = range;
        if (path != null) {
            path(instance, path);
        }
    }

    /**
     * Adds an item to a repeated column.
     *
     * @param instance the instance that owns it, not before the owner of the last item
     * @param range the range
     * @param path the absolute path; null where the column's own path holds
     */
    public void add(int instance, long range, @Nullable String path) {
        if (size == owners.length) {
            // Owners change last: if memory runs out on the way, the next call begins again.
            ranges = Arrays.copyOf(ranges, size * 2);
            owners = Arrays.copyOf(owners, size * 2);
        }
        ranges[size] = range;
        owners[size] = instance;
        if (path != null) {
            path(size, path);
        }
        size++;
    }

    /** Makes room for one more instance of a scalar column, absent at first. */
    void begin() {
        if (repeated) {
            return;
        }
        if (size == ranges.length) {
            ranges = Arrays.copyOf(ranges, size * 2);
        }
        ranges[size++] = ABSENT;
    }

    /** Drops everything that belongs to instances from {@code instances} on. */
    void truncate(int instances) {
        int keep = instances;
        if (repeated) {
            keep = size;
            while (keep > 0 && owners[keep - 1] >= instances) {
                keep--;
            }
        }
        if (paths != null && keep < paths.length) {
            Arrays.fill(paths, keep, Math.min(size, paths.length), null);
        }
        size = keep;
    }

    private void path(int index, String path) {
        if (paths == null) {
            paths = new String[ranges.length];
        } else if (index >= paths.length) {
            paths = Arrays.copyOf(paths, ranges.length);
        }
        paths[index] = path;
    }
}
