package io.xylem.testkit;

import io.xylem.core.Archive;
import io.xylem.core.Cursor;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the text files of a folder, one split each; a document is a line, an empty line is skipped. */
record WordSource(String folder) implements Source<WordSource.Word> {
    /** A document; the cursor reuses it. */
    static final class Word {
        String archive = "";
        String text = "";
    }

    @Override
    public List<? extends Split<Word>> plan(PlanContext context) throws IOException {
        List<WordSplit> splits = new ArrayList<>();
        try (Stream<Path> list = Files.list(Path.of(folder))) {
            for (Path file : list.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (context.admit(new Archive(name, Files.size(file), "none:"))) {
                    splits.add(new WordSplit(file.toString(), name, 1 + Files.size(file)));
                }
            }
        }
        return splits;
    }

    private record WordSplit(String file, String id, long weight) implements Split<Word> {
        @Override
        public Cursor<Word> open(TaskContext context) throws IOException {
            List<String> lines = Files.readAllLines(Path.of(file));
            return new WordCursor(id, lines, context);
        }
    }

    private static final class WordCursor implements Cursor<Word> {
        private final Word word = new Word();
        private final List<String> lines;
        private final TaskContext context;
        private int next;

        WordCursor(String archive, List<String> lines, TaskContext context) {
            this.lines = lines;
            this.context = context;
            word.archive = archive;
        }

        @Override
        public boolean advance() {
            while (next < lines.size()) {
                word.text = lines.get(next++);
                context.ledger().discovered(word.archive);
                if (!word.text.isEmpty()) {
                    return true;
                }
                context.ledger().skipped(word.archive);
            }
            return false;
        }

        @Override
        public Word current() {
            return word;
        }

        @Override
        public void close() {
            next = lines.size();
        }
    }
}
