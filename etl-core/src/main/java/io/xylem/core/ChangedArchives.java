package io.xylem.core;

/**
 * What a run does with archives that are new by path, size or digest, but whose documents may be in the table already: those that
 * have changed since they were ingested under the same path, and those with the content of another archive, ingested before or in
 * the same run.
 */
public enum ChangedArchives {
    /** Ingests them like all new archives, and warns in the report. */
    APPEND,
    /** Stops with a {@link UsageException} before anything of them is planned or written. */
    REFUSE
}
