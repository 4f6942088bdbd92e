package io.xylem.core.internal;

import io.xylem.core.CancelledException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out units and brings their parts back into order.
 *
 * <p>Units are claimed in order, so the first one that is not yet appended, the head, is always in the hands of a worker.
 * Parts of the head are appended as they come; parts of later units wait. One worker at a time appends, without holding the
 * lock: the owner of the head, or whoever has just finished a unit. Two bounds hold: how many units may be under way from the
 * head on, and how many bytes may wait; the head itself never waits for either, so there is always progress.
 */
final class AppendQueue {
    private final int units;
    private final int window;
    private final long buffer;
    private final Stop stop;
    private final Consumer<Accounts> onAppended;
    private final UnitNames names;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition news = lock.newCondition();
    private final Deque<Slot> slots = new ArrayDeque<>();
    private int next;
    private int head;
    private long waitingBytes;
    private boolean appending;
    private boolean closed;
    private int workers;

    /** How units are called in messages. */
    interface UnitNames {
        String name(int unit);
    }

    /**
     * A queue for one job.
     *
     * @param onAppended takes the accounts of each unit, in order, when all its parts are appended; may refuse to go on by
     *     throwing
     */
    AppendQueue(int units, int window, long buffer, Stop stop, Consumer<Accounts> onAppended, UnitNames names) {
        this.units = units;
        this.window = window;
        this.buffer = buffer;
        this.stop = stop;
        this.onAppended = onAppended;
        this.names = names;
    }

    /** A unit under way. */
    final class Slot {
        private final int unit;
        private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
        private @Nullable Accounts accounts;

        private Slot(int unit) {
            this.unit = unit;
        }

        int unit() {
            return unit;
        }

        /** Adds a part. Waits while too much is waiting, unless the unit is the head. */
        <P> void add(Lane<P, ?> lane, P part, long bytes) {
            lock.lock();
            try {
                awaitWhile(() -> mustWait(bytes));
                waiting.add(new Waiting<>(lane, part, bytes));
                waitingBytes += bytes;
                append();
            } finally {
                lock.unlock();
            }
        }

        private boolean mustWait(long bytes) {
            stop.check();
            boolean mayAppend = slots.peek() == this && !appending;
            return !mayAppend && waitingBytes > 0 && waitingBytes + bytes > buffer;
        }

        /** The unit has no more parts. */
        void complete(Accounts unitAccounts) {
            lock.lock();
            try {
                stop.check();
                accounts = unitAccounts;
                append();
            } finally {
                lock.unlock();
            }
        }
    }

    private record Waiting<P>(Lane<P, ?> lane, P part, long bytes) {
        void append() throws IOException {
            lane.append(part);
        }
    }

    /** Appends whatever is in order, unless somebody is at it. Called and left with the lock held. */
    private void append() {
        if (appending) {
            return;
        }
        appending = true;
        try {
            for (Slot slot = slots.peek(); slot != null; slot = slots.peek()) {
                Waiting<?> part = slot.waiting.poll();
                if (part != null) {
                    appendUnlocked(slot, part);
                } else if (slot.accounts != null) {
                    onAppended.accept(slot.accounts);
                    slots.poll();
                    head++;
                    changed.signalAll();
                    news.signalAll();
                } else {
                    return;
                }
            }
        } catch (Throwable t) {
            failLocked(t);
            throw t;
        } finally {
            appending = false;
            changed.signalAll();
        }
    }

    private void appendUnlocked(Slot slot, Waiting<?> part) {
        lock.unlock();
        try {
            stop.check();
            part.append();
        } catch (Throwable t) {
            throw Failures.of("appending the output of " + names.name(slot.unit), t);
        } finally {
            lock.lock();
            waitingBytes -= part.bytes;
            changed.signalAll();
        }
    }

    /** The next unit to work on; null when there is none, or the run stops. Waits for the window to move. */
    @Nullable Slot claim() {
        lock.lock();
        try {
            awaitWhile(() -> next < units && next - head >= window && stop.failure() == null);
            if (next == units || stop.failure() != null) {
                return null;
            }
            Slot slot = new Slot(next++);
            slots.add(slot);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    void fail(Throwable cause) {
        lock.lock();
        try {
            failLocked(cause);
        } finally {
            lock.unlock();
        }
    }

    private void failLocked(Throwable cause) {
        stop.fail(cause);
        changed.signalAll();
        news.signalAll();
    }

    private void awaitWhile(BooleanSupplier obstacle) {
        try {
            while (obstacle.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the run was cancelled because a thread that works for it was interrupted", e);
        }
    }

    /** A worker starts; false if it comes too late. */
    boolean enter() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            workers++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            workers--;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more than {@code seen} units are appended, the run fails, or the time is over; tells how many are appended. */
    int awaitAppended(int seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (head <= seen && head < units && stop.failure() == null && left > 0) {
                left = news.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no worker in any more and waits until all are gone. Not interruptible: they use what is closed next. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (workers > 0) {
                news.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds between two looks at the progress. */
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(200);
}
