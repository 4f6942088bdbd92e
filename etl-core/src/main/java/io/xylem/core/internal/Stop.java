package io.xylem.core.internal;

import io.xylem.core.CancellationToken;
import io.xylem.core.CancelledException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a run goes on: until its first failure, its cancellation or its deadline. Safe for use by many threads. */
final class Stop {
    private static final String RESUME = "; nothing of the job at hand is committed, run it again to go on";

    private final BooleanSupplier cancelled;
    private final @Nullable Instant deadline;
    private final long deadlineNanos;
    private volatile @Nullable Throwable failure;
    private volatile boolean interrupted;

    Stop(BooleanSupplier cancelled, @Nullable Instant deadline) {
        this.cancelled = cancelled;
        this.deadline = deadline;
        this.deadlineNanos = deadline == null ? 0 : System.nanoTime() + nanosUntil(deadline);
    }

    static Stop of(@Nullable CancellationToken token, @Nullable Instant deadline) {
        return new Stop(token == null ? () -> false : token::cancelled, deadline);
    }

    private static long nanosUntil(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        return left.compareTo(Duration.ofDays(36_500)) > 0
                ? Duration.ofDays(36_500).toNanos()
                : left.isNegative() ? 0 : left.toNanos();
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /** Records a failure; the first one counts. */
    synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** What stops the run although nothing has failed: the token or the deadline; null if it may go on. */
    @Nullable CancelledException cancellation() {
        if (cancelled.getAsBoolean()) {
            return new CancelledException("the run was cancelled" + RESUME);
        }
        if (deadline != null && System.nanoTime() - deadlineNanos >= 0) {
            return new CancelledException(
                    "the run was cancelled because its deadline, " + deadline + ", has passed" + RESUME);
        }
        return null;
    }

    void check() {
        if (failure != null) {
            throw new CancelledException("the run stops because another part of it has failed");
        }
        CancelledException cancellation = cancellation();
        if (cancellation != null) {
            throw cancellation;
        }
    }

    /** Like {@link #check()}, on the thread that called the run, whose interrupts count too. */
    void checkCaller() {
        if (Thread.interrupted()) {
            throw interrupted();
        }
        check();
    }

    /** The calling thread was interrupted. Its flag stays cleared until the run has cleaned up. */
    CancelledException interrupted() {
        interrupted = true;
        return new CancelledException(
                "the run was cancelled because the thread that called it was interrupted" + RESUME);
    }

    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
