package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of values that are easily got wrong. */
class ParquetBoundsTest {
    private static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    @TempDir
    Path folder;

    private ColumnStatistics doubles(double... values) throws IOException {
        return Batches.<Float8Vector>write(
                        file(), DOUBLE, values.length, ParquetOptions.defaults(), (v, i) -> v.set(i, values[i]))
                .columns()
                .get(0);
    }

    private Path file() {
        return folder.resolve("t.parquet");
    }

    private Statistics footer() throws IOException {
        return new RawFooter(file()).chunk(0, 0).getMeta_data().getStatistics();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void zeroStandsForBothZeros(double zero) throws IOException {
        ColumnStatistics lowest = doubles(zero, 1);
        assertThat(lowest.min()).isEqualTo(-0.0);
        assertThat(lowest.max()).isEqualTo(1.0);
        ColumnStatistics highest = doubles(-1, zero);
        assertThat(highest.min()).isEqualTo(-1.0);
        assertThat(highest.max()).isEqualTo(0.0);
    }

    @Test
    void nanLeavesNoBoundsInTheFile() throws IOException {
        ColumnStatistics column = doubles(1, Double.NaN, 5, Double.longBitsToDouble(-1));
        assertThat(column.nans()).isEqualTo(2);
        assertThat(column.min()).isEqualTo(1.0);
        assertThat(column.max()).isNull();
        assertThat(column.maxExact()).isFalse();
        assertThat(footer().getNan_count()).isEqualTo(2);
        assertThat(footer().isSetMin_value()).isFalse();
        assertThat(footer().isSetMax_value()).isFalse();
        RawFooter raw = new RawFooter(file());
        assertThat(raw.columnIndex(raw.chunk(0, 0))).isNull();
        assertThat(raw.offsetIndex(raw.chunk(0, 0)).getPage_locations()).hasSize(1);
    }

    @Test
    void nothingButNanHasNoBounds() throws IOException {
        ColumnStatistics column = doubles(Double.NaN, Double.NaN);
        assertThat(column.min()).isNull();
        assertThat(column.max()).isNull();
        assertThat(column.nans()).isEqualTo(2);
    }

    @Test
    void nanInOneRowGroupCountsForTheFile() throws IOException {
        ParquetOptions options = ParquetOptions.builder().rowGroupRows(2).build();
        float[] values = {Float.NaN, Float.NaN, 7, 8, -3, Float.NaN};
        ColumnStatistics column = Batches.<Float4Vector>write(
                        file(), FLOAT, values.length, options, (v, i) -> v.set(i, values[i]))
                .columns()
                .get(0);
        assertThat(column.min()).isEqualTo(-3f);
        assertThat(column.max()).isNull();
        assertThat(column.nans()).isEqualTo(3);
    }

    @Test
    void infinityIsABound() throws IOException {
        ColumnStatistics column = doubles(Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
        assertThat(column.min()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(column.max()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void wideDecimalsAreOrderedBySign() throws IOException {
        String[] values = {"-1", "1", "-99999999999999999999", "99999999999999999999"};
        ColumnStatistics column = Batches.<DecimalVector>write(
                        file(),
                        new ArrowType.Decimal(20, 0, 128),
                        4,
                        ParquetOptions.defaults(),
                        (v, i) -> v.set(i, new BigDecimal(values[i])))
                .columns()
                .get(0);
        assertThat(column.min()).isEqualTo(new BigDecimal(values[2]));
        assertThat(column.max()).isEqualTo(new BigDecimal(values[3]));
    }

    private ColumnStatistics texts(String... values) throws IOException {
        return Batches.<VarCharVector>write(
                        file(),
                        new ArrowType.Utf8(),
                        values.length,
                        ParquetOptions.defaults(),
                        (v, i) -> v.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8)))
                .columns()
                .get(0);
    }

    @Test
    void textUpTo64BytesIsKeptWhole() throws IOException {
        ColumnStatistics column = texts("b".repeat(64), "a".repeat(64));
        assertThat(column.min()).isEqualTo("a".repeat(64));
        assertThat(column.max()).isEqualTo("b".repeat(64));
        assertThat(column.minExact() && column.maxExact()).isTrue();
    }

    @Test
    void longTextIsCut() throws IOException {
        ColumnStatistics column = texts("b".repeat(65), "a".repeat(65));
        assertThat(column.min()).isEqualTo("a".repeat(64));
        assertThat(column.max()).isEqualTo("b".repeat(63) + "c");
        assertThat(column.minExact() || column.maxExact()).isFalse();
        assertThat(footer().isIs_max_value_exact() || footer().isIs_min_value_exact())
                .isFalse();
    }

    @Test
    void textIsCutBetweenCharacters() throws IOException {
        ColumnStatistics column = texts("x" + "😀".repeat(30));
        assertThat(column.min()).isEqualTo("x" + "😀".repeat(15));
        assertThat(column.max()).isEqualTo("x" + "😀".repeat(14) + "😁");
    }

    @Test
    void textIsOrderedByCodePoint() throws IOException {
        ColumnStatistics column = texts("\uFFFF", "😀");
        assertThat(column.min()).isEqualTo("\uFFFF");
        assertThat(column.max()).isEqualTo("😀");
    }

    @Test
    void exactTextWinsOverACutOneThatStartsTheSame() throws IOException {
        ColumnStatistics column = texts("a".repeat(70), "a".repeat(64));
        assertThat(column.min()).isEqualTo("a".repeat(64));
        assertThat(column.minExact()).isTrue();
        assertThat(column.max()).isEqualTo("a".repeat(63) + "b");
        assertThat(texts("a".repeat(64), "a".repeat(70))).isEqualTo(column);
    }

    @Test
    void bytesWithoutASuccessorHaveNoUpperBound() throws IOException {
        byte[] highest = new byte[65];
        java.util.Arrays.fill(highest, (byte) 0xFF);
        ColumnStatistics column = Batches.<VarBinaryVector>write(
                        file(), new ArrowType.Binary(), 2, ParquetOptions.defaults(), (v, i) -> v.setSafe(i, highest))
                .columns()
                .get(0);
        assertThat(column.max()).isNull();
        assertThat((byte[]) column.min()).hasSize(64).containsOnly(0xFF);
        assertThat(footer().isSetMax_value()).isFalse();
    }

    @Test
    void pagesWithoutValuesAreMarked() throws IOException {
        ParquetOptions options = ParquetOptions.builder().pageRows(10).build();
        Batches.<Float8Vector>write(file(), DOUBLE, 30, options, (v, i) -> {
            if (i >= 10 && i < 20) {
                v.setNull(i);
            } else {
                v.set(i, i);
            }
        });
        RawFooter raw = new RawFooter(file());
        ColumnChunk chunk = raw.chunk(0, 0);
        ColumnIndex index = raw.columnIndex(chunk);
        assertThat(index.getNull_pages()).containsExactly(false, true, false);
        assertThat(index.getNull_counts()).containsExactly(0L, 10L, 0L);
        assertThat(chunk.getMeta_data().getStatistics().getNull_count()).isEqualTo(10);
    }
}
