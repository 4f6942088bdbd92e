package io.xylem.delta.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import java.util.List;
import java.util.Locale;

/** Types as people write them, for messages. */
final class TypeTexts {
    private TypeTexts() {}

    static String of(DataType type) {
        if (type instanceof ListType list) {
            return "list<" + of(list.element()) + ">";
        } else if (type instanceof StructType struct) {
            List<String> fields = struct.fields().stream()
                    .map(field -> field.name() + ":" + of(field.type()))
                    .toList();
            return "struct<" + String.join(",", fields) + ">";
        } else if (type instanceof DecimalType decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return type.toString().toLowerCase(Locale.ROOT);
    }
}
