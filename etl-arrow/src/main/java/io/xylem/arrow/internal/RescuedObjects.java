package io.xylem.arrow.internal;

import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.util.Arrays;

/** The JSON object of each row of a table that carries rescued values: path → values in document order, paths sorted. */
final class RescuedObjects {
    private final ShredSchema schema;
    private final Rescues rescues;
    private final boolean ancestors;

    private int[] branch = new int[16];
    private int[] previous = new int[16];
    private final JsonBuffer json = new JsonBuffer();
    private long[] ranges = new long[16];
    private byte[] present = new byte[16];
    private int objects;
    private int[] index = new int[256];

    /** {@code ancestors}: whether a row carries what the instances around its own have. */
    RescuedObjects(ShredSchema schema, Rescues rescues, boolean ancestors) {
        this.schema = schema;
        this.rescues = rescues;
        this.ancestors = ancestors;
    }

    /** The JSON objects; see {@link #ranges()}. */
    byte[] bytes() {
        return json.bytes();
    }

    /** For each object, at its number + 1, its range. */
    long[] ranges() {
        return ranges;
    }

    /** For each object, at its number + 1: 1. */
    byte[] present() {
        return present;
    }

    /** For each row, its object; -1 if it carries nothing. */
    int[] index() {
        return index;
    }

    /** Builds the objects of a chunk's rows. */
    void of(Shreds shreds, RowView rows) {
        index = Gather.room(index, rows.size());
        json.clear();
        objects = 0;
        if (rescues.isEmpty()) {
            Arrays.fill(index, 0, rows.size(), -1);
            return;
        }
        int before = 0;
        for (int row = 0; row < rows.size(); row++) {
            int count = branch(rows, row);
            if (count == 0) {
                index[row] = -1;
                continue;
            }
            if (count != before || !Arrays.equals(branch, 0, count, previous, 0, count)) {
                object(shreds.arena(), count);
                int[] swap = previous;
                previous = branch;
                branch = swap;
                before = count;
            }
            index[row] = objects - 1;
        }
    }

    /** Collects the entries of a row and its ancestors, in order; how many. */
    private int branch(RowView rows, int row) {
        int count = 0;
        int levels = 0;
        for (int level = rows.levels()[row];
                level >= 0;
                level = ancestors ? schema.levels().get(level).parent() : -1) {
            int first = count;
            for (int i = rescues.first(level, rows.instances()[level][row]); i >= 0; i = rescues.next(i)) {
                branch = ColumnAssembler.grown(branch, count + 1);
                branch[count++] = i;
            }
            levels += count > first ? 1 : 0;
        }
        if (levels > 1) {
            Arrays.sort(branch, 0, count);
        }
        return count;
    }

    private void object(byte[] arena, int count) {
        int start = json.size();
        Rescues.Entry last = null;
        for (int i = 0; i < count; i++) {
            Rescues.Entry entry = rescues.entry(branch[i]);
            if (last != null && last.path().equals(entry.path())) {
                if (last.sameNode(entry)) {
                    continue;
                }
                json.raw(",");
            } else {
                json.raw(last == null ? "{" : "],");
                json.string(entry.path());
                json.raw(":[");
            }
            value(arena, entry.range());
            last = entry;
        }
        json.raw("]}");
        if (objects + 2 > ranges.length) {
            ranges = Arrays.copyOf(ranges, ranges.length * 2);
            present = Arrays.copyOf(present, present.length * 2);
        }
        objects++;
        ranges[objects] = TextColumn.range(start, json.size());
        present[objects] = 1;
    }

    private void value(byte[] arena, long range) {
        if (TextColumn.isText(range)) {
            json.string(arena, TextColumn.start(range), TextColumn.end(range));
        } else {
            json.raw("null");
        }
    }
}
