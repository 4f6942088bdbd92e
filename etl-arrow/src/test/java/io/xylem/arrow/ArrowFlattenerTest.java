package io.xylem.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.arrow.ModelShredder.Node;
import io.xylem.arrow.ModelShredder.Text;
import io.xylem.core.CancelledException;
import io.xylem.core.Cursor;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assembled batches against {@link NaiveRows}. */
class ArrowFlattenerTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void assemblesWhatTheContractSays(long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int nested = 0;
        for (int round = 0; round < 8; round++) {
            Models models = new Models(random);
            ShredSchema schema = models.schema();
            List<Doc> documents = models.documents(schema, random.nextInt(200));
            int rows = random.nextBoolean() ? 4096 : 1 + random.nextInt(150);
            long bytes = random.nextBoolean() ? 8 << 20 : 1 + random.nextInt(100_000);
            int chunk = 1 + random.nextInt(64);
            check(schema, documents, chunk, rows, bytes);
            if (structsHaveFields(schema)) {
                check(new ShredSchema(Layout.NESTED, schema.levels()), documents, chunk, rows, bytes);
                nested++;
            }
        }
        assertThat(nested).isPositive();
    }

    private static boolean structsHaveFields(ShredSchema schema) {
        List<ShredLevel> levels = schema.levels();
        return IntStream.range(1, levels.size())
                .allMatch(i ->
                        !levels.get(i).columns().isEmpty() || levels.stream().anyMatch(level -> level.parent() == i));
    }

    @Test
    void groupWithoutColumnsCannotBeAStruct() {
        ShredSchema schema = new ShredSchema(
                Layout.NESTED,
                List.of(new ShredLevel("r", -1, "/r", List.of()), new ShredLevel("g", 0, "/r/g", List.of())));
        assertThatThrownBy(() -> ArrowFlattener.of(new ModelShredder(schema, 1)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("group 'g'");
    }

    private static void check(ShredSchema schema, List<Doc> documents, int chunk, int maxRows, long maxBytes)
            throws IOException {
        NaiveRows naive = new NaiveRows(schema, documents);
        TestTaskContext context = new TestTaskContext(schema.tables());
        ArrowFlattener<Doc> flattener =
                ArrowFlattener.of(new ModelShredder(schema, chunk)).withBatches(maxRows, maxBytes);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator()) {
            try (Cursor<ArrowBatch> batches = flattener.flatten(ModelShredder.cursor(documents), context, allocator)) {
                while (batches.advance()) {
                    VectorSchemaRoot root = batches.current().root();
                    if (rows.isEmpty()) {
                        assertThat(SchemaConverter.fromArrow("record", root.getSchema()))
                                .isEqualTo(flattener.tables().get(0));
                    }
                    assertThat(root.getRowCount()).isBetween(1, maxRows);
                    if (root.getRowCount() > 1) {
                        assertThat(dataBytes(root)).isLessThanOrEqualTo(maxBytes);
                    }
                    rows.addAll(Rows.of(root));
                }
            }
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
        assertThat(rows).hasSameSizeAs(naive.rows());
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).equals(naive.rows().get(i))) {
                assertThat(rows.get(i)).as("row %d", i).isEqualTo(naive.rows().get(i));
            }
        }
        assertThat(context.ledger().rejects())
                .extracting(r -> new NaiveRows.Refusal(r.source(), r.code(), r.path()))
                .isEqualTo(naive.refusals());
        naive.tabled()
                .forEach((archive, count) ->
                        assertThat(context.ledger().documents(archive).tabled()).isEqualTo(count));
        assertThat(context.ledger().documents().tabled() + naive.refusals().size())
                .isEqualTo(documents.size());
        assertThat(context.ledger().values().getOrDefault("rescued", 0L)).isEqualTo(naive.rescued());
        assertThat(context.ledger().values().getOrDefault("nulled", 0L)).isEqualTo(naive.nulled());
    }

    @Test
    void refusedDocumentLeavesNothingBehind() throws IOException {
        ShredSchema schema = Flights.schema(
                Flights.column("id", Primitive.STRING, "/m/flight/@id", true, BadValue.RESCUE),
                Flights.column("n", Primitive.INT, "/m/flight/n", false, BadValue.REJECT));
        Doc good = Doc.of("a.zip!/1", Flights.flight(0).text(0, Text.of("")).text(1, Text.of("1")));
        Doc bad = Doc.of(
                "a.zip!/2",
                Flights.flight(0).text(0, Text.of("one")).text(1, Text.of("2")),
                Flights.flight(1)
                        .text(0, Text.of("two"))
                        .text(1, Text.of("secret"))
                        .extra("/m/flight/x", "y"));
        Doc missing = Doc.of("b.zip!/3", Flights.flight(0).text(0, Text.nil()).text(1, Text.of("3")));
        TestTaskContext context = new TestTaskContext().with(Limits.DEFAULT.with("content", 9));
        assertThat(Flights.rows(schema, context, good, bad, missing, good))
                .extracting(row -> row.get("_source"))
                .containsExactly("a.zip!/1", "a.zip!/1");
        assertThat(context.ledger().documents("a.zip").tabled()).isEqualTo(2);
        assertThat(context.ledger().documents("b.zip").tabled()).isZero();
        assertThat(context.ledger().values()).isEmpty();
        List<Reject> rejects = context.ledger().rejects();
        assertThat(rejects).extracting(Reject::source).containsExactly("a.zip!/2", "b.zip!/3");
        assertThat(rejects).extracting(Reject::archive).containsExactly("a.zip", "b.zip");
        assertThat(rejects).extracting(Reject::ordinal).containsOnly(7L);
        assertThat(rejects).extracting(Reject::code).containsExactly("BAD_VALUE", "REQUIRED");
        assertThat(rejects).extracting(Reject::path).containsExactly("/m/flight/n", "/m/flight/@id");
        assertThat(rejects).extracting(Reject::offset).containsExactly(19L, -1L);
        assertThat(rejects)
                .extracting(Reject::message)
                .noneMatch(m -> m.contains("secret"))
                .allMatch(m -> m.contains("column '"));
        assertThat(rejects.get(0).content()).asString().isEqualTo("<doc>>one");
    }

    @Test
    void firstCauseInDocumentOrderWins() throws IOException {
        ShredSchema schema = Flights.schema(Flights.column("n", Primitive.INT, "/m/flight/n", true, BadValue.REJECT));
        List<ShredLevel> levels = new ArrayList<>(schema.levels());
        levels.set(
                2,
                new ShredLevel(
                        "waypoint",
                        0,
                        "/m/flight/waypoint",
                        List.of(Flights.column(
                                "fix", Primitive.INT, "/m/flight/waypoint/fix", true, BadValue.REJECT))));
        levels.set(
                1,
                new ShredLevel(
                        "position",
                        0,
                        "/m/flight/position",
                        List.of(Flights.column(
                                "lat", Primitive.INT, "/m/flight/position/lat", true, BadValue.REJECT))));
        schema = new ShredSchema(schema.layout(), levels);
        TestTaskContext context = new TestTaskContext();
        Flights.rows(
                schema,
                context,
                Doc.of("1", Flights.flight(0).child(Flights.position(0, ""))),
                Doc.of("2", flight().child(Flights.waypoint(0, ""), Flights.position(0, "x"))),
                Doc.of("3", flight().child(Flights.position(0, "x"), Flights.waypoint(0, ""))),
                Doc.of(
                        "4",
                        flight().child(Flights.position(0, "1")),
                        Flights.flight(1).text(0, Text.of("x"))));
        assertThat(context.ledger().rejects())
                .extracting(r -> r.code() + " " + r.path())
                .containsExactly(
                        "REQUIRED /m/flight/n",
                        "REQUIRED /m/flight/waypoint/fix",
                        "BAD_VALUE /m/flight/position/lat",
                        "BAD_VALUE /m/flight/n");
    }

    @Test
    void firstOfSeveralBadValuesOfAnInstanceWins() throws IOException {
        ShredSchema schema = Flights.schema(
                Flights.column("second", Primitive.INT, "/m/flight/second", true, BadValue.REJECT),
                Flights.column("first", Primitive.INT, "/m/flight/first", true, BadValue.REJECT));
        Text first = Text.of("x");
        TestTaskContext context = new TestTaskContext();
        Flights.rows(
                schema,
                context,
                Doc.of("1", Flights.flight(0).text(1, first).text(0, Text.of("1")), Flights.flight(1)),
                Doc.of("2", Flights.flight(0).text(1, Text.of("x"))));
        assertThat(context.ledger().rejects())
                .extracting(r -> r.code() + " " + r.path())
                .containsExactly("BAD_VALUE /m/flight/first", "BAD_VALUE /m/flight/first");
    }

    @Test
    void saysWhyARequiredValueIsMissing() throws IOException {
        ShredSchema schema = Flights.schema(Flights.column("n", Primitive.INT, "/m/flight/n", true, BadValue.RESCUE));
        TestTaskContext context = new TestTaskContext();
        Flights.rows(
                schema,
                context,
                Doc.of("1", Flights.flight(0)),
                Doc.of("2", Flights.flight(0).text(0, Text.nil())),
                Doc.of("3", Flights.flight(0).text(0, Text.of(" "))),
                Doc.of("4", Flights.flight(0).text(0, Text.of("secret"))));
        assertThat(context.ledger().rejects())
                .extracting(Reject::message)
                .satisfiesExactly(
                        m -> assertThat(m).contains("its value is absent;"),
                        m -> assertThat(m).contains("its value is nil;"),
                        m -> assertThat(m).contains("its value is empty;"),
                        m -> assertThat(m)
                                .contains("its value is bad: expected an integer")
                                .doesNotContain("secret"));
    }

    private static Node flight() {
        return Flights.flight(0).text(0, Text.of("1"));
    }

    @Test
    void documentWithoutRecordIsTabled() throws IOException {
        TestTaskContext context = new TestTaskContext();
        assertThat(Flights.rows(Flights.SCHEMA, context, Doc.of("a.zip!/1"), Doc.of("a.zip!/2")))
                .isEmpty();
        assertThat(context.ledger().documents("a.zip").tabled()).isEqualTo(2);
    }

    @Test
    void rowLargerThanABatchStandsAlone() throws IOException {
        String huge = "x".repeat(3_000_000);
        List<Doc> documents = List.of(
                Doc.of("1", Flights.flight(0).text(0, Text.of("small"))),
                Doc.of("2", Flights.flight(0).text(0, Text.of(huge))),
                Doc.of("3", Flights.flight(0).text(0, Text.of("small"))));
        List<Integer> sizes = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                Cursor<ArrowBatch> batches = ArrowFlattener.of(new ModelShredder(Flights.SCHEMA, 64))
                        .withBatches(4096, 100_000)
                        .flatten(ModelShredder.cursor(documents), new TestTaskContext(), allocator)) {
            long before = 0;
            while (batches.advance()) {
                sizes.add(batches.current().root().getRowCount());
                before = sizes.size() == 1 ? allocator.getAllocatedMemory() : before;
            }
            assertThat(sizes).containsExactly(1, 1, 1);
            assertThat(allocator.getAllocatedMemory())
                    .as("memory is given back")
                    .isEqualTo(before);
        }
    }

    @Test
    void memoryIsFreeAfterFailureAndAfterCancelling() throws IOException {
        Shredder<Doc> broken = new ModelShredder(Flights.SCHEMA, 3);
        try (BufferAllocator allocator = new RootAllocator()) {
            Cursor<Doc> failing = new Cursor<>() {
                private final Cursor<Doc> in = ModelShredder.cursor(Flights.documents(0, 20));
                private int count;

                @Override
                public boolean advance() throws IOException {
                    if (count++ == 10) {
                        throw new IOException("broken");
                    }
                    return in.advance();
                }

                @Override
                public Doc current() {
                    return in.current();
                }

                @Override
                public void close() {}
            };
            try (Cursor<ArrowBatch> batches =
                    ArrowFlattener.of(broken).flatten(failing, new TestTaskContext(), allocator)) {
                assertThatThrownBy(batches::advance).hasMessage("broken");
                assertThat(allocator.getAllocatedMemory()).isPositive();
            }
            assertThat(allocator.getAllocatedMemory()).isZero();

            TestTaskContext cancelled = new TestTaskContext();
            cancelled.cancel();
            Cursor<ArrowBatch> batches = ArrowFlattener.of(broken)
                    .flatten(ModelShredder.cursor(Flights.documents(0, 20)), cancelled, allocator);
            assertThatThrownBy(batches::advance).isInstanceOf(CancelledException.class);
            batches.close();
            batches.close();
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
    }

    @Test
    void closesItsAllocatorIfTheShredderCannotBeOpened() {
        Shredder<Doc> broken = new Shredder<>() {
            @Override
            public ShredSchema schema() {
                return Flights.SCHEMA;
            }

            @Override
            public Cursor<Shreds> flatten(Cursor<? extends Doc> in, TaskContext context) throws IOException {
                throw new IOException("cannot open");
            }
        };
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> ArrowFlattener.of(broken)
                            .flatten(ModelShredder.cursor(List.of()), new TestTaskContext(), allocator))
                    .hasMessage("cannot open");
            assertThat(allocator.getChildAllocators()).isEmpty();
        }
    }

    @Test
    void rejectsWrongUse() throws IOException {
        ShredSchema tables = new ShredSchema(Layout.TABLES, Flights.SCHEMA.levels());
        assertThatThrownBy(() -> ArrowFlattener.of(new ModelShredder(tables, 1)))
                .isInstanceOf(UsageException.class);
        ArrowFlattener<Doc> flattener = ArrowFlattener.of(new ModelShredder(Flights.SCHEMA, 1));
        assertThatThrownBy(() -> flattener.withBatches(0, 1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> flattener.withBatches(1, 0)).isInstanceOf(UsageException.class);
        try (Cursor<ArrowBatch> batches = flattener.flatten(ModelShredder.cursor(List.of()), new TestTaskContext())) {
            assertThatThrownBy(batches::current).isInstanceOf(IllegalStateException.class);
            assertThat(batches.advance()).isFalse();
            assertThatThrownBy(batches::current).isInstanceOf(IllegalStateException.class);
        }
    }

    private static long dataBytes(VectorSchemaRoot root) {
        return root.getFieldVectors().stream()
                .mapToLong(ArrowFlattenerTest::dataBytes)
                .sum();
    }

    private static long dataBytes(FieldVector vector) {
        int count = vector.getValueCount();
        if (vector instanceof ListVector list) {
            return count * 4L + dataBytes(list.getDataVector());
        }
        if (vector instanceof StructVector struct) {
            return struct.getChildrenFromFields().stream()
                    .mapToLong(ArrowFlattenerTest::dataBytes)
                    .sum();
        }
        if (vector instanceof BaseVariableWidthVector texts) {
            return count * 4L + texts.getOffsetBuffer().getInt(count * 4L);
        }
        return vector instanceof BitVector ? 0 : (long) count * ((BaseFixedWidthVector) vector).getTypeWidth();
    }
}
