package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of files, column chunks and pages are what a naive computation over the rows finds. */
class ParquetStatisticsTest {
    private static final int ROW_GROUP_ROWS = 1700;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreeWithTheRows(long seed) throws IOException {
        RandomBatches random = new RandomBatches(seed);
        Schema schema = seed == 1 ? RandomBatches.allLeaves(true) : random.schema(15, 0);
        ParquetOptions options = ParquetOptions.builder()
                .pageRows(300)
                .rowGroupRows(ROW_GROUP_ROWS)
                .dictionary(seed % 3 > 0)
                .build();
        List<List<Object>> rows = new ArrayList<>();
        Path file = folder.resolve("t.parquet");
        ParquetFileInfo info;
        try (BufferAllocator allocator = new RootAllocator(256 << 20);
                ParquetWriter writer = ParquetWriter.open(file, schema, options)) {
            for (int i = 0; i < 4; i++) {
                try (VectorSchemaRoot batch = random.batch(schema, 1000, allocator)) {
                    rows.addAll(ArrowRows.of(batch));
                    writer.write(batch);
                }
            }
            info = writer.finish();
        }
        RawFooter footer = new RawFooter(file);
        for (int c = 0; c < schema.getFields().size(); c++) {
            String about = "seed " + seed + ", column " + schema.getFields().get(c);
            Truth whole = new Truth(column(rows, c, 0, rows.size()));
            checkColumn(info.columns().get(c), whole, schema.getFields().get(c).getType(), about);
            for (int g = 0; g < footer.metadata().getRow_groups().size(); g++) {
                int from = g * ROW_GROUP_ROWS;
                int to = Math.min(rows.size(), from + ROW_GROUP_ROWS);
                checkChunk(footer, g, c, column(rows, c, from, to), about + ", row group " + g);
            }
        }
    }

    private static List<Object> column(List<List<Object>> rows, int column, int from, int to) {
        return rows.subList(from, to).stream()
                .map(row -> row.get(column))
                .collect(java.util.stream.Collectors.toList());
    }

    /** What holds of values, found the slow way. */
    private static final class Truth {
        final long nulls;
        final long nans;
        final List<Object> comparable;
        final Object min;
        final Object max;

        Truth(List<Object> values) {
            nulls = values.stream().filter(Objects::isNull).count();
            List<Object> there =
                    values.stream().filter(Objects::nonNull).map(Truth::ordered).toList();
            nans = there.stream().filter(Truth::nan).count();
            comparable = there.stream().filter(v -> !nan(v)).toList();
            min = comparable.stream().min(ORDER).orElse(null);
            max = comparable.stream().max(ORDER).orElse(null);
        }

        static final Comparator<Object> ORDER = Truth::compare;

        @SuppressWarnings("unchecked")
        private static int compare(Object a, Object b) {
            return ((Comparable<Object>) a).compareTo(b);
        }

