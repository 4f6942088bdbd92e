package io.xylem.core.internal;

import io.xylem.core.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Threads that take units from a queue until there are none: the run's own, or an executor's. */
final class Workers {
    private final AppendQueue queue;
    private final List<Thread> own = new ArrayList<>();

    private Workers(AppendQueue queue) {
        this.queue = queue;
    }

    /** Starts workers. */
    static Workers start(UnitTask<?, ?, ?, ?> task, AppendQueue queue, int count, @Nullable Executor executor) {
        Workers workers = new Workers(queue);
        Runnable work = () -> work(task, queue);
        if (executor == null) {
            workers.startOwn(work, count);
        } else {
            submit(work, count, executor, queue);
        }
        return workers;
    }

    /** Starts as many threads as there can be: one is enough. */
    private void startOwn(Runnable work, int count) {
        for (int i = 1; i <= count; i++) {
            try {
                Thread thread = new Thread(work, "xylem-worker-" + i);
                thread.setDaemon(true);
                thread.start();
                own.add(thread);
            } catch (OutOfMemoryError e) {
                if (i == 1) {
                    queue.fail(Failures.of("starting a worker", e));
                }
                return;
            }
        }
    }

    private static void submit(Runnable work, int count, Executor executor, AppendQueue queue) {
        for (int i = 0; i < count; i++) {
            try {
                executor.execute(work);
            } catch (RejectedExecutionException e) {
                if (i == 0) {
                    queue.fail(new PipelineException(
                            "the executor given in the options takes no work: " + e.getMessage()
                                    + "; give one that is running, or none",
                            e));
                }
                return;
            } catch (Throwable t) {
                queue.fail(Failures.of("handing work to the executor given in the options", t));
                return;
            }
        }
    }

    private static void work(UnitTask<?, ?, ?, ?> task, AppendQueue queue) {
        if (!queue.enter()) {
            return;
        }
        try {
            for (AppendQueue.Slot slot = queue.claim(); slot != null; slot = queue.claim()) {
                task.run(slot);
            }
        } catch (Throwable t) {
            queue.fail(Failures.of("a worker failed", t));
        } finally {
            queue.leave();
        }
    }

    /**
     * Waits until all workers are gone. Those that run on threads of the run's own are woken up if there is no point in going on.
     */
    void end(boolean wake) {
        if (wake) {
            own.forEach(Thread::interrupt);
        }
        queue.close();
        boolean interrupted = false;
        for (Thread thread : own) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
