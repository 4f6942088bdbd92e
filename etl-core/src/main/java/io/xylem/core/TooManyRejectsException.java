package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** So many documents were refused that the mapping is probably not theirs; nothing was committed. */
public final class TooManyRejectsException extends XylemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public TooManyRejectsException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public TooManyRejectsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
