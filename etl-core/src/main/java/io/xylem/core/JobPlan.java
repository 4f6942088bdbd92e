package io.xylem.core;

import java.util.List;

/**
 * The archives of one job.
 *
 * @param sequence the job's number under its app id
 * @param mappingVersion the recipe that the job was planned with
 * @param unitWeight the weight of a unit that the job was planned with
 * @param archives the archives, in order
 */
public record JobPlan(long sequence, String mappingVersion, long unitWeight, List<Archive> archives) {
    /** Copies the list. */
    public JobPlan {
        archives = List.copyOf(archives);
    }
}
