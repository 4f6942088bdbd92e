package io.xylem.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class ArrowBatchTest {
    @Test
    void addsColumnsWithoutCopying() {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector one = vector("one", 2, allocator);
                BigIntVector two = vector("two", 2, allocator)) {
            ArrowBatch batch = ArrowBatch.of("t", VectorSchemaRoot.of(one), allocator);
            ArrowBatch wider = batch.with("t", List.of(two));
            assertThat(wider.root().getFieldVectors()).hasSize(2);
            assertThat(wider.root().getVector("one")).isSameAs(one);
            assertThat(wider.root().getVector("two")).isSameAs(two);
            assertThat(wider.root().getRowCount()).isEqualTo(2);
            assertThat(wider.allocator()).isSameAs(allocator);
            assertThat(batch.root().getFieldVectors()).hasSize(1);
        }
    }

    @Test
    void keepsTheSchemaOfTheOtherColumns() {
        Schema schema = SchemaConverter.toArrow(Flights.SCHEMA.stackedTable());
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                BigIntVector cell = vector("h3_5", 0, allocator)) {
            Schema wider = ArrowBatch.of("flight", root, allocator)
                    .with("flight", List.of(cell))
                    .root()
                    .getSchema();
            assertThat(wider.getFields())
                    .startsWith(schema.getFields().toArray(Field[]::new))
                    .endsWith(cell.getField());
        }
    }

    @Test
    void rejectsColumnsThatDoNotFit() {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector one = vector("one", 2, allocator);
                BigIntVector same = vector("one", 2, allocator);
                BigIntVector longer = vector("longer", 3, allocator)) {
            ArrowBatch batch = ArrowBatch.of("t", VectorSchemaRoot.of(one), allocator);
            assertThatThrownBy(() -> batch.with("t", List.of(same))).hasMessageContaining("'one' is already");
            assertThatThrownBy(() -> batch.with("t", List.of(longer))).hasMessageContaining("3 values");
            assertThatThrownBy(() -> batch.with("u", List.of())).hasMessageContaining("no table 'u'");
        }
    }

    @Test
    void rootTableIsTheFirst() {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector one = vector("one", 2, allocator);
                BigIntVector two = vector("two", 3, allocator)) {
            Map<String, VectorSchemaRoot> roots = new java.util.LinkedHashMap<>();
            roots.put("z", VectorSchemaRoot.of(one));
            roots.put("a", VectorSchemaRoot.of(two));
            ArrowBatch batch = ArrowBatch.of(roots, allocator);
            assertThat(batch.tables()).containsExactly("z", "a");
            assertThat(batch.root().getRowCount()).isEqualTo(2);
            assertThat(batch.root("a").getRowCount()).isEqualTo(3);
            assertThatThrownBy(() -> ArrowBatch.of(Map.of(), allocator)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static BigIntVector vector(String name, int count, RootAllocator allocator) {
        BigIntVector vector = new BigIntVector(name, allocator);
        vector.allocateNew(count);
        vector.setValueCount(count);
        return vector;
    }
}
