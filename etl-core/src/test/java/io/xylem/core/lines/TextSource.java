package io.xylem.core.lines;

import io.xylem.core.Cursor;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads archives in memory, one split per archive.
 *
 * @param archives the archives, in order
 */
public record TextSource(List<TextArchive> archives) implements Source<Text> {
    /** Copies the list. */
    public TextSource {
        archives = List.copyOf(archives);
    }

    @Override
    public List<? extends Split<Text>> plan(PlanContext context) throws IOException {
        Probe.call("source.plan");
        List<TextSplit> splits = new ArrayList<>();
        for (TextArchive archive : archives) {
            if (context.admit(archive.archive())) {
                splits.add(new TextSplit(archive));
            }
        }
        return splits;
    }

    private record TextSplit(TextArchive archive) implements Split<Text> {
        @Override
        public String id() {
            return archive.path();
        }

        @Override
        public String archivePath() {
            return archive.path();
        }

        @Override
        public long weight() {
            return archive.weight();
        }

        @Override
        public Cursor<Text> open(TaskContext context) throws IOException {
            Probe.call("split.open");
            return new TextCursor(archive, context);
        }
    }

    private static final class TextCursor implements Cursor<Text> {
        private final TextArchive archive;
        private final TaskContext context;
        private int next;

        TextCursor(TextArchive archive, TaskContext context) {
            this.archive = archive;
            this.context = context;
            Probe.opened(this, "documents");
        }

        @Override
        public boolean advance() throws IOException {
            Probe.call("documents.advance");
            while (next < archive.texts().size()) {
                String text = archive.texts().get(next++);
                context.ledger().discovered(archive.path());
                context.ledger().read(archive.path(), text.length());
                if (!text.startsWith("skip")) {
                    return true;
                }
                context.ledger().skipped(archive.path());
            }
            return false;
        }

        @Override
        public Text current() {
            int place = next - 1;
            return new Text(
                    archive.path() + "!/" + place,
                    archive.path(),
                    place,
                    archive.texts().get(place));
        }

        @Override
        public void close() throws IOException {
            Probe.closed(this, "documents");
        }
    }
}
