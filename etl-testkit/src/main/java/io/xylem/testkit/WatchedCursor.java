package io.xylem.testkit;

import io.xylem.core.Cursor;
import java.io.IOException;

/** A cursor that watches how its reader treats it. */
final class WatchedCursor<T> implements Cursor<T> {
    private final Cursor<? extends T> in;
    private int elements;
    private int closes;
    private boolean current;

    WatchedCursor(Cursor<? extends T> in) {
        this.in = in;
    }

    int elements() {
        return elements;
    }

    int closes() {
        return closes;
    }

    @Override
    public boolean advance() throws IOException {
        if (closes > 0) {
            throw new AssertionError("the input was advanced after it had been closed");
        }
        current = in.advance();
        if (current) {
            elements++;
        }
        return current;
    }

    @Override
    public T current() {
        if (!current || closes > 0) {
            throw new AssertionError("current() was called although there is no current element");
        }
        return in.current();
    }

    @Override
    public void close() throws IOException {
        closes++;
        if (closes == 1) {
            in.close();
        }
    }
}
