package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** A run failed: the message says which unit and split was being worked on. */
public final class PipelineException extends XylemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what happened, where, why, and what to do
     */
    public PipelineException(String message) {
        this(message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what happened, where, why, and what to do
     * @param cause the cause
     */
    public PipelineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
