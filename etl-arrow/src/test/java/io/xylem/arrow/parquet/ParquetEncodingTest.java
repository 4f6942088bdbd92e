package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which encodings are chosen, and what they depend on. */
class ParquetEncodingTest {
    private static final ArrowType LONG = new ArrowType.Int(64, true);

    @TempDir
    Path folder;

    /** Number of data pages by encoding, of the first row group. */
    private Map<Encoding, Integer> pages() throws IOException {
        ColumnMetaData column =
                new RawFooter(folder.resolve("t.parquet")).chunk(0, 0).getMeta_data();
        Map<Encoding, Integer> pages = new TreeMap<>();
        column.getEncoding_stats().stream()
                .filter(s -> s.getPage_type() == PageType.DATA_PAGE)
                .forEach(s -> pages.put(s.getEncoding(), s.getCount()));
        boolean dictionary = pages.containsKey(Encoding.RLE_DICTIONARY);
        assertThat(column.isSetDictionary_page_offset()).isEqualTo(dictionary);
        assertThat(column.getEncodings().contains(Encoding.RLE_DICTIONARY)).isEqualTo(dictionary);
        return pages;
    }

    private void longs(int rows, ParquetOptions options, java.util.function.IntToLongFunction value)
            throws IOException {
        Batches.<BigIntVector>write(
                folder.resolve("t.parquet"), LONG, rows, options, (v, i) -> v.set(i, value.applyAsLong(i)));
    }

    @Test
    void repeatedValuesGetADictionary() throws IOException {
        longs(50_000, ParquetOptions.defaults(), i -> i % 1000 * 7777L);
        assertThat(pages()).isEqualTo(Map.of(Encoding.RLE_DICTIONARY, 3));
    }

    @Test
    void distinctValuesGetNone() throws IOException {
        longs(50_000, ParquetOptions.defaults(), i -> i * 7777L);
        assertThat(pages()).isEqualTo(Map.of(Encoding.PLAIN, 3));
    }

    @Test
    void fullDictionaryIsKeptForThePagesThatHaveIt() throws IOException {
        ParquetOptions options =
                ParquetOptions.builder().dictionaryBytes(8 * 15_000).build();
        longs(100_000, options, i -> i < 30_000 ? i % 10_000 : i);
        assertThat(pages()).isEqualTo(Map.of(Encoding.RLE_DICTIONARY, 1, Encoding.PLAIN, 4));
    }

    @Test
    void dictionaryCanBeTurnedOff() throws IOException {
        longs(1000, ParquetOptions.builder().dictionary(false).build(), i -> 1);
        assertThat(pages()).isEqualTo(Map.of(Encoding.PLAIN, 1));
    }

    @Test
    void nullsAloneNeedNoDictionary() throws IOException {
        Batches.<BigIntVector>write(
                folder.resolve("t.parquet"), LONG, 1000, ParquetOptions.defaults(), (v, i) -> v.setNull(i));
        assertThat(pages()).isEqualTo(Map.of(Encoding.PLAIN, 1));
    }

    @Test
    void repeatedTextsGetADictionary() throws IOException {
        int rows = 40_000;
        Batches.<VarCharVector>write(
                folder.resolve("t.parquet"),
                new ArrowType.Utf8(),
                rows,
                ParquetOptions.defaults(),
                (v, i) -> v.setSafe(i, ("k" + i % 5000).getBytes(StandardCharsets.UTF_8)));
        assertThat(pages()).isEqualTo(Map.of(Encoding.RLE_DICTIONARY, 2));
    }

    @Test
    void pagesEndAtTheirSize() throws IOException {
        ParquetOptions options = ParquetOptions.builder().pageBytes(8 * 100).build();
        longs(1000, options, i -> i);
        assertThat(pages()).isEqualTo(Map.of(Encoding.PLAIN, 10));
    }

    @Test
    void rowGroupsEndAtTheirSize() throws IOException {
        ParquetOptions options = ParquetOptions.builder().rowGroupBytes(8 * 100).build();
        longs(950, options, i -> i);
        RawFooter footer = new RawFooter(folder.resolve("t.parquet"));
        assertThat(footer.metadata().getRow_groups()).hasSize(10);
        assertThat(footer.metadata().getRow_groups().get(0).getNum_rows()).isEqualTo(100);
        assertThat(footer.metadata().getRow_groups().get(9).getNum_rows()).isEqualTo(50);
    }

    @Test
    void nullsDoNotCountForTheSize() throws IOException {
        ParquetOptions options = ParquetOptions.builder().rowGroupBytes(8 * 100).build();
        Batches.<BigIntVector>write(folder.resolve("t.parquet"), LONG, 1000, options, (v, i) -> {
            if (i % 2 == 0) {
                v.setNull(i);
            } else {
                v.set(i, i);
            }
        });
        RawFooter footer = new RawFooter(folder.resolve("t.parquet"));
        assertThat(footer.metadata().getRow_groups())
                .extracting(RowGroup::getNum_rows)
                .containsOnly(200L)
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bytesDoNotDependOnBatches(long seed) throws IOException {
        RandomBatches random = new RandomBatches(seed);
        Schema schema = seed % 2 == 0 ? random.schema(4, 3) : random.schema(12, 0);
        ParquetOptions options = ParquetOptions.builder()
                .pageRows(333)
                .pageBytes(3000)
                .rowGroupRows(1111)
                .rowGroupBytes(60_000)
                .dictionaryBytes(2000)
                .build();
        try (BufferAllocator allocator = new RootAllocator(256 << 20);
                VectorSchemaRoot all = random.batch(schema, 2500, allocator)) {
            byte[] whole = inBatches(all, options, 2500);
            assertThat(inBatches(all, options, 1000))
                    .as("seed %d, %s", seed, schema)
                    .isEqualTo(whole);
            assertThat(inBatches(all, options, 7))
                    .as("seed %d, %s", seed, schema)
                    .isEqualTo(whole);
        }
    }

    private byte[] inBatches(VectorSchemaRoot all, ParquetOptions options, int size) throws IOException {
        Path file = folder.resolve("batches.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, all.getSchema(), options)) {
            for (int row = 0; row < all.getRowCount(); row += size) {
                try (VectorSchemaRoot batch = all.slice(row, Math.min(size, all.getRowCount() - row))) {
                    writer.write(batch);
                }
            }
            writer.finish();
        }
        return Files.readAllBytes(file);
    }
}
