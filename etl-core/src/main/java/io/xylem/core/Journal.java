package io.xylem.core;

import java.io.IOException;
import java.util.List;

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
     * All plans written so far.
     *
     * @return the plans, by ascending sequence
     * @throws IOException if they cannot be read
     */
    List<JobPlan> plans() throws IOException;

    /**
     * The last job that is committed in all tables.
     *
     * @return its sequence; -1 if there is none
     * @throws IOException if that cannot be read
     */
    long committed() throws IOException;

    /**
     * Writes a plan durably.
     *
     * @param plan the plan
     * @throws IOException if it cannot be written
     */
    void write(JobPlan plan) throws IOException;
}
