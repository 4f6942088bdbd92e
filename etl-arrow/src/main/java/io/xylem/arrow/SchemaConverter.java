package io.xylem.arrow;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a pipeline as Arrow schemas, and back.
 *
 * <p>string → Utf8, boolean → Bool, int → Int(32), long → Int(64), float and double → FloatingPoint, decimal(p,s) →
 * Decimal(p,s,128), date → Date(day), timestamp → Timestamp(microsecond, "UTC"), timestamp_ntz → Timestamp(microsecond),
 * binary → Binary, list → List with a nullable field {@code item}, struct → Struct. A field's comment is its metadata
 * {@value #COMMENT}.
 */
public final class SchemaConverter {
    /** The metadata key of a field's comment. */
    public static final String COMMENT = "comment";

    private static final String ITEM = "item";
    private static final String UTC = "UTC";

    private SchemaConverter() {}

    /**
     * A table as an Arrow schema.
     *
     * @param table the table
     * @return the schema, without metadata of its own
     */
    public static Schema toArrow(TableSchema table) {
        return new Schema(table.fields().stream().map(SchemaConverter::toArrow).toList());
    }

    /**
     * A column as an Arrow field.
     *
     * @param field the column
     * @return the field
     */
    public static org.apache.arrow.vector.types.pojo.Field toArrow(Field field) {
        String comment = field.comment();
        Map<String, String> metadata = comment == null ? Map.of() : Map.of(COMMENT, comment);
        return arrowField(field.name(), field.type(), field.nullable(), metadata);
    }

    private static org.apache.arrow.vector.types.pojo.Field arrowField(
            String name, DataType type, boolean nullable, Map<String, String> metadata) {
        return new org.apache.arrow.vector.types.pojo.Field(
                name, new FieldType(nullable, arrowType(type), null, metadata), children(type));
    }

    private static List<org.apache.arrow.vector.types.pojo.Field> children(DataType type) {
        if (type instanceof ListType list) {
            return List.of(arrowField(ITEM, list.element(), true, Map.of()));
        }
        if (type instanceof StructType struct) {
            return struct.fields().stream().map(SchemaConverter::toArrow).toList();
        }
        return List.of();
    }

    private static ArrowType arrowType(DataType type) {
        if (type instanceof DecimalType decimal) {
            return new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
        }
        if (type instanceof ListType) {
            return ArrowType.List.INSTANCE;
        }
        if (type instanceof StructType) {
            return ArrowType.Struct.INSTANCE;
        }
        return switch ((Primitive) type) {
            case STRING -> ArrowType.Utf8.INSTANCE;
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case INT -> new ArrowType.Int(32, true);
            case LONG -> new ArrowType.Int(64, true);
            case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, UTC);
            case TIMESTAMP_NTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case BINARY -> ArrowType.Binary.INSTANCE;
        };
    }

    /**
     * An Arrow schema as a table.
     *
     * @param name the table's name
     * @param schema the schema; metadata other than comments is dropped
     * @return the table
     * @throws IllegalArgumentException if a column has a type that {@link #toArrow(TableSchema)} never yields
     */
    public static TableSchema fromArrow(String name, Schema schema) {
        return new TableSchema(
                name,
                schema.getFields().stream().map(SchemaConverter::fromArrow).toList());
    }

    /**
     * An Arrow field as a column.
     *
     * @param field the field; metadata other than its comment is dropped
     * @return the column
     * @throws IllegalArgumentException if it has a type that {@link #toArrow(Field)} never yields
     */
    public static Field fromArrow(org.apache.arrow.vector.types.pojo.Field field) {
        DataType type = dataType(field);
        if (type == null) {
            throw new IllegalArgumentException("column '" + field.getName() + "' has the Arrow type " + field.getType()
                    + ", which no column type corresponds to; cast it first");
        }
        return new Field(
                field.getName(), type, field.isNullable(), field.getMetadata().get(COMMENT));
    }

    private static @Nullable DataType dataType(org.apache.arrow.vector.types.pojo.Field field) {
        ArrowType type = field.getType();
        if (type instanceof ArrowType.List) {
            return new ListType(fromArrow(field.getChildren().get(0)).type());
        }
        if (type instanceof ArrowType.Struct) {
            return new StructType(
                    field.getChildren().stream().map(SchemaConverter::fromArrow).toList());
        }
        if (type instanceof ArrowType.Decimal decimal) {
            return decimal.getBitWidth() == 128 && decimal.getScale() >= 0
                    ? new DecimalType(decimal.getPrecision(), decimal.getScale())
                    : null;
        }
        for (Primitive primitive : Primitive.values()) {
            if (arrowType(primitive).equals(type)) {
                return primitive;
            }
        }
        return null;
    }
}
