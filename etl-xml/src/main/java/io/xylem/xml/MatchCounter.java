package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.TaskLedger;
import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.io.IOException;
import java.util.List;

/**
 * Passes shreds on, and tells the ledger in the end which levels and columns of the mapping were found. A column that was found once is
 * not looked at again.
 */
final class MatchCounter implements Cursor<Shreds> {
    private final Cursor<Shreds> in;
    private final ShredSchema schema;
    private final TaskLedger ledger;
    private final long[] instances;
    private final boolean[][] found;
    private boolean closed;

    MatchCounter(Cursor<Shreds> in, ShredSchema schema, TaskLedger ledger) {
        this.in = in;
        this.schema = schema;
        this.ledger = ledger;
        List<ShredLevel> levels = schema.levels();
        instances = new long[levels.size()];
        found = levels.stream()
                .map(level -> new boolean[level.columns().size()])
                .toArray(boolean[][]::new);
    }

    @Override
    public boolean advance() throws IOException {
        if (!in.advance()) {
            return false;
        }
        Shreds shreds = in.current();
        for (int level = 0; level < instances.length; level++) {
            LevelShreds of = shreds.level(level);
            instances[level] += of.size();
            for (int column = 0; column < found[level].length; column++) {
                found[level][column] = found[level][column] || any(of.column(column));
            }
        }
        return true;
    }

    private static boolean any(TextColumn column) {
        if (column.repeated()) {
            return column.size() > 0;
        }
        long[] ranges = column.ranges();
        for (int i = 0; i < column.size(); i++) {
            if (ranges[i] != TextColumn.ABSENT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Shreds current() {
        return in.current();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            tell();
        }
        in.close();
    }

    /** Of a level that was not found, neither its columns nor the levels in it are told. */
    private void tell() {
        for (int i = 0; i < instances.length; i++) {
            ShredLevel level = schema.levels().get(i);
            if (i > 0 && instances[level.parent()] == 0) {
                continue;
            }
            ledger.matched(level.path(), instances[i]);
            for (int column = 0; instances[i] > 0 && column < found[i].length; column++) {
                String path = level.columns().get(column).path();
                if (!path.equals(level.path())) {
                    ledger.matched(path, found[i][column] ? 1 : 0);
                }
            }
        }
    }
}
