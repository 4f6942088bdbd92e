package io.xylem.core;

/** What a {@link Source} may ask while it plans. */
public interface PlanContext {
    /**
     * Asks whether an archive belongs to this plan; one that an earlier job has committed does not.
     *
     * @param archive the archive found
     * @return whether its splits are wanted
     */
    boolean admit(Archive archive);

    /**
     * The limits of the run.
     *
     * @return the limits
     */
    Limits limits();

    /**
     * The expected weight of a unit of work; a large archive is best cut into splits of about that weight.
     *
     * @return uncompressed bytes
     */
    long unitWeight();
}
