package io.xylem.core.shred;

import io.xylem.core.DocumentException;
import java.util.Arrays;

/** A document that is refused for what it holds, and what was open in it there. */
public final class Refusal {
    private final DocumentException cause;
    private final int[] open;

    /**
     * A refusal.
     *
     * @param cause why
     * @param open by level, the instance that had begun and not ended; -1 for none. Copied
     */
    public Refusal(DocumentException cause, int[] open) {
        this.cause = cause;
        this.open = Arrays.copyOf(open, open.length);
    }

    /**
     * Why the document is refused.
     *
     * @return the cause
     */
    public DocumentException cause() {
        return cause;
    }

    /**
     * Whether an instance had not ended, so that what it lacks may have been still to come.
     *
     * @param level its level
     * @param instance the instance
     * @return whether it was open
     */
    public boolean open(int level, int instance) {
        return open[level] == instance;
    }
}
