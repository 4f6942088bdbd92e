package io.xylem.xml.internal.scan;

import io.xylem.core.TaskLedger;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What no column reads: counted by path, and kept if the mapping says so. */
final class Unread {
    private final Unmapped policy;
    private final Shreds shreds;

    private final List<Count> pending = new ArrayList<>();
    /** What has been met since the last report. */
    private final List<Count> counted = new ArrayList<>();
    /** What stands outside of all records of the document. */
    private final List<Extra> outside = new ArrayList<>();

    /** The tallies of what comes too late for its columns. */
    private final Map<String, PathNode.Tally> late = new HashMap<>();

    private record Count(PathNode.Tally tally, String path) {}

    Unread(Unmapped policy, Shreds shreds) {
        this.policy = policy;
        this.shreds = shreds;
    }

    /** Whether texts are wanted. */
    boolean keepsTexts() {
        return policy == Unmapped.RESCUE;
    }

    /** Whether anything refuses its document. */
    boolean refuses() {
        return policy == Unmapped.REJECT;
    }

    /** Counts something. */
    void count(PathNode.Tally tally, String path) {
        if (tally.pending++ == 0) {
            pending.add(new Count(tally, path));
        }
    }

    /** Counts something that has no tally of its own. */
    void count(String path) {
        count(late.computeIfAbsent(path, p -> new PathNode.Tally()), path);
    }

    /** Keeps a text of an instance. */
    void keep(int level, int instance, String path, long range) {
        shreds.addExtra(new Extra(level, instance, path, range));
    }

    /** Keeps a text that stands outside of all records: the document's first record has it. */
    void keepOutside(String path, long range) {
        outside.add(new Extra(0, -1, path, range));
    }

    /** The document is kept. */
    void accept(int records) {
        for (Count count : pending) {
            if (count.tally.total == 0) {
                counted.add(count);
            }
            count.tally.total += count.tally.pending;
            count.tally.pending = 0;
        }
        pending.clear();
        int first = shreds.level(0).size() - records;
        if (records > 0) {
            outside.forEach(e -> shreds.addExtra(new Extra(0, first, e.path(), e.range())));
        }
        outside.clear();
    }

    /** The document is refused. */
    void refuse() {
        pending.forEach(c -> c.tally.pending = 0);
        pending.clear();
        outside.clear();
    }

    /** Hands the counts since the last call to a ledger. */
    void report(TaskLedger ledger) {
        for (Count count : counted) {
            ledger.unmapped(count.path, count.tally.total);
            count.tally.total = 0;
        }
        counted.clear();
        late.clear();
    }
}
