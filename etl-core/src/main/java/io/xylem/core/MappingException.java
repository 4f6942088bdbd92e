package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** A mapping is wrong. The message names the file and the line. */
public final class MappingException extends UsageException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public MappingException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public MappingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
