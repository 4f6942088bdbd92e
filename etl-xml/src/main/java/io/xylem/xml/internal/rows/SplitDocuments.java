package io.xylem.xml.internal.rows;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of splits, one after the other, each opened when the one before is closed. */
public final class SplitDocuments implements Cursor<Document> {
    private final Iterator<? extends Split<? extends Document>> splits;
    private final TaskContext context;
    private @Nullable Cursor<? extends Document> open;

    /**
     * A cursor.
     *
     * @param splits the splits
     * @param context the task
     */
    public SplitDocuments(List<? extends Split<? extends Document>> splits, TaskContext context) {
        this.splits = splits.iterator();
        this.context = context;
    }

    @Override
    public boolean advance() throws IOException {
        while (true) {
            Cursor<? extends Document> cursor = open;
            if (cursor == null) {
                if (!splits.hasNext()) {
                    return false;
                }
                cursor = splits.next().open(context);
                open = cursor;
            }
            if (cursor.advance()) {
                return true;
            }
            open = null;
            cursor.close();
        }
    }

    @Override
    public Document current() {
        Cursor<? extends Document> cursor = open;
        if (cursor == null) {
            throw new IllegalStateException("there is no current document");
        }
        return cursor.current();
    }

    @Override
    public void close() throws IOException {
        Cursor<? extends Document> cursor = open;
        open = null;
        if (cursor != null) {
            cursor.close();
        }
    }
}
