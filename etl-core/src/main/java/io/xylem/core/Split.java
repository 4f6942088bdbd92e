package io.xylem.core;

import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A piece of input that one thread reads: an archive, part of a large archive, or a single file.
 *
 * @param <D> the kind of document
 */
public interface Split<D> extends Serializable {
    /**
     * A name that is unique in the plan and the same in every plan over the same input.
     *
     * @return the id
     */
    String id();

    /**
     * The archive that it is, or is part of. Input whose splits tell that, in the order in which the archives were admitted, can be
     * ingested in several jobs.
     *
     * @return the path of an archive admitted by the {@link PlanContext}; null, as by default, if there is none
     */
    default @Nullable String archivePath() {
        return null;
    }

    /**
     * The expected number of uncompressed bytes, used to pack splits into units and to show progress. An estimate: never
     * trusted for anything else.
     *
     * @return bytes, at least 1
     */
    long weight();

    /**
     * Opens the split. A document that cannot be read is reported through {@link TaskContext#ledger()} and passed over;
     * damage to the archive itself is reported the same way and ends the cursor early.
     *
     * @param context the task that reads it
     * @return a cursor over its documents, closed by the caller
     * @throws IOException if the split cannot be opened at all
     */
    Cursor<D> open(TaskContext context) throws IOException;
}
