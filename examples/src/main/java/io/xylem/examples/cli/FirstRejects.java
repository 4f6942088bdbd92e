package io.xylem.examples.cli;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Journal;
import io.xylem.core.Reject;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Remembers the first few refusals on their way to a quarantine, by archive and place in it. Lives in one process only. */
final class FirstRejects {
    private static final Comparator<Reject> ORDER = Comparator.comparing(Reject::archive)
            .thenComparingLong(Reject::ordinal)
            .thenComparing(Reject::source)
            .thenComparing(FirstRejects::line);

    private final int wanted;
    private final TreeMap<Reject, String> found = new TreeMap<>(ORDER);

    /**
     * Remembers nothing yet.
     *
     * @param wanted how many refusals to keep
     */
    FirstRejects(int wanted) {
        this.wanted = wanted;
    }

    /** The refusals, each as a line. */
    synchronized List<String> lines() {
        return List.copyOf(found.values());
    }

    /** A refusal as a line: source, place, code, message. */
    static String line(Reject reject) {
        String path = reject.path() == null ? "" : " at " + reject.path();
        return reject.source() + path + ": " + reject.code() + ": " + reject.message();
    }

    private synchronized void add(Reject reject) {
        if (found.size() == wanted && ORDER.compare(reject, found.lastKey()) >= 0) {
            return;
        }
        found.put(reject, line(reject));
        if (found.size() > wanted) {
            found.pollLastEntry();
        }
    }

    /** The same quarantine, watched. */
    <P, C extends Serializable> Sink<RejectBatch, P, C> watch(Sink<RejectBatch, P, C> quarantine) {
        return new Watched<>(quarantine, this);
    }

    private static final class Watched<P, C extends Serializable> implements Sink<RejectBatch, P, C> {
        private static final long serialVersionUID = 1L;

        private final Sink<RejectBatch, P, C> quarantine;
        private final transient FirstRejects first;

        Watched(Sink<RejectBatch, P, C> quarantine, FirstRejects first) {
            this.quarantine = quarantine;
            this.first = first;
        }

        @Override
        public Encoder<RejectBatch, P> openEncoder(TaskContext context) throws IOException {
            return new WatchedEncoder<>(quarantine.openEncoder(context), first);
        }

        @Override
        public Appender<P, C> openAppender(JobContext context) throws IOException {
            return quarantine.openAppender(context);
        }

        @Override
        public Committer<C> openCommitter(JobContext context) throws IOException {
            return quarantine.openCommitter(context);
        }

        @Override
        public Journal openJournal(RunInfo run) throws IOException {
            return quarantine.openJournal(run);
        }

        @Override
        public long bytes(P part) {
            return quarantine.bytes(part);
        }
    }

    private static final class WatchedEncoder<P> implements Encoder<RejectBatch, P> {
        private final Encoder<RejectBatch, P> encoder;
        private final FirstRejects first;

        WatchedEncoder(Encoder<RejectBatch, P> encoder, FirstRejects first) {
            this.encoder = encoder;
            this.first = first;
        }

        @Override
        public void encode(RejectBatch batch, Consumer<? super P> out) throws IOException {
            batch.rejects().forEach(first::add);
            encoder.encode(batch, out);
        }

        @Override
        public void finish(Consumer<? super P> out) throws IOException {
            encoder.finish(out);
        }

        @Override
        public void close() throws IOException {
            encoder.close();
        }
    }
}
