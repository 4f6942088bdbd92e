package io.xylem.delta.internal;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our schemas as Kernel's, and back. */
public final class KernelSchemas {
    private static final String ID = "delta.columnMapping.id";
    private static final String PHYSICAL_NAME = "delta.columnMapping.physicalName";
    private static final String COMMENT = "comment";

    private KernelSchemas() {}

    /**
     * A schema with column mapping, as the log of a new table holds it.
     *
     * @param fields the columns
     * @return Kernel's schema
     */
    public static io.delta.kernel.types.StructType toKernel(List<PhysicalField> fields) {
        io.delta.kernel.types.StructType schema = new io.delta.kernel.types.StructType();
        for (PhysicalField physical : fields) {
            Field field = physical.field();
            FieldMetadata.Builder metadata = FieldMetadata.builder();
            metadata.putLong(ID, physical.id());
            metadata.putString(PHYSICAL_NAME, physical.physicalName());
            if (field.comment() != null) {
                metadata.putString(COMMENT, field.comment());
            }
            schema = schema.add(new StructField(
                    field.name(), toKernel(field.type(), physical.children()), field.nullable(), metadata.build()));
        }
        return schema;
    }

    private static io.delta.kernel.types.DataType toKernel(DataType type, List<PhysicalField> children) {
        if (type instanceof Primitive primitive) {
            return toKernel(primitive);
        } else if (type instanceof DecimalType decimal) {
            return new io.delta.kernel.types.DecimalType(decimal.precision(), decimal.scale());
        } else if (type instanceof ListType list) {
            return new ArrayType(toKernel(list.element(), children), true);
        }
        return toKernel(children);
    }

    /** Kernel's type for one without fields or elements; null for others. */
    static io.delta.kernel.types.@Nullable DataType scalar(DataType type) {
        return type instanceof Primitive || type instanceof DecimalType ? toKernel(type, List.of()) : null;
    }

    /** What data files call a column; its name if the table does not map its columns. */
    static String physicalName(FieldMetadata metadata, String name) {
        return metadata.get(PHYSICAL_NAME) instanceof String physical ? physical : name;
    }

    /** A column's metadata with a comment; the same metadata if there is none. */
    static FieldMetadata withComment(FieldMetadata metadata, @Nullable String comment) {
        return comment == null
                ? metadata
                : FieldMetadata.builder()
                        .fromMetadata(metadata)
                        .putString(COMMENT, comment)
                        .build();
    }

    private static io.delta.kernel.types.DataType toKernel(Primitive type) {
        return switch (type) {
            case STRING -> StringType.STRING;
            case BOOLEAN -> BooleanType.BOOLEAN;
            case INT -> IntegerType.INTEGER;
            case LONG -> LongType.LONG;
            case FLOAT -> FloatType.FLOAT;
            case DOUBLE -> DoubleType.DOUBLE;
            case DATE -> DateType.DATE;
            case TIMESTAMP -> TimestampType.TIMESTAMP;
            case TIMESTAMP_NTZ -> TimestampNTZType.TIMESTAMP_NTZ;
            case BINARY -> BinaryType.BINARY;
        };
    }

    /**
     * The columns of an existing table, with the names and ids that its data files use.
     *
     * @param schema Kernel's schema
     * @param columnMapping whether the table maps its columns; without that, physical names are the names, and ids are 0
     * @return the columns
     * @throws UsageException if a column's type is none of ours
     */
    public static List<PhysicalField> fromKernel(io.delta.kernel.types.StructType schema, boolean columnMapping) {
        List<PhysicalField> fields = new ArrayList<>(schema.length());
        for (StructField field : schema.fields()) {
            FieldMetadata metadata = field.getMetadata();
            String physicalName = columnMapping ? metadata.getString(PHYSICAL_NAME) : null;
            Long id = columnMapping ? metadata.getLong(ID) : null;
            DataType type = fromKernel(field.getName(), field.getDataType());
            fields.add(new PhysicalField(
                    new Field(field.getName(), type, field.isNullable(), comment(metadata)),
                    physicalName == null ? field.getName() : physicalName,
                    id == null ? 0 : id.intValue(),
                    children(field.getDataType(), columnMapping)));
        }
        return fields;
    }

    private static @Nullable String comment(FieldMetadata metadata) {
        return metadata.get(COMMENT) instanceof String comment ? comment : null;
    }

    private static List<PhysicalField> children(io.delta.kernel.types.DataType type, boolean columnMapping) {
        if (type instanceof io.delta.kernel.types.StructType struct) {
            return fromKernel(struct, columnMapping);
        }
        return type instanceof ArrayType list ? children(list.getElementType(), columnMapping) : List.of();
    }

    static DataType fromKernel(String column, io.delta.kernel.types.DataType type) {
        if (type instanceof io.delta.kernel.types.DecimalType decimal) {
            return new DecimalType(decimal.getPrecision(), decimal.getScale());
        } else if (type instanceof ArrayType list) {
            return new ListType(fromKernel(column, list.getElementType()));
        } else if (type instanceof io.delta.kernel.types.StructType struct) {
            return new StructType(
                    fromKernel(struct, false).stream().map(PhysicalField::field).toList());
        }
        for (Primitive primitive : Primitive.values()) {
            if (toKernel(primitive).equals(type)) {
                return primitive;
            }
        }
        throw new UsageException("column '" + column + "' is of type " + type
                + ", which Xylem neither reads nor writes; drop the column or use another table");
    }
}
