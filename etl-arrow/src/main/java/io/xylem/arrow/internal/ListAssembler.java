package io.xylem.arrow.internal;

import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;

/**
 * A column with a list per instance: the items of a repeated column, each text cut into items if it is to be split. A list
 * without items is null.
 */
final class ListAssembler extends ColumnAssembler {
    private final boolean split;
    private final byte @Nullable [] separator;
    private final boolean collapsed;

    private @Nullable TextColumn texts;
    private long[] items = new long[64];
    private int[] origins = new int[64];
    private int size;
    private int[] starts = new int[64];
    private byte[] present = new byte[64];
    private int[] expanded = new int[64];

    ListAssembler(int level, int place, ShredColumn column) {
        super(level, place, column);
        ValueRules rules = column.rules();
        String literal = rules.split();
        this.split = literal != null;
        this.separator = literal == null || literal.equals(ValueRules.WHITESPACE)
                ? null
                : literal.getBytes(StandardCharsets.UTF_8);
        if (separator != null && separator.length == 0) {
            throw new io.xylem.core.UsageException(
                    "column '" + column.name() + "': split cannot be empty; use 'whitespace' or a literal");
        }
        this.collapsed = rules.trim() || column.type() != Primitive.STRING;
    }

    @Override
    void parse(byte[] arena, int count, TextColumn column) {
        texts = column;
        starts = Gather.room(starts, count + 1);
        if (present.length <= count) {
            present = new byte[Math.max(count + 1, present.length * 2)];
        }
        size = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = split ? size : next;
            if (!column.repeated()) {
                cut(arena, column.ranges()[i], i);
            } else {
                while (next < column.size() && column.owners()[next] == i) {
                    if (split) {
                        cut(arena, column.ranges()[next], next);
                    }
                    next++;
                }
            }
            present[i + 1] = (byte) ((split ? size : next) > starts[i] ? 1 : 0);
        }
        starts[count] = split ? size : next;
        values.parse(arena, split ? items : column.ranges(), starts[count], bad);
    }

    private void cut(byte[] arena, long range, int origin) {
        if (!TextColumn.isText(range)) {
            return;
        }
        int start = TextColumn.start(range);
        int end = TextColumn.end(range);
        if (collapsed || separator == null) {
            start = Whitespace.skip(arena, start, end);
            end = Whitespace.trim(arena, start, end);
        }
        if (start == end) {
            return;
        }
        if (separator == null) {
            cutAtWhitespace(arena, start, end, origin);
        } else {
            cutAt(separator, arena, start, end, origin);
        }
    }

    private void cutAtWhitespace(byte[] arena, int start, int end, int origin) {
        int i = start;
        while (i < end) {
            int first = i;
            while (i < end && !Whitespace.is(arena[i])) {
                i++;
            }
            add(first, i, origin);
            i = Whitespace.skip(arena, i, end);
        }
    }

    private void cutAt(byte[] literal, byte[] arena, int start, int end, int origin) {
        int first = start;
        int i = start;
        while (i + literal.length <= end) {
            if (Arrays.equals(arena, i, i + literal.length, literal, 0, literal.length)) {
                add(first, i, origin);
                i += literal.length;
                first = i;
            } else {
                i++;
            }
        }
        add(first, end, origin);
    }

    private void add(int start, int end, int origin) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        origins = grown(origins, size + 1);
        items[size] = TextColumn.range(start, end);
        origins[size++] = origin;
    }

    @Override
    byte[] present() {
        return present;
    }

    @Override
    int instance(int item) {
        int text = origin(item);
        return texts != null && texts.repeated() ? texts.owners()[text] : text;
    }

    @Override
    long range(int item) {
        return split || texts == null ? items[item] : texts.ranges()[item];
    }

    @Override
    String missing(int instance, byte[] arena) {
        return "absent, nil or empty";
    }

    @Override
    String path(int item) {
        return path(texts == null ? null : texts.path(origin(item)));
    }

    private int origin(int item) {
        return split ? origins[item] : item;
    }

    @Override
    long bytes(int[] index, int from, int count) {
        int all = expand(index, from, count);
        return count * 4L + values.bytes(expanded, 0, all);
    }

    @Override
    void gather(int[] index, int from, int count, FieldVector vector, int at) {
        ListVector target = (ListVector) vector;
        Room.list(target, at + count);
        Gather.bits(present, index, from, count, target.getValidityBuffer().memoryAddress(), at);
        long offsets = target.getOffsetBuffer().memoryAddress();
        if (at == 0) {
            MemoryUtil.putInt(offsets, 0);
        }
        int first = MemoryUtil.getInt(offsets + at * 4L);
        int end = first;
        for (int i = 0; i < count; i++) {
            int instance = index[from + i];
            end += instance < 0 ? 0 : starts[instance + 1] - starts[instance];
            MemoryUtil.putInt(offsets + (at + i + 1) * 4L, end);
        }
        int all = expand(index, from, count);
        values.gather(expanded, 0, all, target.getDataVector(), first);
    }

    /** Writes the items of instances behind one another into {@link #expanded}; how many. */
    private int expand(int[] index, int from, int count) {
        int all = 0;
        for (int i = from; i < from + count; i++) {
            if (index[i] >= 0) {
                int last = starts[index[i] + 1];
                expanded = grown(expanded, all + last - starts[index[i]]);
                for (int item = starts[index[i]]; item < last; item++) {
                    expanded[all++] = item;
                }
            }
        }
        return all;
    }
}
