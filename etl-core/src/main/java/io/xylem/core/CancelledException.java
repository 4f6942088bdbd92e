package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** The run was cancelled, by a token, an interrupt or a deadline. It can be run again. */
public final class CancelledException extends XylemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public CancelledException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
