package io.xylem.examples.cli;

import io.xylem.core.CancelledException;
import io.xylem.core.UsageException;

/** What the command's exit status means. */
final class ExitStatus {
    static final int DONE = 0;
    static final int TOO_MANY_REJECTS = 1;
    static final int WRONG_USE = 2;
    static final int FAILED = 3;
    static final int INTERRUPTED = 130;

    private ExitStatus() {}

    static int of(Throwable error) {
        if (error instanceof UsageException) {
            return WRONG_USE;
        }
        return error instanceof CancelledException ? INTERRUPTED : FAILED;
    }
}
