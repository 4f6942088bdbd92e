package io.xylem.arrow.internal;

import io.xylem.core.shred.Extra;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules.BadValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that no column of a chunk could take, and the JSON object of each row that carries any: path → values in document
 * order, paths sorted. Costs next to nothing for a chunk that has none.
 */
final class Rescues {
    /** A text; of two with the same path and place in the arena one is a duplicate, since both are the same node. */
    private record Entry(int level, int instance, String path, long range, int rank, int position, int sequence) {
        boolean sameNode(Entry other) {
            return range == other.range && sequence == other.sequence;
        }
    }

    private record Node(String path, long range) {}

    private record Carried(int record, String path, long range) {}

    private record Place(int level, int instance, String path) {}

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::path)
            .thenComparingInt(Entry::rank)
            .thenComparingInt(Entry::position)
            .thenComparingInt(Entry::sequence);

    private final ShredSchema schema;
    private final Ancestry ancestry;
    private final boolean whole;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Node, Entry> nodes = new HashMap<>();
    /** Where rows are whole records: what they carry already. */
    private final Set<Carried> carried = new HashSet<>();

    private final Map<Place, Integer> positions = new HashMap<>();
    private long rescued;
    private long nulled;
    private int position;

    private final int[][] heads;
    private int[] next = new int[16];
    private int[] branch = new int[16];
    private int[] previous = new int[16];

    private final JsonBuffer json = new JsonBuffer();
    private long[] ranges = new long[16];
    private byte[] present = new byte[16];
    private int objects;
    private int[] index = new int[256];

    /** The rescued values of a schema; {@code whole}: whether a row carries all of its record. */
    Rescues(ShredSchema schema, Ancestry ancestry, boolean whole) {
        this.whole = whole;
        this.schema = schema;
        this.ancestry = ancestry;
        this.heads = new int[schema.levels().size()][64];
    }

    /** How many values are rescued; one that several rows carry counts once. */
    long rescued() {
        return rescued;
    }

    /** How many bad values are dropped. */
    long nulled() {
        return nulled;
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

    /** Collects what the documents that are not refused hold. */
    void of(Shreds shreds, ColumnAssembler[] columns, boolean[] refused) {
        rescued = 0;
        nulled = 0;
        entries.clear();
        nodes.clear();
        carried.clear();
        positions.clear();
        for (ColumnAssembler column : columns) {
            boolean rescue = column.column.rules().badValue() == BadValue.RESCUE;
            position = 0;
            for (int i = 0; i < column.bad.size(); i++) {
                int item = column.bad.get(i);
                int instance = column.instance(item);
                int document = ancestry.document(column.level, instance);
                if (refused[document]) {
                    continue;
                }
                if (rescue) {
                    add(column.level, instance, column.path(item), column.range(item), shreds.content(document));
                } else {
                    nulled++;
                }
            }
        }
        position = 0;
        for (Extra extra : shreds.extras()) {
            int document = ancestry.document(extra.level(), extra.instance());
            if (!refused[document]) {
                add(extra.level(), extra.instance(), extra.path(), extra.range(), shreds.content(document));
            }
        }
    }

    /**
     * Adds a text. Its position in the document is where it starts; one that has been unescaped stands elsewhere in the arena and
     * takes the position of the one before, or of the last one with the same path in the same instance.
     */
    private void add(int level, int instance, String path, long range, long content) {
        boolean text = TextColumn.isText(range);
        int start = TextColumn.start(range);
        Place place = new Place(level, instance, path);
        int at;
        if (text && start >= TextColumn.start(content) && start < TextColumn.end(content)) {
            position = Math.max(position, start);
            at = start;
        } else {
            at = Math.max(position, positions.getOrDefault(place, 0));
        }
        positions.merge(place, at, Math::max);
        // Instances of a record that is one row: what belongs to earlier ones comes first.
        int rank = whole ? ancestry.position(level, instance) : 0;
        Entry entry = new Entry(level, instance, path, range, rank, at, entries.size());
        boolean empty = start == TextColumn.end(range);
        Entry known = text && !empty ? nodes.putIfAbsent(new Node(path, range), entry) : null;
        boolean first =
                !whole || !text || empty || carried.add(new Carried(ancestry.record(level, instance), path, range));
        if (known == null) {
            entries.add(entry);
            rescued++;
        } else if (first && (known.level != level || known.instance != instance)) {
            entries.add(new Entry(level, instance, path, range, rank, known.position, known.sequence));
        }
    }

    /** Builds the objects of a chunk's rows. */
    void write(Shreds shreds, RowView rows) {
        index = Gather.room(index, rows.size());
        json.clear();
        objects = 0;
        if (entries.isEmpty()) {
            Arrays.fill(index, 0, rows.size(), -1);
            return;
        }
        link(shreds);
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

    /** Sorts the entries and chains those of each instance. */
    private void link(Shreds shreds) {
        entries.sort(ORDER);
        for (int level = 0; level < heads.length; level++) {
            int size = shreds.level(level).size();
            heads[level] = Gather.room(heads[level], size);
            Arrays.fill(heads[level], 0, size, -1);
        }
        next = Gather.room(next, entries.size());
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            int level = whole ? 0 : entry.level;
            int instance = whole ? ancestry.record(entry.level, entry.instance) : entry.instance;
            next[i] = heads[level][instance];
            heads[level][instance] = i;
        }
    }

    /** Collects the entries of a row and its ancestors, in order; how many. */
    private int branch(RowView rows, int row) {
        int count = 0;
        int levels = 0;
        for (int level = rows.levels()[row];
                level >= 0;
                level = schema.levels().get(level).parent()) {
            int first = count;
            for (int i = heads[level][rows.instances()[level][row]]; i >= 0; i = next[i]) {
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
        Entry last = null;
        for (int i = 0; i < count; i++) {
            Entry entry = entries.get(branch[i]);
            if (last != null && last.path.equals(entry.path)) {
                if (last.sameNode(entry)) {
                    continue;
                }
                json.raw(",");
            } else {
                json.raw(last == null ? "{" : "],");
                json.string(entry.path);
                json.raw(":[");
            }
            value(arena, entry.range);
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
