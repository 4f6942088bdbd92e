package io.xylem.core;

/**
 * The bytes of one document, borrowed from the cursor that yields it.
 *
 * <p>Valid bytes are {@code buffer()[offset()] .. buffer()[offset() + length() - 1]}. Neither the array nor its content may
 * be changed or kept.
 */
public interface Document {
    /**
     * The full name, as it appears in {@code _source}: {@code path/of/archive.zip!/entry.xml}.
     *
     * @return the name
     */
    String source();

    /**
     * The path of the outermost archive, or of the file itself: the key of its account in the ledger.
     *
     * @return the path
     */
    String archive();

    /**
     * The place of the document among the entries of its outermost archive.
     *
     * @return 0-based place
     */
    long ordinal();

    /**
     * The array that holds the document.
     *
     * @return the array
     */
    byte[] buffer();

    /**
     * Where the document starts in {@link #buffer()}.
     *
     * @return index of the first byte
     */
    int offset();

    /**
     * How many bytes the document has.
     *
     * @return bytes
     */
    int length();
}