        /** Hexadecimal text is ordered like the bytes it stands for. */
        static Object ordered(Object value) {
            if (value instanceof String text && text.charAt(0) == 'f') {
                return Float.intBitsToFloat(Integer.parseUnsignedInt(text.substring(1), 16));
            } else if (value instanceof String text && text.charAt(0) == 'd') {
                return Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(1), 16));
            }
            return value instanceof String text ? text.substring(1) : value;
        }

        private static boolean nan(Object value) {
            return (value instanceof Float f && f.isNaN()) || (value instanceof Double d && d.isNaN());
        }
    }

    private static void checkColumn(ColumnStatistics found, Truth truth, ArrowType type, String about) {
        assertThat(found.nulls()).as(about).isEqualTo(truth.nulls);
        assertThat(found.nans()).as(about).isEqualTo(truth.nans);
        Object min = found.min() == null ? null : plain(found.min(), type);
        Object max = found.max() == null ? null : plain(found.max(), type);
        checkBound(min, truth.min, found.minExact(), -1, about + " min");
        checkBound(max, truth.nans > 0 ? null : truth.max, found.maxExact(), 1, about + " max");
    }

    private static Object plain(Object bound, ArrowType type) {
        if (bound instanceof String text) {
            return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        } else if (bound instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (bound instanceof Integer || bound instanceof Long) {
            return BigInteger.valueOf(((Number) bound).longValue()).multiply(ArrowRows.nanos(type));
        }
        return bound;
    }

    private static void checkChunk(RawFooter footer, int group, int leaf, List<Object> values, String about)
            throws IOException {
        ColumnChunk chunk = footer.chunk(group, leaf);
        SchemaElement element = footer.leaves().get(leaf);
        Statistics statistics = chunk.getMeta_data().getStatistics();
        Truth truth = new Truth(values);
        assertThat(chunk.getMeta_data().getNum_values()).as(about).isEqualTo(values.size());
        assertThat(statistics.getNull_count()).as(about).isEqualTo(truth.nulls);
        boolean bounded = truth.nans == 0;
        checkBound(
                bound(element, statistics.getMin_value()),
                bounded ? truth.min : null,
                statistics.isIs_min_value_exact(),
                -1,
                about);
        checkBound(
                bound(element, statistics.getMax_value()),
                bounded ? truth.max : null,
                statistics.isIs_max_value_exact(),
                1,
                about);
        checkPages(footer, chunk, element, values, about);
    }

    private static void checkPages(
            RawFooter footer, ColumnChunk chunk, SchemaElement element, List<Object> values, String about)
            throws IOException {
        List<PageLocation> pages = footer.offsetIndex(chunk).getPage_locations();
        ColumnIndex index = footer.columnIndex(chunk);
        assertThat(pages.get(0).getFirst_row_index()).as(about).isZero();
        assertThat(index == null).as(about).isEqualTo(lacksBounds(pages, values));
        List<Object> mins = new ArrayList<>();
        List<Object> maxs = new ArrayList<>();
        for (int p = 0; p < pages.size(); p++) {
            int from = (int) pages.get(p).getFirst_row_index();
            int to = p + 1 < pages.size() ? (int) pages.get(p + 1).getFirst_row_index() : values.size();
            assertThat(footer.pageHeader(pages.get(p).getOffset())
                            .getData_page_header()
                            .getNum_values())
                    .as(about)
                    .isEqualTo(to - from);
            if (index == null) {
                continue;
            }
            Truth truth = new Truth(values.subList(from, to));
            assertThat(index.getNull_counts().get(p)).as(about).isEqualTo(truth.nulls);
            assertThat(index.getNull_pages().get(p)).as(about).isEqualTo(truth.min == null);
            if (truth.min == null) {
                assertThat(index.getMin_values().get(p).remaining()).as(about).isZero();
                continue;
            }
            Object min = bound(element, bytes(index.getMin_values().get(p)));
            Object max = bound(element, bytes(index.getMax_values().get(p)));
            checkBound(min, truth.min, exact(min, truth.min), -1, about + ", page " + p);
            checkBound(max, truth.max, exact(max, truth.max), 1, about + ", page " + p);
            mins.add(min);
            maxs.add(max);
        }
        if (index != null) {
            assertThat(index.getBoundary_order()).as(about).isEqualTo(order(mins, maxs));
        }
    }

    private static boolean lacksBounds(List<PageLocation> pages, List<Object> values) {
        assertThat(pages).hasSizeGreaterThan(values.size() / 301);
        return new Truth(values).nans > 0;
    }

    private static boolean exact(Object bound, Object truth) {
        return Truth.ORDER.compare(bound, truth) == 0 || zero(truth);
    }

    private static BoundaryOrder order(List<Object> mins, List<Object> maxs) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < mins.size(); i++) {
            up &= Truth.ORDER.compare(mins.get(i - 1), mins.get(i)) <= 0
                    && Truth.ORDER.compare(maxs.get(i - 1), maxs.get(i)) <= 0;
            down &= Truth.ORDER.compare(mins.get(i - 1), mins.get(i)) >= 0
                    && Truth.ORDER.compare(maxs.get(i - 1), maxs.get(i)) >= 0;
        }
        return up ? BoundaryOrder.ASCENDING : down ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    /** {@code side}: -1 for a minimum, 1 for a maximum. */
    private static void checkBound(Object bound, Object truth, boolean exact, int side, String about) {
        if (truth == null) {
            assertThat(bound).as(about).isNull();
            return;
        }
        assertThat(bound).as(about).isNotNull();
        if (zero(truth)) {
            assertThat(bound.toString()).as(about).isEqualTo(side < 0 ? "-0.0" : "0.0");
        } else if (exact) {
            assertThat(bound).as(about).isEqualTo(truth);
        } else {
            assertThat(truth.toString().length()).as(about).isGreaterThan(128);
            assertThat(bound.toString().length()).as(about).isBetween(1, 128);
            assertThat(Integer.signum(Truth.ORDER.compare(bound, truth)))
                    .as(about)
                    .isEqualTo(side);
        }
    }

    private static boolean zero(Object value) {
        return (value instanceof Float f && f == 0) || (value instanceof Double d && d == 0);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Reads a bound by the types of the schema. */
    private static Object bound(SchemaElement element, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (element.getType()) {
            case BOOLEAN -> bytes[0] != 0;
            case FLOAT -> buffer.getFloat();
            case DOUBLE -> buffer.getDouble();
            case INT32 -> number(element, BigInteger.valueOf(buffer.getInt()), 32);
            case INT64 -> number(element, BigInteger.valueOf(buffer.getLong()), 64);
            default ->
                element.isSetScale()
                        ? new BigDecimal(new BigInteger(bytes), element.getScale())
                        : HexFormat.of().formatHex(bytes);
        };
    }

    private static Object number(SchemaElement element, BigInteger value, int bits) {
        if (element.isSetScale()) {
            return new BigDecimal(value, element.getScale());
        } else if (element.isSetLogicalType() && element.getLogicalType().isSetINTEGER()) {
            boolean signed = element.getLogicalType().getINTEGER().isIsSigned();
            return signed || value.signum() >= 0 ? value : value.add(BigInteger.ONE.shiftLeft(bits));
        } else if (element.isSetLogicalType() && element.getLogicalType().isSetTIMESTAMP()) {
            return value.multiply(nanos(element.getLogicalType().getTIMESTAMP().getUnit()));
        } else if (element.isSetLogicalType() && element.getLogicalType().isSetTIME()) {
            return value.multiply(nanos(element.getLogicalType().getTIME().getUnit()));
        }
        return value;
    }

    private static BigInteger nanos(org.apache.parquet.format.TimeUnit unit) {
        return BigInteger.valueOf(unit.isSetMILLIS() ? 1_000_000 : unit.isSetMICROS() ? 1000 : 1);
    }
}
