package io.xylem.xml.internal.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;

/** An open archive: entries one after the other. */
interface Layer extends Closeable {
    /** The full name of the archive, the prefix of its entries' names. */
    String source();

    /**
     * Moves to the next entry that is not a folder.
     *
     * @return whether there is one
     * @throws IOException if the archive is damaged from here on
     */
    boolean next() throws IOException;

    /** The name of the entry. */
    String name();

    /**
     * Reads the entry as a document, or finds out that it is something else.
     *
     * @param into takes the content, if it is a document
     * @return what the entry is
     * @throws IOException if the entry is damaged
     */
    Format read(EntryBuffer into) throws IOException;

    /** The content of an entry that is an archive or compressed. */
    BufferedInputStream open() throws IOException;
}
