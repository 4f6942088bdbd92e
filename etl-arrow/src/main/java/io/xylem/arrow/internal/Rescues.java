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

/** The values that no column of a chunk could take, by instance. Costs next to nothing for a chunk that has none. */
final class Rescues {
    /** A text; of two with the same path and place in the arena one is a duplicate, since both are the same node. */
    record Entry(int level, int instance, String path, long range, int rank, int position, int sequence) {
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

    /** The rescued values of a schema; {@code whole}: whether a row carries all of its record. */
    Rescues(ShredSchema schema, Ancestry ancestry, boolean whole) {
        this.whole = whole;
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
        if (!entries.isEmpty()) {
            link(shreds);
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

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Entry entry(int index) {
        return entries.get(index);
    }

    /** The first entry of an instance, in order; -1 if it has none. */
    int first(int level, int instance) {
        return heads[level][instance];
    }

    /** The entry of the same instance behind one; -1 if it is the last. */
    int next(int index) {
        return next[index];
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
}
