package io.xylem.core;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Processes that work on the units of a job in place of threads of this one. A pipeline plans, commits and keeps its journal where it
 * was called; a cluster only runs tasks. It may run a task several times, one after the other or at once: what each attempt writes
 * has names of its own, and only the results that {@link #run} returns are committed.
 */
public interface Cluster {
    /**
     * How many tasks may run at once, as far as is known. It decides how finely work is divided.
     *
     * @return the number, at least 1
     */
    int parallelism();

    /**
     * Runs tasks and waits for them.
     *
     * @param tasks the tasks, in the order in which they are best begun
     * @param check to be called on the calling thread now and then while waiting; when it throws, the tasks are cancelled and what it
     *     has thrown is thrown on
     * @param <R> the kind of result
     * @return the result of one successful attempt at each task, in the order of the tasks
     * @throws XylemException if a task cannot be completed, or the check fails
     */
    <R extends Serializable> List<R> run(List<? extends Task<R>> tasks, Runnable check);

    /**
     * A part of the work.
     *
     * @param <R> the kind of result
     */
    @FunctionalInterface
    interface Task<R extends Serializable> extends Serializable {
        /**
         * Does the work. Each attempt gets a task of its own, as it was given to the cluster.
         *
         * @param attempt this attempt
         * @return the result
         * @throws IOException if reading or writing fails
         */
        R run(Attempt attempt) throws IOException;
    }

    /** One attempt at a task. */
    interface Attempt {
        /**
         * What tells this attempt from all others, of any run.
         *
         * @return 1 to 60 letters from {@code a} to {@code z} and digits, a letter first
         */
        String token();

        /**
         * Whether nobody waits for the result any more.
         *
         * @return true if the attempt is to stop soon
         */
        boolean cancelled();
    }
}
