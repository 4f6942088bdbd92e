package io.xylem.delta.internal;

import io.xylem.arrow.SchemaConverter;
import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of data files as an Arrow schema: physical names, and column mapping ids as field ids. */
final class PhysicalColumns {
    private static final String FIELD_ID = "PARQUET:field_id";

    private PhysicalColumns() {}

    /** The schema of a data file. */
    static Schema schema(List<PhysicalField> fields) {
        return new Schema(fields.stream().map(PhysicalColumns::field).toList());
    }

    private static Field field(PhysicalField field) {
        Map<String, String> metadata = field.id() == 0 ? Map.of() : Map.of(FIELD_ID, String.valueOf(field.id()));
        Field logical = SchemaConverter.toArrow(field.field());
        return rename(logical, field.physicalName(), metadata, field.children());
    }

    private static Field rename(Field field, String name, Map<String, String> metadata, List<PhysicalField> children) {
        List<Field> renamed = new ArrayList<>();
        if (field.getType() instanceof ArrowType.List) {
            Field item = field.getChildren().get(0);
            renamed.add(rename(item, item.getName(), Map.of(), children));
        } else {
            children.forEach(child -> renamed.add(field(child)));
        }
        return new Field(name, new FieldType(field.isNullable(), field.getType(), null, metadata), renamed);
    }

    /**
     * Refuses batches whose columns do not hold what the table's columns hold. Names do not matter, but those of the columns are compared
     * by the caller.
     */
    static void requireSameTypes(String table, String parent, List<Field> wanted, List<Field> given) {
        if (wanted.size() != given.size()) {
            throw new UsageException("table '" + table + "': the batch has " + given.size() + " columns" + parent
                    + ", the table " + wanted.size()
                    + "; the stage that makes the batches must fill the tables that it announces");
        }
        for (int i = 0; i < wanted.size(); i++) {
            Field field = wanted.get(i);
            Field other = given.get(i);
            if (!field.getType().equals(other.getType())) {
                throw new UsageException(
                        "table '" + table + "': column '" + other.getName() + "' holds " + other.getType()
                                + ", the table needs " + field.getType()
                                + "; the stage that makes the batches must fill the tables that it announces");
            }
            requireSameTypes(table, " in '" + other.getName() + "'", field.getChildren(), other.getChildren());
        }
    }
}
