package io.xylem.arrow.parquet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.BaseRepeatedValueVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Rows of a batch in a plain form: lists, maps, numbers (times in nanoseconds), and the bytes of all else as text. */
final class ArrowRows {
    private ArrowRows() {}

    static List<List<Object>> of(VectorSchemaRoot root) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            List<Object> row = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                row.add(value(vector, i));
            }
            rows.add(row);
        }
        return rows;
    }

    static Object value(FieldVector vector, int index) {
        if (vector.isNull(index)) {
            return null;
        }
        if (vector instanceof StructVector struct) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (FieldVector child : struct.getChildrenFromFields()) {
                fields.put(child.getName(), value(child, index));
            }
            return fields;
        }
        if (vector instanceof MapVector map) {
            StructVector entries = (StructVector) map.getDataVector();
            List<Object> items = new ArrayList<>();
            for (int i = map.getElementStartIndex(index); i < map.getElementEndIndex(index); i++) {
                items.add(Arrays.asList(
                        value(entries.getChildrenFromFields().get(0), i),
                        value(entries.getChildrenFromFields().get(1), i)));
            }
            return items;
        }
        if (vector instanceof ListVector list) {
            return items(list, list.getElementStartIndex(index), list.getElementEndIndex(index));
        }
        if (vector instanceof LargeListVector list) {
            return items(list.getDataVector(), list.getElementStartIndex(index), list.getElementEndIndex(index));
        }
        if (vector instanceof FixedSizeListVector list) {
            return items(list.getDataVector(), (long) index * list.getListSize(), (index + 1L) * list.getListSize());
        }
        return leaf(vector, index);
    }

    private static List<Object> items(BaseRepeatedValueVector list, int from, int to) {
        return items(list.getDataVector(), from, to);
    }

    private static List<Object> items(org.apache.arrow.vector.ValueVector data, long from, long to) {
        List<Object> items = new ArrayList<>();
        for (long i = from; i < to; i++) {
            items.add(value((FieldVector) data, (int) i));
        }
        return items;
    }

    private static Object leaf(FieldVector vector, int index) {
        if (vector instanceof BitVector bits) {
            return bits.get(index) != 0;
        } else if (vector instanceof Float4Vector floats) {
            return "f" + Integer.toHexString(Float.floatToRawIntBits(floats.get(index)));
        } else if (vector instanceof Float8Vector doubles) {
            return "d" + Long.toHexString(Double.doubleToRawLongBits(doubles.get(index)));
        } else if (vector instanceof DecimalVector decimals) {
            return decimals.getObject(index);
        } else if (vector instanceof VarCharVector text) {
            return "s" + HexFormat.of().formatHex(text.get(index));
        } else if (vector instanceof LargeVarCharVector text) {
            return "s" + HexFormat.of().formatHex(text.get(index));
        } else if (vector instanceof VarBinaryVector bytes) {
            return "b" + HexFormat.of().formatHex(bytes.get(index));
        } else if (vector instanceof LargeVarBinaryVector bytes) {
            return "b" + HexFormat.of().formatHex(bytes.get(index));
        } else if (vector instanceof FixedSizeBinaryVector bytes) {
            return "b" + HexFormat.of().formatHex(bytes.get(index));
        }
        return integer(vector, index);
    }

    private static BigInteger integer(FieldVector vector, int index) {
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        long raw = switch (width) {
            case 1 -> vector.getDataBuffer().getByte(index);
            case 2 -> vector.getDataBuffer().getShort(index * 2L);
            case 4 -> vector.getDataBuffer().getInt(index * 4L);
            default -> vector.getDataBuffer().getLong(index * 8L);
        };
        boolean unsigned = vector.getField().getType() instanceof ArrowType.Int type && !type.getIsSigned();
        BigInteger value =
                BigInteger.valueOf(raw).multiply(nanos(vector.getField().getType()));
        return unsigned ? value.and(BigInteger.ONE.shiftLeft(width * 8).subtract(BigInteger.ONE)) : value;
    }

    static BigInteger nanos(ArrowType type) {
        TimeUnit unit = type instanceof ArrowType.Time time
                ? time.getUnit()
                : type instanceof ArrowType.Timestamp timestamp ? timestamp.getUnit() : TimeUnit.NANOSECOND;
        return switch (unit) {
            case MILLISECOND -> BigInteger.valueOf(1_000_000);
            case MICROSECOND -> BigInteger.valueOf(1000);
            default -> BigInteger.ONE;
        };
    }
}
