package io.xylem.xml.internal.scan;

import org.jspecify.annotations.Nullable;

/** What an engine tells of a document. Offsets are indexes into the entity's bytes. */
interface Events {
    /** Where the element is that does not stand in the document itself, but came out of an entity. */
    int NOWHERE = -1;

    /** An element begins; its start tag begins at an offset. The namespace can be compared by identity. */
    void start(Name name, String uri, Attributes attributes, int offset);

    /** A piece of the innermost open element's own text, line ends normalised, references resolved. */
    void text(byte[] bytes, int from, int to);

    /** The innermost open element ends; an offset is the index behind its end tag. */
    void end(int endOffset);

    /**
     * An element without attributes and with nothing but one piece of plain text, which may be empty, begins and ends: the same
     * as {@link #start}, {@link #text} if there is any, and {@link #end}.
     *
     * @param none no attributes
     */
    default void leaf(
            Name name, String uri, Attributes none, int offset, byte[] bytes, int from, int to, int endOffset) {
        start(name, uri, none, offset);
        if (to > from) {
            text(bytes, from, to);
        }
        end(endOffset);
    }

    /** The path of the innermost open element; null outside of the document element. */
    @Nullable String path();
}
