package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of tables as JSON, with everything that a commit may want to know. */
final class SchemaJson {
    private SchemaJson() {}

    static Map<String, Object> write(TableSchema table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", table.name());
        json.put("fields", fields(table.fields()));
        return json;
    }

    private static List<Object> fields(List<Field> fields) {
        List<Object> json = new ArrayList<>();
        for (Field field : fields) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("name", field.name());
            entry.put("type", type(field.type()));
            entry.put("nullable", field.nullable());
            entry.put("comment", field.comment());
            entry.put("renamedFrom", field.renamedFrom());
            json.add(entry);
        }
        return json;
    }

    private static Object type(DataType type) {
        if (type instanceof Primitive primitive) {
            return primitive.name();
        } else if (type instanceof DecimalType decimal) {
            return Map.of("precision", decimal.precision(), "scale", decimal.scale());
        } else if (type instanceof ListType list) {
            return Map.of("element", type(list.element()));
        }
        return Map.of("fields", fields(((StructType) type).fields()));
    }

    static TableSchema read(JsonNode json) {
        return new TableSchema(json.required("name").asText(), readFields(json.required("fields")));
    }

    private static List<Field> readFields(JsonNode json) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : json) {
            fields.add(new Field(
                    field.required("name").asText(),
                    readType(field.required("type")),
                    field.required("nullable").asBoolean(),
                    field.required("comment").textValue(),
                    field.required("renamedFrom").textValue()));
        }
        return fields;
    }

    private static DataType readType(JsonNode json) {
        if (json.isTextual()) {
            return Primitive.valueOf(json.asText());
        } else if (json.has("element")) {
            return new ListType(readType(json.required("element")));
        } else if (json.has("fields")) {
            return new StructType(readFields(json.required("fields")));
        }
        return new DecimalType(
                json.required("precision").asInt(), json.required("scale").asInt());
    }
}
