package io.xylem.arrow;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.arrow.ModelShredder.Node;
import io.xylem.arrow.ModelShredder.Text;
import io.xylem.arrow.internal.Texts;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random schemas and documents. */
final class Models {
    private final Random random;
    private final Texts texts;

    Models(Random random) {
        this.random = random;
        this.texts = new Texts(random);
    }

    ShredSchema schema() {
        int count = 1 + random.nextInt(5);
        List<ShredLevel> levels = new ArrayList<>();
        for (int level = 0; level < count; level++) {
            int parent = level == 0 ? -1 : random.nextInt(level);
            String path = level == 0 ? "/d/record" : levels.get(parent).path() + "/group" + level;
            List<ShredColumn> columns = new ArrayList<>();
            int width = random.nextInt(8);
            for (int i = 0; i < width; i++) {
                columns.add(column("c" + level + "_" + i, path + "/v" + (i == 3 ? 2 : i)));
            }
            levels.add(new ShredLevel(level == 0 ? "record" : "group" + level, parent, path, columns));
        }
        return new ShredSchema(Layout.STACKED, levels);
    }

    private ShredColumn column(String name, String path) {
        boolean repeated = random.nextInt(5) == 0;
        String split =
                random.nextInt(5) > 0 ? null : random.nextBoolean() ? ValueRules.WHITESPACE : pick(",", "||", "e");
        BadValue bad =
                random.nextInt(40) == 0 ? BadValue.REJECT : random.nextInt(3) == 0 ? BadValue.NULL : BadValue.RESCUE;
        ValueRules rules = new ValueRules(
                random.nextInt(40) == 0,
                bad,
                random.nextInt(4) == 0,
                split,
                null,
                random.nextBoolean() ? ZoneId.of("Europe/Berlin") : null,
                random.nextBoolean(),
                random.nextBoolean() ? BinaryForm.HEX : BinaryForm.BASE64);
        return new ShredColumn(name, type(), repeated, rules, path, random.nextBoolean() ? "comment on " + name : null);
    }

    private DataType type() {
        List<Primitive> primitives = List.of(Primitive.values());
        int choice = random.nextInt(primitives.size() + 3);
        if (choice < primitives.size()) {
            return primitives.get(choice);
        }
        if (choice == primitives.size()) {
            int precision = 1 + random.nextInt(38);
            return new DecimalType(precision, random.nextInt(precision + 1));
        }
        return choice % 2 == 0 ? Primitive.STRING : Primitive.DOUBLE;
    }

    List<Doc> documents(ShredSchema schema, int count) {
        List<Doc> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String archive = "archive-" + i / 50 + ".zip";
            List<Node> records = new ArrayList<>();
            int size = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(3);
            for (int record = 0; record < size; record++) {
                records.add(node(schema, 0, record));
            }
            String name = random.nextInt(5) == 0 ? "ä中-" + i : "entry-" + i;
            all.add(new Doc(archive + "!/" + name + ".xml", archive, i, records));
        }
        return all;
    }

    private Node node(ShredSchema schema, int level, int ordinal) {
        Node node = new Node(level, ordinal);
        List<ShredColumn> columns = schema.levels().get(level).columns();
        for (int i = 0; i < columns.size(); i++) {
            fill(node, columns, i);
        }
        while (random.nextInt(8) == 0) {
            String path = schema.levels().get(level).path() + "/" + pick("extra", "@b\"\\c", "é");
            node.extras.add(new Text(random.nextInt(6) == 0 ? null : texts.text(STRING), random.nextInt(4) == 0, path));
        }
        int[] ordinals = new int[schema.levels().size()];
        for (int i = random.nextInt(5); i > 0; i--) {
            List<Integer> groups = new ArrayList<>();
            for (int child = level + 1; child < ordinals.length; child++) {
                if (schema.levels().get(child).parent() == level) {
                    groups.add(child);
                }
            }
            if (!groups.isEmpty()) {
                int group = groups.get(random.nextInt(groups.size()));
                node.children.add(node(schema, group, ordinals[group]++));
            }
        }
        return node;
    }

    private static final ShredColumn STRING =
            new ShredColumn("s", Primitive.STRING, false, ValueRules.DEFAULT, "/s", null);

    private void fill(Node node, List<ShredColumn> columns, int place) {
        ShredColumn column = columns.get(place);
        boolean shared = place == 3;
        if (shared && random.nextInt(3) == 0 && node.texts.containsKey(2)) {
            // two columns that read one node
            Text same = node.texts.get(2).get(0);
            node.text(place, same);
            return;
        }
        int count = column.repeated() ? random.nextInt(4) : random.nextInt(8) > 0 ? 1 : 0;
        for (int i = 0; i < count; i++) {
            boolean copied = !shared && place != 2 && random.nextInt(10) == 0;
            String path = random.nextInt(10) == 0 && !shared && place != 2 ? column.path() + "/refined" : null;
            node.text(place, random.nextInt(12) == 0 ? Text.nil() : new Text(raw(column), copied, path));
        }
        if (!column.repeated() && count == 1 && random.nextInt(20) == 0 && !shared && place != 2) {
            // a scalar met again
            node.extras.add(new Text(raw(column), random.nextInt(4) == 0, column.path()));
        }
    }

    private String raw(ShredColumn column) {
        if (column.rules().split() == null) {
            return texts.text(column);
        }
        String separator = column.rules().split().equals(ValueRules.WHITESPACE)
                ? pick(" ", "\n\t")
                : column.rules().split();
        StringBuilder text = new StringBuilder();
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            text.append(i == 0 ? "" : separator).append(texts.text(column));
        }
        return text.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
