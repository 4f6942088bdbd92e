package io.xylem.core.shred;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredsTest.TestDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares the rows with a reading of the law over an object tree: one row per instance that has no child instance, in the order of
 * start tags, with all its ancestors and nothing else.
 */
class StackedRowsTest {
    private static final long SEED = 42;

    /** An instance in the object tree. */
    private static final class Node {
        final int level;
        final int instance;
        final Node parent;
        final int document;
        int children;

        Node(int level, int instance, Node parent, int document) {
            this.level = level;
            this.instance = instance;
            this.parent = parent;
            this.document = document;
        }

        Node record() {
            return parent == null ? this : parent.record();
        }
    }

    private final Random random = new Random(SEED);
    private final List<Node> nodes = new ArrayList<>();

    private ShredSchema schema() {
        List<ShredLevel> levels = new ArrayList<>();
        levels.add(new ShredLevel("r", -1, "/r", List.of()));
        int groups = random.nextInt(6);
        for (int i = 1; i <= groups; i++) {
            levels.add(new ShredLevel("g" + i, random.nextInt(i), "/g" + i, List.of()));
        }
        return new ShredSchema(Layout.STACKED, levels);
    }

    private void grow(Shreds shreds, Node node) {
        List<Integer> groups = new ArrayList<>();
        for (int i = 1; i < shreds.schema().levels().size(); i++) {
            if (shreds.schema().levels().get(i).parent() == node.level) {
                groups.add(i);
            }
        }
        if (groups.isEmpty()) {
            return;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int level = groups.get(random.nextInt(groups.size()));
            Node child = new Node(level, shreds.beginInstance(level, node.instance, 0, 0), node, node.document);
            node.children++;
            nodes.add(child);
            grow(shreds, child);
        }
    }

    private void fill(Shreds shreds) {
        nodes.clear();
        for (int i = random.nextInt(20); i > 0; i--) {
            int mark = nodes.size();
            shreds.beginDocument(TestDocument.of("d", "text"));
            for (int j = random.nextInt(4); j > 0; j--) {
                Node record = new Node(0, shreds.beginInstance(0, 0, 0, 0), null, shreds.documents());
                nodes.add(record);
                grow(shreds, record);
            }
            if (random.nextInt(4) == 0) {
                shreds.discardDocument();
                nodes.subList(mark, nodes.size()).clear();
            } else {
                shreds.endDocument();
            }
        }
    }

    @Test
    void rowsFollowTheLaw() {
        for (int round = 0; round < 300; round++) {
            ShredSchema schema = schema();
            Shreds shreds = new Shreds(schema, 16);
            StackedRows rows = new StackedRows(schema);
            for (int chunk = 0; chunk < 4; chunk++) {
                shreds.clear();
                fill(shreds);
                boolean[] refused = new boolean[shreds.documents() + random.nextInt(3)];
                for (int i = 0; i < refused.length; i++) {
                    refused[i] = random.nextInt(5) == 0;
                }
                assertThat(actual(rows.of(shreds, refused), schema))
                        .as("seed %d, round %d, chunk %d", SEED, round, chunk)
                        .isEqualTo(expected(schema, refused));
            }
        }
    }

    private List<List<Integer>> expected(ShredSchema schema, boolean[] refused) {
        List<List<Integer>> rows = new ArrayList<>();
        Node record = null;
        int number = 0;
        for (Node node : nodes) {
            if (node.record() != record) {
                record = node.record();
                number = 0;
            }
            if (node.children == 0 && !refused[node.document]) {
                List<Integer> row = new ArrayList<>(List.of(node.level, number++));
                for (int level = 0; level < schema.levels().size(); level++) {
                    row.add(ancestor(node, level));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static int ancestor(Node node, int level) {
        for (Node at = node; at != null; at = at.parent) {
            if (at.level == level) {
                return at.instance;
            }
        }
        return StackedRows.NONE;
    }

    private static List<List<Integer>> actual(StackedRows rows, ShredSchema schema) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Integer> row = new ArrayList<>(List.of(rows.levels()[i], rows.numbers()[i]));
            for (int level = 0; level < schema.levels().size(); level++) {
                row.add(rows.instances(level)[i]);
            }
            all.add(row);
        }
        return all;
    }

    @Test
    void siblingGroupsAreStackedNotMultiplied() {
        ShredSchema schema = new ShredSchema(
                Layout.STACKED,
                List.of(
                        new ShredLevel("r", -1, "/r", List.of()),
                        new ShredLevel("a", 0, "/r/a", List.of()),
                        new ShredLevel("b", 0, "/r/b", List.of())));
        Shreds shreds = new Shreds(schema, 16);
        shreds.beginDocument(TestDocument.of("d", "text"));
        int record = shreds.beginInstance(0, 0, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            shreds.beginInstance(1, record, i, i);
        }
        for (int i = 0; i < 500; i++) {
            shreds.beginInstance(2, record, i, 1_000 + i);
        }
        shreds.endDocument();
        StackedRows rows = new StackedRows(schema).of(shreds, new boolean[1]);
        assertThat(rows.size()).isEqualTo(1_500);
        assertThat(rows.instances(2)[999]).isEqualTo(StackedRows.NONE);
        assertThat(rows.instances(1)[1_000]).isEqualTo(StackedRows.NONE);
        assertThat(rows.instances(0)[1_499]).isEqualTo(record);
    }

    @Test
    void severalInstancesOfOneRecordAreItsRows() {
        ShredSchema flat = new ShredSchema(Layout.STACKED, List.of(new ShredLevel("r", -1, "/r", List.of())));
        Shreds shreds = new Shreds(flat, 16);
        shreds.beginDocument(TestDocument.of("d", "text"));
        for (int i = 0; i < 3; i++) {
            shreds.beginInstance(0, 0, 0, i);
        }
        shreds.beginInstance(0, 0, 1, 0);
        shreds.endDocument();
        StackedRows rows = new StackedRows(flat).of(shreds, new boolean[1]);
        assertThat(rows.size()).isEqualTo(4);
        assertThat(rows.numbers()).startsWith(0, 1, 2, 0);
    }
}
