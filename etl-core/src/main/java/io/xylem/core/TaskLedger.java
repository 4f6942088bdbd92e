package io.xylem.core;

/**
 * The account of one task: what became of every entry that it saw. Used by one thread.
 *
 * <p>For every archive, in the end, {@code discovered = tabled + quarantined + skipped}. Each of the four is counted where it
 * happens, by whoever does it; the runner compares them.
 */
public interface TaskLedger {
    /**
     * An entry was found: a document, or something that will be skipped, or a damaged archive that counts as one document.
     *
     * @param archive the outermost archive
     */
    void discovered(String archive);

    /**
     * A discovered entry is not a document.
     *
     * @param archive the outermost archive
     */
    void skipped(String archive);

    /**
     * A discovered document, or an archive that counts as one, is refused and goes to the quarantine.
     *
     * @param reject why
     */
    void reject(Reject reject);

    /**
     * All rows of documents have been handed on.
     *
     * @param archive the outermost archive
     * @param documents how many documents
     */
    void tabled(String archive, long documents);

    /**
     * Rows of a table have been handed on. After the commit they are compared with what the sink says it has added. The default counts
     * nothing, and then nothing is compared.
     *
     * @param table the table's name
     * @param count how many rows
     */
    default void rows(String table, long count) {}

    /**
     * Bytes were read from an archive.
     *
     * @param archive the outermost archive
     * @param bytes bytes as stored, that is compressed
     */
    void read(String archive, long bytes);

    /**
     * Something was found that no column reads.
     *
     * @param path its absolute path, without positions
     * @param count how often
     */
    void unmapped(String path, long count);

    /**
     * Something that the recipe reads was looked for. Once per task is enough; what was never found in a run is
     * {@linkplain RunReport#unmatched() told}. The default counts nothing.
     *
     * @param path where it should be: its absolute path in the recipe
     * @param count how often it was found, 0 if it was not
     */
    default void matched(String path, long count) {}

    /**
     * Something happened to values.
     *
     * @param kind what: {@code rescued}, {@code nulled}, or an enricher's own word
     * @param count how often
     */
    void values(String kind, long count);
}
