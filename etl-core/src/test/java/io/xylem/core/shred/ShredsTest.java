package io.xylem.core.shred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Document;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.Layout;
import io.xylem.core.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShredsTest {
    static final ShredColumn NAME =
            new ShredColumn("name", Primitive.STRING, false, ValueRules.DEFAULT, "/r/name", null);
    static final ShredColumn TAGS = new ShredColumn("tags", Primitive.INT, true, ValueRules.DEFAULT, "/r/tag", "marks");
    static final ShredSchema SCHEMA = new ShredSchema(
            Layout.STACKED,
            List.of(
                    new ShredLevel("r", -1, "/r", List.of(NAME, TAGS)),
                    new ShredLevel("g", 0, "/r/g", List.of(column("x")))));

    static ShredColumn column(String name) {
        return new ShredColumn(name, Primitive.STRING, false, ValueRules.DEFAULT, "/" + name, null);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record TestDocument(String source, byte[] buffer, int offset, int length) implements Document {
        static TestDocument of(String source, String text) {
            byte[] bytes = ("##" + text + "#").getBytes(StandardCharsets.UTF_8);
            return new TestDocument(source, bytes, 2, bytes.length - 3);
        }

        @Override
        public String archive() {
            return "archive";
        }

        @Override
        public long ordinal() {
            return 5;
        }
    }

    private static String text(Shreds shreds, long range) {
        int start = TextColumn.start(range);
        return new String(shreds.arena(), start, TextColumn.end(range) - start, StandardCharsets.UTF_8);
    }

    @Test
    void keepsDocumentsAndTheirValues() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        int start = shreds.beginDocument(TestDocument.of("one", "hello world"));
        int record = shreds.beginInstance(0, 0, 0, 0);
        shreds.level(0).column(0).set(record, TextColumn.range(start, start + 5), null);
        shreds.level(0).column(1).add(record, TextColumn.range(start + 6, start + 11), "/r/other");
        int group = shreds.beginInstance(1, record, 0, 0);
        shreds.endDocument();

        assertThat(shreds.documents()).isEqualTo(1);
        assertThat(shreds.source(0)).isEqualTo("one");
        assertThat(shreds.archive(0)).isEqualTo("archive");
        assertThat(shreds.ordinal(0)).isEqualTo(5);
        assertThat(text(shreds, shreds.content(0))).isEqualTo("hello world");
        assertThat(text(shreds, shreds.level(0).column(0).ranges()[record])).isEqualTo("hello");
        TextColumn tags = shreds.level(0).column(1);
        assertThat(tags.repeated()).isTrue();
        assertThat(tags.size()).isEqualTo(1);
        assertThat(tags.owners()[0]).isEqualTo(record);
        assertThat(tags.path(0)).isEqualTo("/r/other");
        assertThat(text(shreds, tags.ranges()[0])).isEqualTo("world");
        assertThat(shreds.level(1).column(0).ranges()[group]).isEqualTo(TextColumn.ABSENT);
        assertThat(shreds.level(0).children()[record]).isEqualTo(1);
        assertThat(shreds.level(1).parents()[group]).isEqualTo(record);
        assertThat(shreds.instances()).isEqualTo(2);
    }

    @Test
    void discardTakesBackEverything() {
        Shreds shreds = new Shreds(SCHEMA, 16);
        fill(shreds, "kept", 3);
        int arena = shreds.arenaSize();
        shreds.beginDocument(TestDocument.of("gone", "x".repeat(500)));
        int record = shreds.beginInstance(0, 0, 0, 0);
        for (int i = 0; i < 200; i++) {
            shreds.level(0).column(1).add(record, TextColumn.NIL, "/somewhere");
            shreds.beginInstance(1, record, i, i);
        }
        shreds.level(0).column(0).set(record, TextColumn.NIL, "/elsewhere");
        shreds.addExtra(new Extra(0, record, "/extra", TextColumn.NIL));
        shreds.discardDocument();

        assertThat(shreds.documents()).isEqualTo(1);
        assertThat(shreds.arenaSize()).isEqualTo(arena);
        assertThat(shreds.instances()).isEqualTo(4);
        assertThat(shreds.level(0).size()).isEqualTo(1);
        assertThat(shreds.level(1).size()).isEqualTo(3);
        assertThat(shreds.level(0).column(1).size()).isEqualTo(1);
        assertThat(shreds.extras()).hasSize(1);

        int next = fill(shreds, "next", 1);
        assertThat(shreds.source(1)).isEqualTo("next");
        assertThat(shreds.level(0).column(0).path(next)).isNull();
        assertThat(shreds.level(0).column(1).path(1)).isEqualTo("/item");
        assertThat(shreds.level(0).children()[next]).isEqualTo(1);
        assertThat(shreds.level(0).parents()[next]).isEqualTo(1);
    }

    /** A document with one record, one repeated value, one extra, and some groups. */
    private static int fill(Shreds shreds, String source, int groups) {
        int start = shreds.beginDocument(TestDocument.of(source, source));
        int record = shreds.beginInstance(0, 0, 0, 0);
        shreds.level(0).column(1).add(record, TextColumn.range(start, start + 1), "/item");
        for (int i = 0; i < groups; i++) {
            shreds.beginInstance(1, record, i, i);
        }
        shreds.addExtra(new Extra(0, record, "/extra", TextColumn.range(start, start)));
        shreds.endDocument();
        return record;
    }

    @Test
    void growsWithoutLosingAnything() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        for (int i = 0; i < 1_000; i++) {
            fill(shreds, "document " + i, i % 5);
        }
        assertThat(shreds.documents()).isEqualTo(1_000);
        assertThat(shreds.level(1).size()).isEqualTo(2_000);
        assertThat(shreds.instances()).isEqualTo(3_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(text(shreds, shreds.content(i))).isEqualTo("document " + i);
            assertThat(shreds.level(0).parents()[i]).isEqualTo(i);
            assertThat(shreds.level(0).children()[i]).isEqualTo(i % 5);
            assertThat(text(shreds, shreds.level(0).column(1).ranges()[i])).isEqualTo("d");
        }
    }

    @Test
    void clearEmptiesTheChunkForTheNextOne() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        fill(shreds, "one", 2);
        shreds.clear();
        assertThat(shreds.documents()).isZero();
        assertThat(shreds.instances()).isZero();
        assertThat(shreds.extras()).isEmpty();
        assertThat(shreds.level(0).size()).isZero();
        assertThat(shreds.level(0).column(1).size()).isZero();
        int record = fill(shreds, "two", 0);
        assertThat(record).isZero();
        assertThat(shreds.level(0).children()[0]).isZero();
        assertThat(text(shreds, shreds.content(0))).isEqualTo("two");
    }

    @Test
    void clearGivesAHugeArenaBack() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        shreds.beginDocument(TestDocument.of("huge", "x".repeat(20 << 20)));
        shreds.endDocument();
        shreds.clear();
        assertThat(shreds.arena().length).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void writtenTextFollowsTheDocument() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        shreds.beginDocument(TestDocument.of("one", "abc"));
        int at = shreds.reserve(4);
        shreds.arena()[at] = 'x';
        shreds.advance(1);
        assertThat(shreds.append(new byte[] {'-', 'y', '-'}, 1, 1)).isEqualTo(at + 1);
        shreds.endDocument();
        assertThat(text(shreds, TextColumn.range(at, at + 2))).isEqualTo("xy");
        assertThat(shreds.arenaSize()).isEqualTo(at + 2);
    }

    @Test
    void emptyTextIsNeitherAbsentNorNil() {
        Shreds shreds = new Shreds(SCHEMA, 1);
        int start = shreds.beginDocument(TestDocument.of("one", ""));
        assertThat(TextColumn.isText(TextColumn.range(start, start))).isTrue();
        assertThat(TextColumn.isText(TextColumn.ABSENT)).isFalse();
        assertThat(TextColumn.isText(TextColumn.NIL)).isFalse();
    }

    @Test
    void rangesHoldLargePositions() {
        long range = TextColumn.range(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
        assertThat(TextColumn.start(range)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(TextColumn.end(range)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void stackedTableHasLineageOrdinalsAndAllColumns() {
        TableSchema table = SCHEMA.stackedTable();
        assertThat(table.name()).isEqualTo("r");
        assertThat(table.fields())
                .extracting(Field::name)
                .containsExactly("_source", "_record", "_row", "_group", "_rescued", "_g", "name", "tags", "x");
        assertThat(table.field("tags"))
                .contains(new Field("tags", new DataType.ListType(Primitive.INT), true, "marks"));
        assertThat(table.fields().stream().filter(f -> !f.nullable()))
                .extracting(Field::name)
                .containsExactly("_source", "_record", "_row");
    }

    @Test
    void refusesWrongDecimals() {
        assertThat(new DataType.DecimalType(38, 38)).isNotNull();
        assertThatThrownBy(() -> new DataType.DecimalType(39, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataType.DecimalType(3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataType.DecimalType(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesHaveTheOrdinalsThatLeadToTheirLevel() {
        ShredSchema schema = new ShredSchema(
                Layout.TABLES,
                List.of(
                        new ShredLevel("r", -1, "/r", List.of(NAME)),
                        new ShredLevel("g", 0, "/r/g", List.of(column("x"))),
                        new ShredLevel("h", 1, "/r/g/h", List.of(column("y"))),
                        new ShredLevel("i", 0, "/r/i", List.of())));
        List<String> lineage = List.of("_source", "_record", "_row", "_group", "_rescued");
        assertThat(schema.tables())
                .allSatisfy(table -> assertThat(table.fields().subList(0, 5))
                        .extracting(Field::name)
                        .isEqualTo(lineage));
        assertThat(schema.tables())
                .extracting(table -> table.name() + " "
                        + table.fields().stream().skip(5).map(Field::name).toList())
                .containsExactly("r [name]", "g [_g, x]", "h [_g, _h, y]", "i [_i]");
    }
}
