package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** The user asked for something that cannot be done: a missing path, a wrong option, a target of another kind. */
public class UsageException extends XylemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public UsageException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
