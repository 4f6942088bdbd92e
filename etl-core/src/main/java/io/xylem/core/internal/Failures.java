package io.xylem.core.internal;

import io.xylem.core.PipelineException;
import io.xylem.core.XylemException;

/** Turns whatever was thrown into an error that a caller can read. */
final class Failures {
    private static final String RESUME = "; nothing of this job is committed: remove the cause and run again";

    private Failures() {}

    /** Errors of this library stay as they are. */
    static XylemException of(String what, Throwable cause) {
        if (cause instanceof XylemException known) {
            return known;
        }
        if (cause instanceof OutOfMemoryError) {
            return new PipelineException(
                    what + ": out of memory (" + cause.getMessage()
                            + "); nothing of this job is committed: give the JVM more memory (-Xmx), or run with a lower"
                            + " parallelism",
                    cause);
        }
        String why = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return new PipelineException(what + ": " + kind + (why == null ? "" : ": " + why) + RESUME, cause);
    }
}
