package io.xylem.core.internal;

import io.xylem.core.Cursor;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of a unit: its splits, one after the other, each opened when the one before is closed. */
final class SplitCursor<D> implements Cursor<D> {
    private final List<Split<D>> splits;
    private final TaskContext context;
    private final Meter meter;
    private @Nullable Cursor<D> open;
    private int next;

    SplitCursor(Unit<D> unit, TaskContext context, Meter meter) {
        this.splits = unit.splits();
        this.context = context;
        this.meter = meter;
    }

    @Override
    public boolean advance() throws IOException {
        while (true) {
            context.checkCancelled();
            Cursor<D> cursor = open;
            if (cursor == null) {
                if (next == splits.size()) {
                    return false;
                }
                cursor = splits.get(next++).open(context);
                open = cursor;
            }
            if (cursor.advance()) {
                return true;
            }
            open = null;
            cursor.close();
            meter.done(Math.max(1, splits.get(next - 1).weight()));
        }
    }

    @Override
    public D current() {
        Cursor<D> cursor = open;
        if (cursor == null) {
            throw new IllegalStateException("there is no current document");
        }
        return cursor.current();
    }

    /** The split that is being read, or the last one that was. */
    String position() {
        return "split '" + splits.get(Math.max(0, next - 1)).id() + "'";
    }

    @Override
    public void close() throws IOException {
        Cursor<D> cursor = open;
        open = null;
        next = splits.size();
        if (cursor != null) {
            cursor.close();
        }
    }
}
