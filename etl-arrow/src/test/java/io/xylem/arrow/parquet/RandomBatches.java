package io.xylem.arrow.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Random schemas and batches: runs, few and many distinct values, all patterns of nulls, all kinds of nesting. */
final class RandomBatches {
    static final List<ArrowType> LEAVES = List.of(
            new ArrowType.Bool(),
            new ArrowType.Int(8, true),
            new ArrowType.Int(16, true),
            new ArrowType.Int(32, true),
            new ArrowType.Int(64, true),
            new ArrowType.Int(8, false),
            new ArrowType.Int(16, false),
            new ArrowType.Int(32, false),
            new ArrowType.Int(64, false),
            new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
            new ArrowType.Utf8(),
            new ArrowType.LargeUtf8(),
            new ArrowType.Binary(),
            new ArrowType.LargeBinary(),
            new ArrowType.FixedSizeBinary(5),
            new ArrowType.Decimal(1, 0, 128),
            new ArrowType.Decimal(9, 4, 128),
            new ArrowType.Decimal(18, 18, 128),
            new ArrowType.Decimal(19, 2, 128),
            new ArrowType.Decimal(38, 10, 128),
            new ArrowType.Date(DateUnit.DAY),
            new ArrowType.Time(TimeUnit.MILLISECOND, 32),
            new ArrowType.Time(TimeUnit.MICROSECOND, 64),
            new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"),
            new ArrowType.Timestamp(TimeUnit.MICROSECOND, null),
            new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"),
            new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));

    static final List<Compression> COMPRESSIONS = List.of(Compression.values());

    private static final String[] PIECES = {
        "a", "é", "€", "😀", "\uD7FF", "\uE000", "\uFFFF", "zz", "\u0000", " ", "0123456789"
    };

    private final Random random;

    RandomBatches(long seed) {
        random = new Random(seed);
    }

    /** One column of each leaf type. */
    static Schema allLeaves(boolean nullable) {
        List<Field> fields = new ArrayList<>();
        for (ArrowType type : LEAVES) {
            fields.add(new Field("c" + fields.size(), new FieldType(nullable, type, null), List.of()));
        }
        return new Schema(fields);
    }

    Schema schema(int columns, int depth) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            fields.add(field("c" + i, depth));
        }
        return new Schema(fields);
    }

    private Field field(String name, int depth) {
        boolean nullable = random.nextInt(4) > 0;
        int kind = depth == 0 ? 9 : random.nextInt(10);
        if (kind < 2) {
            List<Field> children = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                children.add(field("f" + i, depth - 1));
            }
            return new Field(name, new FieldType(nullable, new ArrowType.Struct(), null), children);
        } else if (kind < 6) {
            ArrowType type = kind == 2
                    ? new ArrowType.FixedSizeList(random.nextInt(4))
                    : kind == 3 ? new ArrowType.LargeList() : new ArrowType.List();
            return new Field(name, new FieldType(nullable, type, null), List.of(field("item", depth - 1)));
        } else if (kind == 6) {
            Field key = new Field("key", new FieldType(false, new ArrowType.Utf8(), null), List.of());
            Field entries = new Field(
                    "entries",
                    new FieldType(false, new ArrowType.Struct(), null),
                    List.of(key, field("value", depth - 1)));
            return new Field(name, new FieldType(nullable, new ArrowType.Map(false), null), List.of(entries));
        }
        ArrowType type = LEAVES.get(random.nextInt(LEAVES.size()));
        return new Field(name, new FieldType(nullable, type, null), List.of());
    }

    VectorSchemaRoot batch(Schema schema, int rows, BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        for (FieldVector vector : root.getFieldVectors()) {
            fill(vector, rows);
        }
        root.setRowCount(rows);
        return root;
    }

    private void fill(FieldVector vector, int count) {
        boolean[] valid = validity(vector.getField().isNullable(), count);
        if (vector instanceof StructVector struct) {
            struct.setInitialCapacity(count);
            struct.allocateNew();
            for (int i = 0; i < count; i++) {
                if (valid[i]) {
                    struct.setIndexDefined(i);
                } else {
                    struct.setNull(i);
                }
            }
            for (FieldVector child : struct.getChildrenFromFields()) {
                fill(child, count);
            }
            struct.setValueCount(count);
        } else if (vector instanceof ListVector list) {
            int items = 0;
            list.allocateNew();
            int[] sizes = sizes(valid);
            for (int i = 0; i < count; i++) {
                if (valid[i]) {
                    list.startNewValue(i);
                    list.endValue(i, sizes[i]);
                    items += sizes[i];
                } else {
                    list.setNull(i);
                }
            }
            fill(list.getDataVector(), items);
            list.setValueCount(count);
        } else if (vector instanceof LargeListVector list) {
            int items = 0;
            list.allocateNew();
            int[] sizes = sizes(valid);
            for (int i = 0; i < count; i++) {
                if (valid[i]) {
                    list.startNewValue(i);
                    list.endValue(i, sizes[i]);
                    items += sizes[i];
                } else {
                    list.setNull(i);
                }
            }
            fill(list.getDataVector(), items);
            list.setValueCount(count);
        } else if (vector instanceof FixedSizeListVector list) {
            list.setInitialCapacity(count);
            list.allocateNew();
            for (int i = 0; i < count; i++) {
                if (valid[i]) {
                    list.startNewValue(i);
                } else {
                    list.setNull(i);
                }
            }
            fill(list.getDataVector(), count * list.getListSize());
            list.setValueCount(count);
        } else {
            fillLeaf(vector, valid);
        }
    }

    private int[] sizes(boolean[] valid) {
        int[] sizes = new int[valid.length];
        int most = valid.length < 1000 && random.nextInt(5) == 0 ? 30 : 3;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = valid[i] && random.nextInt(3) > 0 ? random.nextInt(most + 1) : 0;
        }
        return sizes;
    }

    private boolean[] validity(boolean nullable, int count) {
        boolean[] valid = new boolean[count];
        int pattern = nullable ? random.nextInt(6) : 0;
        boolean state = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(150) == 0) {
                state = !state;
            }
            valid[i] = switch (pattern) {
                case 0 -> true;
                case 1 -> false;
                case 2 -> random.nextBoolean();
                case 3 -> random.nextInt(50) == 0;
                case 4 -> random.nextInt(50) > 0;
                default -> state;
            };
        }
        return valid;
    }

    private void fillLeaf(FieldVector vector, boolean[] valid) {
        vector.setInitialCapacity(valid.length);
        vector.allocateNew();
        int distinct = new int[] {1, 3, 200, 1_000_000_000}[random.nextInt(4)];
        int run = random.nextInt(2) * 40 + 1;
        int domain = random.nextInt();
        long value = 0;
        for (int i = 0; i < valid.length; i++) {
            if (random.nextInt(run) == 0) {
                value = domain + (long) random.nextInt(distinct);
            }
            if (valid[i]) {
                set(vector, i, new Random(value * 31));
            } else {
                vector.setNull(i);
            }
        }
        vector.setValueCount(valid.length);
    }

    private static void set(FieldVector vector, int index, Random source) {
        if (vector instanceof BitVector bits) {
            bits.setSafe(index, source.nextInt(2));
        } else if (vector instanceof DecimalVector decimals) {
            BigInteger bound = BigInteger.TEN.pow(decimals.getPrecision());
            BigInteger digits = new BigInteger(130, source).mod(bound);
            decimals.setSafe(
                    index, new BigDecimal(source.nextBoolean() ? digits : digits.negate(), decimals.getScale()));
        } else if (vector instanceof Float4Vector floats) {
            floats.setSafe(index, source.nextInt(20) == 0 ? special(source).floatValue() : source.nextFloat() * 100);
        } else if (vector instanceof Float8Vector doubles) {
            doubles.setSafe(index, source.nextInt(20) == 0 ? special(source) : source.nextGaussian());
        } else if (vector instanceof BaseVariableWidthVector bytes) {
            byte[] value = bytes(source, bytes.getField().getType() instanceof ArrowType.Utf8);
            bytes.setSafe(index, value);
        } else if (vector instanceof BaseLargeVariableWidthVector bytes) {
            byte[] value = bytes(source, bytes.getField().getType() instanceof ArrowType.LargeUtf8);
            bytes.setSafe(index, value, 0, value.length);
        } else {
            setRaw((BaseFixedWidthVector) vector, index, source);
        }
    }

    private static Double special(Random source) {
        return new Double[] {
                    0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
                }
                [source.nextInt(6)];
    }

    /** Integers of any width; dates and times within the range that all readers know. */
    private static void setRaw(BaseFixedWidthVector vector, int index, Random source) {
        while (vector.getValueCapacity() <= index) {
            vector.reAlloc();
        }
        BitVectorHelper.setBit(vector.getValidityBuffer(), index);
        ArrowType type = vector.getField().getType();
        long value = switch (type.getTypeID()) {
            case Date -> source.nextInt(40_000) - 10_000;
            case Time -> source.nextInt(86_400_000);
            case Timestamp -> source.nextLong() >> 13;
            default -> source.nextLong() >> source.nextInt(64);
        };
        int width = vector.getTypeWidth();
        for (int i = 0; i < width; i++) {
            vector.getDataBuffer().setByte((long) index * width + i, (byte) (value >>> (i * 8)));
        }
    }

    private static byte[] bytes(Random source, boolean text) {
        int pieces = source.nextInt(10) == 0 ? source.nextInt(60) : source.nextInt(4);
        if (!text) {
            byte[] bytes = new byte[pieces * 2];
            source.nextBytes(bytes);
            return bytes;
        }
        StringBuilder builder = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            builder.append(PIECES[source.nextInt(PIECES.length)]);
        }
        return builder.append(source.nextInt(1000)).toString().getBytes(StandardCharsets.UTF_8);
    }
}
