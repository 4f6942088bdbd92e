package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is what parquet-java reads. */
class ParquetRoundTripTest {
    private final BufferAllocator allocator = new RootAllocator(256 << 20);

    @TempDir
    Path folder;

    @AfterEach
    void leavesNoMemoryBehind() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void readsBackRandomFlatTables(long seed) throws IOException {
        RandomBatches random = new RandomBatches(seed);
        roundTrip(seed, random, random.schema(12, 0), options(new Random(seed)), 3000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void readsBackRandomNestedTables(long seed) throws IOException {
        RandomBatches random = new RandomBatches(-seed);
        roundTrip(seed, random, random.schema(5, 4), options(new Random(seed)), 300);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsBackAllTypes(Compression compression) throws IOException {
        for (boolean nullable : new boolean[] {true, false}) {
            RandomBatches random = new RandomBatches(77);
            ParquetOptions options =
                    ParquetOptions.builder().compression(compression).build();
            roundTrip(77, random, RandomBatches.allLeaves(nullable), options, 5000);
        }
    }

    @Test
    void readsBackPagesOfTheDefaultSize() throws IOException {
        RandomBatches random = new RandomBatches(99);
        Schema schema = random.schema(3, 0);
        List<List<Object>> expected = new ArrayList<>();
        Path file = folder.resolve("large.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, schema, ParquetOptions.defaults())) {
            for (int i = 0; i < 20; i++) {
                try (VectorSchemaRoot batch = random.batch(schema, 8000, allocator)) {
                    expected.addAll(ArrowRows.of(batch));
                    writer.write(batch);
                }
            }
            assertThat(writer.finish().rowGroups()).isEqualTo(2);
        }
        ParquetRows.assertHolds(file, expected, schema.toString());
    }

    @Test
    void readsBackNoRows() throws IOException {
        Schema schema = RandomBatches.allLeaves(true);
        Path file = folder.resolve("empty.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, schema, ParquetOptions.defaults());
                VectorSchemaRoot empty = VectorSchemaRoot.create(schema, allocator)) {
            writer.write(empty);
            ParquetFileInfo info = writer.finish();
            assertThat(info.rows()).isZero();
            assertThat(info.rowGroups()).isZero();
        }
        assertThat(ParquetRows.read(file)).isEmpty();
    }

    private static ParquetOptions options(Random random) {
        return ParquetOptions.builder()
                .compression(RandomBatches.COMPRESSIONS.get(random.nextInt(3)))
                .dictionary(random.nextInt(4) > 0)
                .dictionaryBytes(random.nextBoolean() ? 300 : 1 << 20)
                .pageRows(new int[] {1, 7, 64, 1000, 20_000}[random.nextInt(5)])
                .pageBytes(new int[] {1, 100, 5000, 1 << 20}[random.nextInt(4)])
                .rowGroupRows(new int[] {50, 1000, 131_072}[random.nextInt(3)])
                .rowGroupBytes(random.nextInt(3) == 0 ? 10_000 : 64 << 20)
                .build();
    }

    private void roundTrip(long seed, RandomBatches random, Schema schema, ParquetOptions options, int rows)
            throws IOException {
        Random sizes = new Random(seed);
        List<List<Object>> expected = new ArrayList<>();
        Path file = folder.resolve("t.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, schema, options)) {
            for (int i = 0; i < 5; i++) {
                int size = i == 1 ? 0 : i == 2 ? 1 : sizes.nextInt(rows);
                try (VectorSchemaRoot batch = random.batch(schema, size, allocator)) {
                    expected.addAll(ArrowRows.of(batch));
                    writer.write(batch);
                }
            }
            assertThat(writer.finish().rows()).isEqualTo(expected.size());
        }
        ParquetRows.assertHolds(file, expected, "seed " + seed + ", " + schema);
    }
}
