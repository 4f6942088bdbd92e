package io.xylem.xml.internal.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An open archive: entries one after the other. */
interface Layer extends Closeable {
    /** The full name of the archive. */
    String source();

    /**
     * Moves to the next entry that is not a folder.
     *
     * @return whether there is one
     * @throws IOException if the archive is damaged from here on
     */
    boolean next() throws IOException;

    /** The path of the entry in the archive. */
    String name();

    /** Whether the entry has content of its own: it is no link and no device. */
    default boolean regular() {
        return true;
    }

    /**
     * The content of the entry, valid until the next one. Its end is not reported before everything that the archive has to check it
     * has been checked. Closing it does nothing.
     *
     * @throws IOException if the entry cannot be read; others may be
     */
    InputStream content() throws IOException;
}
