package io.xylem.core;

/** Cancels a run from another thread. One token may cancel many runs. */
public final class CancellationToken {
    private volatile boolean cancelled;

    /** Cancels. The run stops at the next batch and leaves nothing half-visible. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Whether {@link #cancel()} has been called.
     *
     * @return whether it has
     */
    public boolean cancelled() {
        return cancelled;
    }
}
