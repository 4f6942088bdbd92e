package io.xylem.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class SchemaConverterTest {
    @Test
    void everyTypeComesBack() {
        List<Field> fields = new ArrayList<>();
        for (Primitive primitive : Primitive.values()) {
            fields.add(new Field(primitive.name(), primitive, true, null));
            fields.add(new Field(primitive.name() + "_list", new ListType(primitive), false, "a comment — with ü"));
        }
        fields.add(new Field("decimal", new DecimalType(38, 18)));
        DataType struct = new StructType(List.of(
                new Field("a", Primitive.INT, false, "inner"), new Field("b", new ListType(new DecimalType(5, 0)))));
        fields.add(new Field("structs", new ListType(struct)));
        TableSchema table = new TableSchema("t", fields);
        assertThat(SchemaConverter.fromArrow("t", SchemaConverter.toArrow(table)))
                .isEqualTo(table);
    }

    @Test
    void typesAreThoseOfTheTable() {
        assertThat(SchemaConverter.toArrow(new Field("a", Primitive.TIMESTAMP)).getType())
                .isEqualTo(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
        assertThat(SchemaConverter.toArrow(new Field("a", Primitive.TIMESTAMP_NTZ))
                        .getType())
                .isEqualTo(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
        assertThat(SchemaConverter.toArrow(new Field("a", new DecimalType(9, 2)))
                        .getType())
                .isEqualTo(new ArrowType.Decimal(9, 2, 128));
        assertThat(SchemaConverter.toArrow(new Field("a", Primitive.STRING, false, "why"))
                        .getMetadata())
                .isEqualTo(Map.of(SchemaConverter.COMMENT, "why"));
    }

    @Test
    void rejectsTypesItDoesNotYield() {
        for (ArrowType type : List.of(
                new ArrowType.Int(16, true),
                new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"),
                new ArrowType.Timestamp(TimeUnit.MICROSECOND, "Europe/Berlin"),
                new ArrowType.Decimal(40, 2, 256),
                ArrowType.LargeUtf8.INSTANCE)) {
            Schema schema = new Schema(List.of(org.apache.arrow.vector.types.pojo.Field.nullable("odd", type)));
            assertThatThrownBy(() -> SchemaConverter.fromArrow("t", schema))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("odd");
        }
    }
}
