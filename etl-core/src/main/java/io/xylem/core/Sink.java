package io.xylem.core;

import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where batches go: an immutable, serializable recipe in three parts. Encoding runs in parallel, one encoder per unit;
 * appending runs in unit order; committing happens once per job.
 *
 * @param <B> the kind of batch
 * @param <P> a part: an encoded piece of output in memory, such as a row group
 * @param <C> a commit message: what the committer needs to know of a finished file
 */
public interface Sink<B, P, C extends Serializable> extends Serializable {
    /**
     * Opens an encoder for one unit.
     *
     * @param context the task
     * @return the encoder, closed by the runner
     * @throws IOException if it cannot be opened
     */
    Encoder<B, P> openEncoder(TaskContext context) throws IOException;

    /**
     * Opens the appender of a job. It is called before any batch arrives, so a target that cannot be written to is refused
     * here.
     *
     * @param context the job
     * @return the appender, closed by the runner
     * @throws IOException if the target cannot be written
     * @throws UsageException if the target is not what the sink writes to
     */
    Appender<P, C> openAppender(JobContext context) throws IOException;

    /**
     * Opens an appender for a part of a job that {@linkplain Cluster several processes} work on, in one of them. It writes under names
     * that no other attempt has, takes no lock, and leaves alone what is not its own. The appender of {@link #openAppender} is open
     * all the while in the process that commits.
     *
     * @param context the job
     * @param attempt what tells this attempt at this part from all others: letters from {@code a} to {@code z} and digits, a letter
     *     first
     * @return the appender, closed by the runner
     * @throws IOException if the target cannot be written
     * @throws UsageException if only one process can write to this sink
     */
    default Appender<P, C> openTaskAppender(JobContext context, String attempt) throws IOException {
        throw new UsageException(
                "a cluster cannot write to this sink (" + getClass().getSimpleName()
                        + "), since it is for one process; use a Delta table, or run in this process");
    }

    /**
     * Opens the committer of a job.
     *
     * @param context the job
     * @return the committer, closed by the runner
     * @throws IOException if the target cannot be read
     */
    Committer<C> openCommitter(JobContext context) throws IOException;

    /**
     * How much memory a part holds, so that the runner can bound what waits to be appended. The default takes 1 MiB for
     * everything.
     *
     * @param part a part
     * @return bytes, roughly
     */
    default long bytes(P part) {
        return 1 << 20;
    }

    /**
     * Opens the journal that makes runs repeatable. The default remembers nothing: every run is job 0.
     *
     * @param run the run
     * @return the journal
     * @throws IOException if the target cannot be read
     * @throws UsageException if the target is not what the sink writes to
     */
    default Journal openJournal(RunInfo run) throws IOException {
        return Journal.NONE;
    }

    /**
     * The same for a sink whose journal depends on the tables. The default does not look at them.
     *
     * @param run the run
     * @param tables the tables of the pipeline
     * @return the journal
     * @throws IOException if the target cannot be read
     * @throws UsageException if the target is not what the sink writes to
     */
    default Journal openJournal(RunInfo run, List<TableSchema> tables) throws IOException {
        return openJournal(run);
    }
}
