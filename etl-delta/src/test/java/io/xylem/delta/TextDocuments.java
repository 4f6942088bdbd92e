package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Archive;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Flattener;
import io.xylem.core.PlanContext;
import io.xylem.core.Reject;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Archives of short texts, and what makes two rows of each text that is a number. */
final class TextDocuments {
    static final TableSchema TABLE = new TableSchema(
            "texts",
            List.of(
                    new Field("_source", Primitive.STRING, false, null),
                    new Field("_row", Primitive.LONG, false, null),
                    new Field("value", Primitive.LONG, true, "what it says")));
    /** What stands in an archive from where it is damaged, until the limit 'nesting' is raised. */
    static final String DAMAGE = "DAMAGE";

    private static final int ENOUGH_NESTING = 20;

    private TextDocuments() {}

    /** Archives by path, each with its texts; if not empty, only some documents are wanted. */
    record Texts(TreeMap<String, List<String>> archives, Set<String> only, Set<String> except)
            implements Source<Document> {
        Texts(SortedMap<String, List<String>> archives) {
            this(new TreeMap<>(archives), Set.of(), Set.of());
        }

        Texts only(DeltaReplay replay) {
            return new Texts(archives, replay.documents(), replay.tabled());
        }

        private boolean wants(String source) {
            return only.isEmpty()
                    || (!except.contains(source)
                            && (only.contains(source) || only.contains(source.substring(0, source.indexOf('!')))));
        }

        @Override
        public List<Split<Document>> plan(PlanContext context) {
            if (archives.isEmpty()) {
                throw new UsageException("there is no input");
            }
            List<Split<Document>> splits = new ArrayList<>();
            archives.forEach((path, texts) -> {
                if (context.admit(new Archive(path, texts.size(), "hash:" + texts.hashCode()))) {
                    splits.add(new TextSplit(this, path));
                }
            });
            return splits;
        }
    }

    private record TextSplit(Texts texts, String id) implements Split<Document> {
        @Override
        public long weight() {
            return 1000;
        }

        @Override
        public String archivePath() {
            return id;
        }

        @Override
        public Cursor<Document> open(TaskContext context) {
            return new TextCursor(texts, id, context);
        }
    }

    private static final class TextCursor implements Cursor<Document>, Document {
        private final Texts texts;
        private final String archive;
        private final TaskContext context;
        private int at = -1;

        TextCursor(Texts texts, String archive, TaskContext context) {
            this.texts = texts;
            this.archive = archive;
            this.context = context;
        }

        @Override
        public boolean advance() {
            List<String> all = texts.archives().get(archive);
            while (++at < all.size()) {
                if (all.get(at).equals(DAMAGE)) {
                    if (context.limits().nesting() < ENOUGH_NESTING) {
                        if (texts.only().isEmpty() || texts.only().contains(archive)) {
                            context.ledger().discovered(archive);
                            context.ledger()
                                    .reject(new Reject(archive, archive, at, -1, "NESTING", null, "too deep", null));
                        }
                        return false;
                    }
                } else if (texts.wants(source())) {
                    context.ledger().discovered(archive);
                    return true;
                }
            }
            return false;
        }

        @Override
        public Document current() {
            return this;
        }

        @Override
        public String source() {
            return archive + "!/" + at;
        }

        @Override
        public String archive() {
            return archive;
        }

        @Override
        public long ordinal() {
            return at;
        }

        @Override
        public byte[] buffer() {
            return texts.archives().get(archive).get(at).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return buffer().length;
        }

        @Override
        public void close() {}
    }

    /** Refuses texts that are no numbers in a radix: what a mapping is elsewhere. */
    record Numbers(int radix) implements Flattener<Document, ArrowBatch> {
        @Override
        public List<TableSchema> tables() {
            return List.of(TABLE);
        }

        @Override
        public String version() {
            return "radix " + radix;
        }

        @Override
        public Cursor<ArrowBatch> flatten(Cursor<? extends Document> in, TaskContext context) {
            return new NumberCursor(radix, in, context);
        }
    }

    private static final class NumberCursor implements Cursor<ArrowBatch> {
        private final int radix;
        private final Cursor<? extends Document> in;
        private final TaskContext context;
        private final BufferAllocator allocator = new RootAllocator();
        private VectorSchemaRoot root;

        NumberCursor(int radix, Cursor<? extends Document> in, TaskContext context) {
            this.radix = radix;
            this.in = in;
            this.context = context;
        }

        @Override
        public boolean advance() throws java.io.IOException {
            clear();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (rows.size() < 16 && in.advance()) {
                take(in.current(), rows);
            }
            if (rows.isEmpty()) {
                return false;
            }
            root = ArrowRows.of(TABLE, rows, allocator);
            return true;
        }

        private void take(Document document, List<Map<String, Object>> rows) {
            String text = new String(document.buffer(), StandardCharsets.UTF_8);
            try {
                long value = Long.parseLong(text, radix);
                for (long row = 0; row < 2; row++) {
                    Map<String, Object> values = new HashMap<>();
                    values.put("_source", document.source());
                    values.put("_row", row);
                    values.put("value", value);
                    rows.add(values);
                }
                context.ledger().tabled(document.archive(), 1);
            } catch (NumberFormatException e) {
                context.ledger()
                        .reject(new Reject(
                                document.source(),
                                document.archive(),
                                document.ordinal(),
                                -1,
                                "BAD_VALUE",
                                "/text",
                                "not a number in radix " + radix,
                                document.buffer()));
            }
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of(TABLE.name(), root, allocator);
        }

        private void clear() {
            if (root != null) {
                root.close();
                root = null;
            }
        }

        @Override
        public void close() throws java.io.IOException {
            clear();
            allocator.close();
            in.close();
        }
    }
}
