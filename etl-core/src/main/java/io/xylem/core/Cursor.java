package io.xylem.core;

import java.io.Closeable;
import java.io.IOException;

/**
 * A forward-only sequence of borrowed elements, used by one thread.
 *
 * <p>An element belongs to the cursor: it is valid until the next {@link #advance()} or {@link #close()}, whichever comes
 * first. Whoever wants to keep it copies it.
 *
 * @param <T> what the cursor yields
 */
public interface Cursor<T> extends Closeable {
    /**
     * Moves to the next element.
     *
     * @return whether there is one
     * @throws IOException if the input cannot be read
     */
    boolean advance() throws IOException;

    /**
     * The current element.
     *
     * @return the element that the last successful {@link #advance()} moved to
     */
    T current();
}
