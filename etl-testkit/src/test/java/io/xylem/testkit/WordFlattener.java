package io.xylem.testkit;

import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a row of each word, two words a batch; a word that starts with {@code !} is refused. */
record WordFlattener() implements Flattener<WordSource.Word, List<String>> {
    static final List<TableSchema> TABLES =
            List.of(new TableSchema("words", List.of(new Field("word", Primitive.STRING))));

    @Override
    public List<TableSchema> tables() {
        return TABLES;
    }

    @Override
    public Cursor<List<String>> flatten(Cursor<? extends WordSource.Word> in, TaskContext context) {
        return new Words(in, context);
    }

    private static final class Words implements Cursor<List<String>> {
        private final Cursor<? extends WordSource.Word> in;
        private final TaskContext context;
        private final List<String> rows = new ArrayList<>();

        Words(Cursor<? extends WordSource.Word> in, TaskContext context) {
            this.in = in;
            this.context = context;
        }

        @Override
        public boolean advance() throws IOException {
            rows.clear();
            while (rows.size() < 2 && in.advance()) {
                WordSource.Word word = in.current();
                if (word.text.startsWith("!")) {
                    context.ledger().reject(new Reject(word.text, word.archive, 0, -1, "BAD_VALUE", null, "!", null));
                } else {
                    rows.add(word.text);
                    context.ledger().tabled(word.archive, 1);
                }
            }
            return !rows.isEmpty();
        }

        @Override
        public List<String> current() {
            return rows;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
