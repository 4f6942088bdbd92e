package io.xylem.core.internal;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.JobContext;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sink's way through a job: parts appended in order, then finished, then committed or aborted. Used by one thread at a
 * time. Closing it closes whatever is open, each thing once.
 *
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
final class Lane<P, C extends Serializable> implements Closeable {
    private final Sink<?, P, C> sink;
    private final JobContext job;
    private @Nullable Appender<P, C> appender;
    private @Nullable Committer<C> committer;
    private final List<C> taken = new ArrayList<>();
    private @Nullable List<C> messages;

    Lane(Sink<?, P, C> sink, JobContext job) {
        this.sink = sink;
        this.job = job;
    }

    /** Whether there is an appender, so that there is something to commit. */
    boolean used() {
        return appender != null || messages != null;
    }

    Appender<P, C> open() throws IOException {
        Appender<P, C> open = appender;
        if (open == null) {
            open = sink.openAppender(job);
            appender = open;
        }
        return open;
    }

    void append(P part) throws IOException {
        open().append(part);
    }

    /** Opens the committer, while the appender can still take its files back. */
    void prepare() throws IOException {
        if (used()) {
            committer = sink.openCommitter(job);
        }
    }

    /** Takes files that other processes have finished. */
    void take(List<C> files) throws IOException {
        open();
        taken.addAll(files);
    }

    /** Makes the files durable and closes the appender. */
    void finish() throws IOException {
        Appender<P, C> open = appender;
        if (open != null) {
            List<C> files = new ArrayList<>(open.finish());
            files.addAll(taken);
            messages = List.copyOf(files);
            appender = null;
            open.close();
        }
    }

    List<TableCommit> commit() throws IOException {
        Committer<C> open = committer;
        List<C> files = messages;
        return open == null || files == null ? List.of() : open.commit(files);
    }

    /** Removes finished files. Only for a job that is known not to be committed. */
    void abort() throws IOException {
        Committer<C> open = committer;
        List<C> files = messages;
        messages = null;
        if (open != null && files != null) {
            open.abort(files);
        }
    }

    @Override
    public void close() throws IOException {
        Appender<P, C> openAppender = appender;
        Committer<C> openCommitter = committer;
        appender = null;
        committer = null;
        try (openAppender;
                openCommitter) {
            messages = null;
        }
    }
}
