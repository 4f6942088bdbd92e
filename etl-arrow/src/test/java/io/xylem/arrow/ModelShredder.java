package io.xylem.arrow;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shredder whose documents are trees already: it fills chunks through the public API, reusing one as the real ones do. */
record ModelShredder(ShredSchema schema, int chunk) implements Shredder<ModelShredder.Doc> {
    /** A text of a column or an extra; {@code value} null is nil, {@code copied} stands for text that was unescaped. */
    record Text(
            @Nullable String value,
            boolean copied,
            @Nullable String path) {
        static Text of(String value) {
            return new Text(value, false, null);
        }

        static Text nil() {
            return new Text(null, false, null);
        }
    }

    /** An instance of a level: its texts by column, its extras, its children in document order. */
    static final class Node {
        final int level;
        final int ordinal;
        final Map<Integer, List<Text>> texts = new HashMap<>();
        final List<Text> extras = new ArrayList<>();
        final List<Node> children = new ArrayList<>();

        Node(int level, int ordinal) {
            this.level = level;
            this.ordinal = ordinal;
        }

        Node text(int column, Text... values) {
            texts.computeIfAbsent(column, c -> new ArrayList<>()).addAll(List.of(values));
            return this;
        }

        Node extra(String path, @Nullable String value) {
            extras.add(new Text(value, false, path));
            return this;
        }

        Node child(Node... nodes) {
            children.addAll(List.of(nodes));
            return this;
        }
    }

    /** A document. */
    record Doc(String source, String archive, long ordinal, List<Node> records) {
        static Doc of(String source, Node... records) {
            return new Doc(
                    source,
                    source.contains("!/") ? source.substring(0, source.indexOf("!/")) : source,
                    7,
                    List.of(records));
        }
    }

    @Override
    public Cursor<Shreds> flatten(Cursor<? extends Doc> in, TaskContext context) {
        Shreds shreds = new Shreds(schema, 64);
        return new Cursor<>() {
            @Override
            public boolean advance() throws java.io.IOException {
                shreds.clear();
                while (shreds.documents() < chunk && in.advance()) {
                    new Filler(shreds).fill(in.current());
                }
                return shreds.documents() > 0;
            }

            @Override
            public Shreds current() {
                return shreds;
            }

            @Override
            public void close() throws java.io.IOException {
                in.close();
            }
        };
    }

    /** A cursor over a list. */
    static <T> Cursor<T> cursor(List<T> elements) {
        return new Cursor<>() {
            private int next = -1;

            @Override
            public boolean advance() {
                return ++next < elements.size();
            }

            @Override
            public T current() {
                return elements.get(next);
            }

            @Override
            public void close() {}
        };
    }

    /** Writes the document's bytes first, then its instances with ranges into them. */
    private static final class Filler {
        private final Shreds shreds;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final IdentityHashMap<Text, Integer> starts = new IdentityHashMap<>();
        private int place;

        Filler(Shreds shreds) {
            this.shreds = shreds;
        }

        void fill(Doc doc) {
            bytes.writeBytes("<doc>".getBytes(StandardCharsets.UTF_8));
            doc.records.forEach(this::print);
            byte[] content = bytes.toByteArray();
            int start = shreds.beginDocument(new Bytes(doc, content));
            for (Node record : doc.records) {
                place = 0;
                put(record, -1, start);
            }
            shreds.endDocument();
        }

        private void print(Node node) {
            for (int column = 0;
                    column < shreds.schema().levels().get(node.level).columns().size();
                    column++) {
                node.texts.getOrDefault(column, List.of()).forEach(this::print);
            }
            node.extras.forEach(this::print);
            node.children.forEach(this::print);
        }

        private void print(Text text) {
            if (text.value != null && !text.copied && !starts.containsKey(text)) {
                bytes.write('>');
                starts.put(text, bytes.size());
                bytes.writeBytes(text.value.getBytes(StandardCharsets.UTF_8));
                bytes.write('<');
            }
        }

        private void put(Node node, int parent, int start) {
            int instance = shreds.beginInstance(node.level, parent, node.ordinal, node.level == 0 ? 0 : place++);
            List<io.xylem.core.shred.ShredColumn> columns =
                    shreds.schema().levels().get(node.level).columns();
            for (int column = 0; column < columns.size(); column++) {
                TextColumn target = shreds.level(node.level).column(column);
                for (Text text : node.texts.getOrDefault(column, List.of())) {
                    if (columns.get(column).repeated()) {
                        target.add(instance, range(text, start), text.path);
                    } else {
                        target.set(instance, range(text, start), text.path);
                    }
                }
            }
            for (Text extra : node.extras) {
                shreds.addExtra(new Extra(node.level, instance, extra.path, range(extra, start)));
            }
            for (Node child : node.children) {
                put(child, instance, start);
            }
        }

        private long range(Text text, int start) {
            if (text.value == null) {
                return TextColumn.NIL;
            }
            byte[] utf8 = text.value.getBytes(StandardCharsets.UTF_8);
            int at = text.copied ? shreds.append(utf8, 0, utf8.length) : start + starts.get(text);
            return TextColumn.range(at, at + utf8.length);
        }
    }

    private static final class Bytes implements Document {
        private final Doc doc;
        private final byte[] content;

        Bytes(Doc doc, byte[] content) {
            this.doc = doc;
            this.content = content;
        }

        @Override
        public String source() {
            return doc.source;
        }

        @Override
        public String archive() {
            return doc.archive;
        }

        @Override
        public long ordinal() {
            return doc.ordinal;
        }

        @Override
        public byte[] buffer() {
            return content;
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return content.length;
        }
    }
}
