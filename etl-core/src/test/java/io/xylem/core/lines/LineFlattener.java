package io.xylem.core.lines;

import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a line of each document, none of one that starts with {@code mute}. A document that starts with {@code bad} is refused.
 *
 * @param chunk documents per batch
 */
public record LineFlattener(int chunk) implements Flattener<Text, List<String>> {
    @Override
    public List<TableSchema> tables() {
        return List.of(new TableSchema("lines", List.of(new Field("line", Primitive.STRING))));
    }

    @Override
    public String version() {
        return "lines";
    }

    @Override
    public Cursor<List<String>> flatten(Cursor<? extends Text> in, TaskContext context) throws IOException {
        Probe.call("flattener.open");
        return new LineCursor(in, context, chunk);
    }

    private static final class LineCursor implements Cursor<List<String>> {
        private final Cursor<? extends Text> in;
        private final TaskContext context;
        private final int chunk;
        private final List<String> lines = new ArrayList<>();

        LineCursor(Cursor<? extends Text> in, TaskContext context, int chunk) {
            this.in = in;
            this.context = context;
            this.chunk = chunk;
            Probe.opened(this, "flattener");
        }

        @Override
        public boolean advance() throws IOException {
            Probe.call("flattener.advance");
            lines.clear();
            int documents = 0;
            while (documents < chunk && in.advance()) {
                Text text = in.current();
                documents++;
                if (text.text().startsWith("bad")) {
                    context.ledger().reject(reject(text));
                } else {
                    if (!text.text().startsWith("mute")) {
                        lines.add(text.source() + "=" + text.text());
                    }
                    context.ledger().tabled(text.archive(), 1);
                }
            }
            return documents > 0;
        }

        private static Reject reject(Text text) {
            return new Reject(
                    text.source(),
                    text.archive(),
                    text.ordinal(),
                    0,
                    "BAD_VALUE",
                    "/text",
                    "the text is bad",
                    text.text().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> current() {
            return lines;
        }

        @Override
        public void close() throws IOException {
            try (in) {
                Probe.closed(this, "flattener");
            }
        }
    }
}
