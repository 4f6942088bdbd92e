package io.xylem.delta;

import io.xylem.core.Archive;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archives that quarantined documents came from, if they are still the same; tells the replay what is read. */
final class ReplaySource implements Source<Document> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReplaySource.class);

    private final ArrayList<Source<Document>> sources;
    private final transient DeltaReplay replay;

    ReplaySource(List<? extends Source<Document>> sources, DeltaReplay replay) {
        this.sources = new ArrayList<>(sources);
        this.replay = replay;
    }

    @Override
    public List<? extends Split<Document>> plan(PlanContext context) throws IOException {
        List<Split<Document>> splits = new ArrayList<>();
        List<UsageException> failures = new ArrayList<>();
        for (Source<Document> source : sources) {
            try {
                for (Split<Document> split : source.plan(new Admission(context, replay))) {
                    splits.add(new WatchedSplit(split, replay));
                }
            } catch (UsageException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty() && failures.size() == sources.size()) {
            throw failures.get(0);
        }
        failures.forEach(e -> LOG.warn("cannot look for quarantined documents in one place: {}", e.getMessage()));
        return splits;
    }

    private record Admission(PlanContext context, DeltaReplay replay) implements PlanContext {
        @Override
        public boolean admit(Archive archive) {
            return replay.wants(archive) && context.admit(archive);
        }

        @Override
        public Limits limits() {
            return context.limits();
        }

        @Override
        public long unitWeight() {
            return context.unitWeight();
        }
    }

    private static final class WatchedSplit implements Split<Document> {
        private static final long serialVersionUID = 1L;

        private final Split<Document> split;
        private final transient DeltaReplay replay;

        WatchedSplit(Split<Document> split, DeltaReplay replay) {
            this.split = split;
            this.replay = replay;
        }

        @Override
        public String id() {
            return split.id();
        }

        @Override
        public @Nullable String archivePath() {
            return split.archivePath();
        }

        @Override
        public long weight() {
            return split.weight();
        }

        @Override
        public Cursor<Document> open(TaskContext context) throws IOException {
            return new WatchedCursor(split.open(context), replay);
        }
    }

    private record WatchedCursor(Cursor<Document> cursor, DeltaReplay replay) implements Cursor<Document> {
        @Override
        public boolean advance() throws IOException {
            boolean found = cursor.advance();
            if (found) {
                replay.read(cursor.current().source());
            }
            return found;
        }

        @Override
        public Document current() {
            return cursor.current();
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
