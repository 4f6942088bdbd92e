package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** It cannot be told whether a commit took place. Nothing that it may refer to is removed; the next run finds out. */
public final class CommitStateUnknownException extends XylemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public CommitStateUnknownException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public CommitStateUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
