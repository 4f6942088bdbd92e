package io.xylem.core;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Appends parts, in unit order, to files that stay invisible until the commit. Used by one thread at a time.
 *
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
public interface Appender<P, C extends Serializable> extends Closeable {
    /**
     * Appends a part. The part belongs to the appender.
     *
     * @param part the part
     * @throws IOException if it cannot be written
     */
    void append(P part) throws IOException;

    /**
     * Makes everything appended durable.
     *
     * @return one message per finished file, in order
     * @throws IOException if a file cannot be completed
     */
    List<C> finish() throws IOException;

    /**
     * Releases resources. Without a preceding {@link #finish()} the files written so far are removed.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
