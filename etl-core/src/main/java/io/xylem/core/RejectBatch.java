package io.xylem.core;

import java.util.List;

/**
 * Refused documents on their way to the quarantine: what a quarantine's encoder takes.
 *
 * @param rejects the refusals, in the order in which they were reported
 */
public record RejectBatch(List<Reject> rejects) {
    /** Copies the list. */
    public RejectBatch {
        rejects = List.copyOf(rejects);
    }
}
