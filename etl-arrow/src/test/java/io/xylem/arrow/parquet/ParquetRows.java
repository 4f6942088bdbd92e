package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.xerial.snappy.Snappy;

/** Rows of a Parquet file as parquet-java reads them, in the plain form that {@link ArrowRows} uses. */
final class ParquetRows {
    private ParquetRows() {}

    /** Fails at the first row of a file that differs. */
    static void assertHolds(Path file, List<List<Object>> expected, String about) throws IOException {
        List<List<Object>> rows = read(file);
        for (int i = 0; i < Math.min(rows.size(), expected.size()); i++) {
            assertThat(rows.get(i)).as("row %d of %s", i, about).isEqualTo(expected.get(i));
        }
        assertThat(rows).as(about).hasSameSizeAs(expected);
    }

    /** Opens a file with parquet-java; page checksums are verified. */
    static ParquetFileReader open(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .usePageChecksumVerification(true)
                .build();
        return new ParquetFileReader(new LocalInputFile(file), options);
    }

    static List<List<Object>> read(Path file) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            MessageColumnIO io = new ColumnIOFactory(true).getColumnIO(schema);
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = io.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    Group group = records.read();
                    List<Object> row = new ArrayList<>();
                    for (int f = 0; f < schema.getFieldCount(); f++) {
                        row.add(value(group, schema, f));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static Object value(Group group, GroupType type, int field) {
        return group.getFieldRepetitionCount(field) == 0 ? null : item(group, type, field, 0);
    }

    private static Object item(Group group, GroupType parent, int field, int index) {
        Type type = parent.getType(field);
        if (type.isPrimitive()) {
            return primitive(group, type, field, index);
        }
        GroupType inner = type.asGroupType();
        Group value = group.getGroup(field, index);
        if (LogicalTypeAnnotation.listType().equals(type.getLogicalTypeAnnotation())) {
            List<Object> items = new ArrayList<>();
            GroupType list = inner.getType(0).asGroupType();
            for (int i = 0; i < value.getFieldRepetitionCount(0); i++) {
                items.add(value(value.getGroup(0, i), list, 0));
            }
            return items;
        }
        if (LogicalTypeAnnotation.mapType().equals(type.getLogicalTypeAnnotation())) {
            List<Object> items = new ArrayList<>();
            GroupType entry = inner.getType(0).asGroupType();
            for (int i = 0; i < value.getFieldRepetitionCount(0); i++) {
                Group pair = value.getGroup(0, i);
                items.add(java.util.Arrays.asList(value(pair, entry, 0), value(pair, entry, 1)));
            }
            return items;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < inner.getFieldCount(); i++) {
            fields.put(inner.getFieldName(i), value(value, inner, i));
        }
        return fields;
    }

    private static Object primitive(Group group, Type type, int field, int index) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, index);
            case FLOAT -> "f" + Integer.toHexString(Float.floatToRawIntBits(group.getFloat(field, index)));
            case DOUBLE -> "d" + Long.toHexString(Double.doubleToRawLongBits(group.getDouble(field, index)));
            case INT32 -> integer(group.getInteger(field, index), 32, logical);
            case INT64 -> integer(group.getLong(field, index), 64, logical);
            default -> bytes(group.getBinary(field, index).getBytes(), logical);
        };
    }

    private static Object bytes(byte[] bytes, LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale());
        }
        return (logical instanceof StringLogicalTypeAnnotation ? "s" : "b")
                + HexFormat.of().formatHex(bytes);
    }

    private static Object integer(long value, int bits, LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
            return new BigInteger(bits == 32 ? Integer.toUnsignedString((int) value) : Long.toUnsignedString(value));
        }
        return BigInteger.valueOf(value).multiply(nanos(logical));
    }

    private static BigInteger nanos(LogicalTypeAnnotation logical) {
        TimeUnit unit = logical instanceof TimeLogicalTypeAnnotation time
                ? time.getUnit()
                : logical instanceof TimestampLogicalTypeAnnotation timestamp ? timestamp.getUnit() : TimeUnit.NANOS;
        return switch (unit) {
            case MILLIS -> BigInteger.valueOf(1_000_000);
            case MICROS -> BigInteger.valueOf(1000);
            case NANOS -> BigInteger.ONE;
        };
    }

    /** The codecs, without Hadoop. */
    private static final class Codecs implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("only reads");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new Decompressor(codec);
        }

        @Override
        public void release() {}
    }

    private record Decompressor(CompressionCodecName codec) implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            byte[] in = bytes(bytes);
            return switch (codec) {
                case ZSTD -> BytesInput.from(Zstd.decompress(in, size));
                case SNAPPY -> BytesInput.from(Snappy.uncompress(in));
                default -> BytesInput.from(in);
            };
        }

        private static byte[] bytes(BytesInput input) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            input.writeAllTo(out);
            return out.toByteArray();
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int uncompressed)
                throws IOException {
            byte[] in = new byte[compressed];
            input.get(in);
            output.put(bytes(decompress(BytesInput.from(in), uncompressed)));
        }

        @Override
        public void release() {}
    }
}
