package io.xylem.arrow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Arrow vectors as Java objects, through Arrow's own getters. */
final class Rows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    static List<Map<String, Object>> of(VectorSchemaRoot root) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (FieldVector vector : root.getFieldVectors()) {
                Object value = value(vector, i);
                row.put(vector.getName(), vector.getName().equals("_rescued") ? json((String) value) : value);
            }
            rows.add(row);
        }
        return rows;
    }

    static Object json(String text) {
        try {
            return text == null ? null : JSON.readValue(text, LinkedHashMap.class);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static Object value(ValueVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof ListVector list) {
            List<Object> items = new ArrayList<>();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                items.add(value(list.getDataVector(), i));
            }
            return items;
        }
        if (vector instanceof StructVector struct) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (FieldVector field : struct.getChildrenFromFields()) {
                fields.put(field.getName(), value(field, row));
            }
            return fields;
        }
        if (vector instanceof VarCharVector text) {
            return text.getObject(row).toString();
        }
        if (vector instanceof VarBinaryVector binary) {
            return ByteBuffer.wrap(binary.get(row));
        }
        if (vector instanceof BitVector bits) {
            return bits.get(row) == 1;
        }
        if (vector instanceof DateDayVector days) {
            return days.get(row);
        }
        if (vector instanceof TimeStampMicroTZVector instants) {
            return instants.get(row);
        }
        if (vector instanceof TimeStampMicroVector locals) {
            return locals.get(row);
        }
        return vector.getObject(row);
    }
}
