package io.xylem.xml.internal.scan;

import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.TaskLedger;

/** Puts one document after another into a chunk of shreds. Used by one thread. */
public interface DocumentTaker {
    /**
     * Takes a document.
     *
     * @param document the document, borrowed
     * @throws DocumentException if it is refused and nothing of it is in the shreds
     */
    void take(Document document);

    /**
     * Hands the counts since the last call to a ledger.
     *
     * @param ledger the ledger
     */
    default void report(TaskLedger ledger) {}
}
