package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Reject;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of documents, as text to compare: by document, one line for each instance and below it one for each value and
 * for each path that was rescued.
 */
record Shredded(Map<Integer, String> documents, List<Reject> rejects, Map<String, Long> unmapped, Map<String, Long> values) {
    static Shredded of(Mapping mapping, Cursor<Document> in) {
        return of(mapping, in, new TestTaskContext());
    }

    static Shredded of(Mapping mapping, Cursor<Document> in, TestTaskContext context) {
        Map<Integer, String> documents = new TreeMap<>();
        try (Cursor<Shreds> cursor = XmlShredder.of(mapping).flatten(in, context)) {
            while (cursor.advance()) {
                Shreds shreds = cursor.current();
                for (int document = 0; document < shreds.documents(); document++) {
                    documents.put((int) shreds.ordinal(document), new Dump(shreds, document).toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Shredded(
                documents,
                context.ledger().rejects(),
                new TreeMap<>(context.ledger().unmapped()),
                context.ledger().values());
    }

    static String text(Shreds shreds, long range) {
        if (range == TextColumn.ABSENT) {
            return "absent";
        }
        if (range == TextColumn.NIL) {
            return "nil";
        }
        int start = TextColumn.start(range);
        return '"' + new String(shreds.arena(), start, TextColumn.end(range) - start, StandardCharsets.UTF_8) + '"';
    }

    private static final class Dump {
        private final Shreds shreds;
        private final ShredSchema schema;
        private final int document;
        private final StringBuilder out = new StringBuilder();

        Dump(Shreds shreds, int document) {
            this.shreds = shreds;
            this.schema = shreds.schema();
            this.document = document;
        }

        @Override
        public String toString() {
            boolean wanted = false;
            for (int i = 0; i < shreds.instances(); i++) {
                int level = (int) (shreds.order()[i] >>> 32);
                int instance = (int) shreds.order()[i];
                if (level == 0) {
                    wanted = shreds.level(0).parents()[instance] == document;
                }
                if (wanted) {
                    instance(level, instance);
                }
            }
            return out.toString();
        }

        private void instance(int level, int instance) {
            LevelShreds shred = shreds.level(level);
            int parent = schema.levels().get(level).parent();
            out.append(schema.levels().get(level).name())
                    .append(" of ")
                    .append(parent < 0 ? "document" : number(parent, shred.parents()[instance]))
                    .append(" ordinal ")
                    .append(shred.ordinals()[instance])
                    .append(" place ")
                    .append(shred.places()[instance])
                    .append(" children ")
                    .append(shred.children()[instance])
                    .append('\n');
            for (int c = 0; c < schema.levels().get(level).columns().size(); c++) {
                ShredColumn column = schema.levels().get(level).columns().get(c);
                List<String> texts = new ArrayList<>();
                TextColumn values = shred.column(c);
                if (values.repeated()) {
                    for (int i = 0; i < values.size(); i++) {
                        if (values.owners()[i] == instance) {
                            texts.add(value(column, values, i));
                        }
                    }
                } else if (values.ranges()[instance] != TextColumn.ABSENT) {
                    texts.add(value(column, values, instance));
                }
                out.append("  ").append(column.name()).append(" = ").append(texts).append('\n');
            }
            Map<String, List<String>> extras = new TreeMap<>();
            for (Extra extra : shreds.extras()) {
                if (extra.level() == level && extra.instance() == instance) {
                    extras.computeIfAbsent(extra.path(), p -> new ArrayList<>()).add(text(shreds, extra.range()));
                }
            }
            extras.forEach((path, texts) -> out.append("  extra ")
                    .append(path)
                    .append(" = ")
                    .append(texts.stream().sorted().toList())
                    .append('\n'));
        }

        private String value(ShredColumn column, TextColumn values, int index) {
            String path = values.path(index) == null ? column.path() : values.path(index);
            return path + " " + text(shreds, values.ranges()[index]);
        }

        /** The place of an instance among the document's instances of its level. */
        private int number(int level, int instance) {
            int count = 0;
            for (int i = 0; i < shreds.instances(); i++) {
                if ((int) (shreds.order()[i] >>> 32) == level) {
                    if ((int) shreds.order()[i] == instance) {
                        return count;
                    }
                    count += owner(level, (int) shreds.order()[i]) == document ? 1 : 0;
                }
            }
            throw new AssertionError("instance " + instance + " of level " + level + " is not in the order");
        }

        private int owner(int level, int instance) {
            int parent = schema.levels().get(level).parent();
            int above = shreds.level(level).parents()[instance];
            return parent < 0 ? above : owner(parent, above);
        }
    }
}
