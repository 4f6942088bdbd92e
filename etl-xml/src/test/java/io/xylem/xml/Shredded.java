package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Reject;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.Refusal;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of documents, as text to compare: by document, one line for each instance and below it one for each value and
 * for each path that was rescued.
 */
record Shredded(
        Map<Integer, String> documents, List<Reject> rejects, Map<String, Long> unmapped, Map<String, Long> values) {
    static Shredded of(Mapping mapping, Cursor<Document> in) {
        return of(mapping, in, new TestTaskContext());
    }

    static Shredded of(Mapping mapping, Cursor<Document> in, TestTaskContext context) {
        return of(XmlShredder.of(mapping), in, context);
    }

    static Shredded of(XmlShredder shredder, Cursor<Document> in, TestTaskContext context) {
        Map<Integer, String> documents = new TreeMap<>();
        try (Cursor<Shreds> cursor = shredder.flatten(in, context)) {
            while (cursor.advance()) {
                Shreds shreds = cursor.current();
                for (int document = 0; document < shreds.documents(); document++) {
                    Refusal refusal = shreds.refusal(document);
                    if (refusal == null) {
                        documents.put((int) shreds.ordinal(document), dump(shreds, document));
                    } else {
                        context.ledger().reject(shreds.reject(document, refusal.cause(), context.limits()));
                    }
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

    static String dump(Shreds shreds, int document) {
        return new Dump(shreds, document).toString();
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
        private final StringBuilder out = new StringBuilder();
        /** The places of instances among those of their level in the document. */
        private final Map<Long, Integer> numbers = new HashMap<>();

        private final Map<Long, Map<String, List<String>>> extras = new HashMap<>();
        private final int document;

        Dump(Shreds shreds, int document) {
            this.shreds = shreds;
            this.schema = shreds.schema();
            this.document = document;
            for (Extra extra : shreds.extras()) {
                extras.computeIfAbsent(key(extra.level(), extra.instance()), k -> new TreeMap<>())
                        .computeIfAbsent(extra.path(), p -> new ArrayList<>())
                        .add(text(shreds, extra.range()));
            }
        }

        private static long key(int level, int instance) {
            return (long) level << 32 | instance;
        }

        @Override
        public String toString() {
            int[] counts = new int[schema.levels().size()];
            boolean wanted = false;
            for (int i = 0; i < shreds.instances(); i++) {
                int level = (int) (shreds.order()[i] >>> 32);
                int instance = (int) shreds.order()[i];
                if (level == 0) {
                    wanted = shreds.level(0).parents()[instance] == document;
                }
                if (wanted) {
                    numbers.put(shreds.order()[i], counts[level]++);
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
                    .append(parent < 0 ? "document" : numbers.get(key(parent, shred.parents()[instance])))
                    .append(" ordinal ")
                    .append(shred.ordinals()[instance])
                    .append(" place ")
                    .append(shred.places()[instance])
                    .append(" children ")
                    .append(shred.children()[instance])
                    .append('\n');
            for (int c = 0; c < schema.levels().get(level).columns().size(); c++) {
                ShredColumn column = schema.levels().get(level).columns().get(c);
                out.append("  ")
                        .append(column.name())
                        .append(" = ")
                        .append(values(column, shred.column(c), instance))
                        .append('\n');
            }
            extras.getOrDefault(key(level, instance), Map.of())
                    .forEach((path, texts) -> out.append("  extra ")
                            .append(path)
                            .append(" = ")
                            .append(texts.stream().sorted().toList())
                            .append('\n'));
        }

        private List<String> values(ShredColumn column, TextColumn values, int instance) {
            List<String> texts = new ArrayList<>();
            if (!values.repeated()) {
                if (values.ranges()[instance] != TextColumn.ABSENT) {
                    texts.add(value(column, values, instance));
                }
                return texts;
            }
            int at = Arrays.binarySearch(values.owners(), 0, values.size(), instance);
            while (at > 0 && values.owners()[at - 1] == instance) {
                at--;
            }
            for (int i = at; i >= 0 && i < values.size() && values.owners()[i] == instance; i++) {
                texts.add(value(column, values, i));
            }
            return texts;
        }

        private String value(ShredColumn column, TextColumn values, int index) {
            String path = values.path(index);
            return (path == null ? column.path() : path) + " " + text(shreds, values.ranges()[index]);
        }
    }
}
