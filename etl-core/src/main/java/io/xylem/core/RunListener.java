package io.xylem.core;

import java.util.List;

/**
 * Hears of a run while it happens.
 *
 * <p>All methods are called on the thread that called {@link Pipeline#run}, one after the other, never on a worker: what a
 * listener does delays its own news and the commit, not the workers. An exception of a listener is logged and changes
 * nothing. A run that fails tells so by its exception only.
 *
 * <p>A run is a sequence of jobs. {@link #planned} and {@link #committed} are called once per job; most runs have one.
 */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /**
     * A job has been planned.
     *
     * @param units units of work
     * @param weight expected uncompressed bytes of all units
     * @param archives archives that the job takes
     */
    default void planned(int units, long weight, int archives) {}

    /**
     * How far the run is. Called about five times a second, and once when all units of a job have been appended.
     *
     * @param progress the state of the whole run, over all its jobs so far
     */
    default void progress(Progress progress) {}

    /**
     * All output of a unit has been appended, and that of all units before it.
     *
     * @param unit the place of the unit in its job, from 0
     */
    default void unitAppended(int unit) {}

    /**
     * A job has been committed.
     *
     * @param tables what was added to each table
     */
    default void committed(List<TableCommit> tables) {}

    /**
     * The run is done.
     *
     * @param report what {@link Pipeline#run} is about to return
     */
    default void finished(RunReport report) {}

    /**
     * How far a run is. The counts run ahead of what has been appended.
     *
     * @param documents entries found so far, skipped ones included
     * @param rejects documents refused so far
     * @param bytes bytes read from archives so far, as stored
     * @param weightDone weight of the splits read to their end
     * @param weightTotal weight of all splits planned so far
     */
    record Progress(long documents, long rejects, long bytes, long weightDone, long weightTotal) {}
}
