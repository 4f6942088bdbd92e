package io.xylem.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable memory of an application's jobs: which archives each job takes, and which jobs are committed.
 *
 * <p>A plan is written before its job starts. A plan without a commit belongs to a run that was interrupted; the next run
 * does that job again, from the same archives, before any other.
 */
public interface Journal {
    /** Remembers nothing. */
    Journal NONE = new Journal() {
        @Override
        public List<JobPlan> plans() {
            return List.of();
        }

        @Override
        public long committed() {
            return -1;
        }

        @Override
        public void write(JobPlan plan) {}
    };

    /**
     * Keeps other runs of the application from starting, so that a plan without a commit is one that nobody is working on. The default,
     * for targets that nobody else writes to, does nothing.
     *
     * @return to be closed when the run is over
     * @throws IOException if the target cannot be written to
     * @throws UsageException if another run of the application is at work
     */
    default Closeable claim() throws IOException {
        return () -> {};
    }

    /**
     * All plans written so far.
     *
     * @return the plans, by ascending sequence
     * @throws IOException if they cannot be read
     */
    List<JobPlan> plans() throws IOException;

    /**
     * Passes on all plans written so far, by ascending sequence, one after the other: there may be more than fit into memory. The
     * default passes on what {@link #plans()} returns.
     *
     * @param taker takes the plans
     * @throws IOException if they cannot be read
     */
    default void forEachPlan(Consumer<? super JobPlan> taker) throws IOException {
        plans().forEach(taker);
    }

    /**
     * Where the plan of a job is, for messages to people who may want to remove it.
     *
     * @param sequence the job
     * @return such as the path of a file; by default in words
     */
    default String location(long sequence) {
        return "the plan of job " + sequence + " in the target's journal";
    }

    /**
     * The last job that is committed in all tables.
     *
     * @return its sequence; -1 if there is none
     * @throws IOException if that cannot be read
     */
    long committed() throws IOException;

    /**
     * The last job that any of the tables has: after {@link #committed()} if a run was interrupted between the commits of a job. The
     * default, for targets that are committed as one, is {@link #committed()}.
     *
     * @return its sequence; -1 if there is none
     * @throws IOException if that cannot be read
     */
    default long begun() throws IOException {
        return committed();
    }

    /**
     * Writes a plan durably.
     *
     * @param plan the plan
     * @throws IOException if it cannot be written
     */
    void write(JobPlan plan) throws IOException;
}
