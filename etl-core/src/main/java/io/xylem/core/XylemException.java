package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** The root of all errors of this library. The message says what happened, where, why, and what to do. */
public abstract class XylemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause, if another error led to this one
     */
    protected XylemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the same call may succeed later without anything being changed.
     *
     * @return whether a retry makes sense
     */
    public boolean retryable() {
        return false;
    }
}
