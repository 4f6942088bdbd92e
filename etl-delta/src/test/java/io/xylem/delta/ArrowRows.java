package io.xylem.delta;

import io.xylem.arrow.SchemaConverter;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Makes Arrow batches of rows as {@link DeltaTable#rows} returns them. */
public final class ArrowRows {
    private ArrowRows() {}

    public static VectorSchemaRoot of(TableSchema table, List<Map<String, Object>> rows, BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(SchemaConverter.toArrow(table), allocator);
        root.allocateNew();
        for (Field field : table.fields()) {
            FieldVector vector = root.getVector(field.name());
            for (int row = 0; row < rows.size(); row++) {
                set(vector, row, field.type(), rows.get(row).get(field.name()));
            }
        }
        root.setRowCount(rows.size());
        return root;
    }

    private static void set(ValueVector vector, int row, DataType type, Object value) {
        if (value == null) {
            setNull(vector, row, type);
        } else if (type instanceof ListType list) {
            ListVector lists = (ListVector) vector;
            List<?> items = (List<?>) value;
            int start = lists.startNewValue(row);
            for (int i = 0; i < items.size(); i++) {
                set(lists.getDataVector(), start + i, list.element(), items.get(i));
            }
            lists.endValue(row, items.size());
        } else if (type instanceof StructType struct) {
            StructVector structs = (StructVector) vector;
            structs.setIndexDefined(row);
            setFields(structs, row, struct, (Map<?, ?>) value);
        } else {
            setScalar(vector, row, value);
        }
    }

    private static void setNull(ValueVector vector, int row, DataType type) {
        if (type instanceof StructType struct) {
            StructVector structs = (StructVector) vector;
            setFields(structs, row, struct, Map.of());
            structs.setNull(row);
        } else if (vector instanceof ListVector lists) {
            lists.setNull(row);
        } else {
            ((FieldVector) vector).setNull(row);
        }
    }

    private static void setFields(StructVector structs, int row, StructType struct, Map<?, ?> value) {
        for (Field field : struct.fields()) {
            set(structs.getChild(field.name()), row, field.type(), value.get(field.name()));
        }
    }

    private static void setScalar(ValueVector vector, int row, Object value) {
        if (vector instanceof VarCharVector text) {
            text.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof BitVector bits) {
            bits.setSafe(row, (Boolean) value ? 1 : 0);
        } else if (vector instanceof IntVector ints) {
            ints.setSafe(row, (Integer) value);
        } else if (vector instanceof BigIntVector longs) {
            longs.setSafe(row, (Long) value);
        } else if (vector instanceof Float4Vector floats) {
            floats.setSafe(row, (Float) value);
        } else if (vector instanceof Float8Vector doubles) {
            doubles.setSafe(row, (Double) value);
        } else if (vector instanceof DateDayVector days) {
            days.setSafe(row, (int) ((LocalDate) value).toEpochDay());
        } else if (vector instanceof TimeStampMicroTZVector times) {
            times.setSafe(row, micros((Instant) value));
        } else if (vector instanceof TimeStampMicroVector times) {
            times.setSafe(row, micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
        } else if (vector instanceof DecimalVector decimals) {
            decimals.setSafe(row, (BigDecimal) value);
        } else {
            ((VarBinaryVector) vector).setSafe(row, (byte[]) value);
        }
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
}
