package io.xylem.core;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Makes the files of a job visible, all at once per table. Idempotent: committing a job that is already committed changes
 * nothing and tells what is there.
 *
 * @param <C> the kind of commit message
 */
public interface Committer<C extends Serializable> extends Closeable {
    /**
     * Commits.
     *
     * @param messages the messages of the appender, in order; empty if the job has no output
     * @return what each table holds of this job, the root table first
     * @throws IOException if the commit has failed and nothing is visible; the files are then {@linkplain #abort removed}
     * @throws UsageException if the target refuses the job and nothing is visible; the files are then removed too
     * @throws CommitStateUnknownException if it cannot be told whether the commit took place; nothing is cleaned up
     *     then, and neither after any other exception
     */
    List<TableCommit> commit(List<C> messages) throws IOException;

    /**
     * Removes the files of a job that is known not to be committed.
     *
     * @param messages the messages of the appender
     * @throws IOException if a file cannot be removed
     */
    void abort(List<C> messages) throws IOException;
}
