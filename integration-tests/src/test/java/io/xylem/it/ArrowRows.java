package io.xylem.it;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Arrow vectors as Java objects, through Arrow's own getters. */
final class ArrowRows {
    private ArrowRows() {}

    static List<Map<String, Object>> of(VectorSchemaRoot root) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            rows.add(row(root.getFieldVectors(), i));
        }
        return rows;
    }

    private static Map<String, Object> row(List<FieldVector> vectors, int index) {
        Map<String, Object> row = new LinkedHashMap<>();
        vectors.forEach(vector -> row.put(vector.getName(), value(vector, index)));
        return row;
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
            return row(struct.getChildrenFromFields(), row);
        }
        if (vector instanceof VarCharVector text) {
            return text.getObject(row).toString();
        }
        if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        }
        if (vector instanceof TimeStampMicroTZVector instants) {
            return Instant.EPOCH.plus(instants.get(row), ChronoUnit.MICROS);
        }
        return vector.getObject(row);
    }
}
