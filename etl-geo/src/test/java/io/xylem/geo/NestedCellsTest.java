package io.xylem.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Cursor;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.writer.BaseWriter.ListWriter;
import org.apache.arrow.vector.complex.writer.BaseWriter.StructWriter;
import org.junit.jupiter.api.Test;

/** Coordinates inside structs of lists, as groups are in the nested layout. */
class NestedCellsTest {
    private static final double[][] PLACES = {{48.1, 11.5}, {-33.9, 151.2}, {95, 0}, {40.6, -73.8}};

    @Test
    void cellsStandInTheStructOfTheirCoordinates() throws IOException {
        List<Long> cells = new ArrayList<>();
        TestTaskContext context = new TestTaskContext();
        try (BufferAllocator allocator = new RootAllocator()) {
            try (Input input = new Input(allocator);
                    Cursor<ArrowBatch> out =
                            H3Enricher.parse("lat,lon:7").build().enrich(input, context)) {
                TableSchema before = SchemaConverter.fromArrow("rows", input.root.getSchema());
                while (out.advance()) {
                    VectorSchemaRoot root = out.current().root();
                    assertThat(names(SchemaConverter.fromArrow("rows", root.getSchema())
                                    .fields()))
                            .isEqualTo(names(H3Enricher.parse("lat,lon:7")
                                    .build()
                                    .tables(List.of(before))
                                    .get(0)
                                    .fields()));
                    assertThat(root.getVector("id").getObject(1)).isEqualTo(1);
                    assertThat(root.getVector("legs").isNull(0)).isTrue();
                    for (int row = 1; row < root.getRowCount(); row++) {
                        for (Object leg : (List<?>) root.getVector("legs").getObject(row)) {
                            for (Object fix : (List<?>) ((Map<?, ?>) leg).get("fixes")) {
                                cells.add((Long) ((Map<?, ?>) fix).get("h3_7"));
                            }
                        }
                    }
                }
            }
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
        List<Long> expected = new ArrayList<>();
        for (double[] place : PLACES) {
            expected.add(H3Cells.valid(place[0], place[1]) ? H3Cells.cell(place[0], place[1], 7) : null);
        }
        assertThat(cells).isEqualTo(expected);
        assertThat(context.ledger().values()).containsEntry("coordinates_nulled", 1L);
    }

    private static List<Object> names(List<io.xylem.core.schema.Field> fields) {
        List<Object> names = new ArrayList<>();
        for (io.xylem.core.schema.Field field : fields) {
            names.add(field.name());
            if (field.type() instanceof ListType list && list.element() instanceof StructType struct) {
                names.add(names(struct.fields()));
            }
        }
        return names;
    }

    @Test
    void nameIsTakenOnlyWhereTheCellsStand() {
        DataType fix = new StructType(List.of(
                new io.xylem.core.schema.Field("lat", DataType.Primitive.DOUBLE),
                new io.xylem.core.schema.Field("lon", DataType.Primitive.DOUBLE)));
        TableSchema table = new TableSchema(
                "flight",
                List.of(
                        new io.xylem.core.schema.Field("h3_7", DataType.Primitive.LONG),
                        new io.xylem.core.schema.Field("fixes", new ListType(fix))));
        List<TableSchema> enriched = H3Enricher.parse("lat,lon:7").build().tables(List.of(table));
        assertThat(enriched.get(0).fields()).hasSize(2);
        StructType struct =
                (StructType) ((ListType) enriched.get(0).fields().get(1).type()).element();
        assertThat(struct.fields()).extracting(io.xylem.core.schema.Field::name).containsExactly("lat", "lon", "h3_7");
    }

    /** One batch: a row without legs; one with two legs, the second without fixes; one with one leg. */
    private static final class Input implements Cursor<ArrowBatch> {
        private final BufferAllocator allocator;
        private final VectorSchemaRoot root;
        private boolean done;

        Input(BufferAllocator allocator) {
            this.allocator = allocator;
            IntVector id = new IntVector("id", allocator);
            ListVector legs = ListVector.empty("legs", allocator);
            UnionListWriter writer = legs.getWriter();
            int next = 0;
            for (int row = 0; row < 3; row++) {
                id.setSafe(row, row);
                writer.setPosition(row);
                if (row > 0) {
                    writer.startList();
                    for (int leg = 0; leg < 3 - row; leg++) {
                        StructWriter struct = writer.struct();
                        struct.start();
                        struct.varChar("name").writeVarChar("leg " + leg);
                        ListWriter fixes = struct.list("fixes");
                        fixes.startList();
                        for (int i = 0; leg == 0 && i < 2; i++) {
                            StructWriter fix = fixes.struct();
                            fix.start();
                            fix.float8("lat").writeFloat8(PLACES[next][0]);
                            fix.float8("lon").writeFloat8(PLACES[next++][1]);
                            fix.end();
                        }
                        fixes.endList();
                        struct.end();
                    }
                    writer.endList();
                }
            }
            id.setValueCount(3);
            legs.setValueCount(3);
            root = VectorSchemaRoot.of(id, legs);
            root.setRowCount(3);
        }

        @Override
        public boolean advance() {
            boolean first = !done;
            done = true;
            return first;
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of("rows", root, allocator);
        }

        @Override
        public void close() {
            root.close();
        }
    }
}
