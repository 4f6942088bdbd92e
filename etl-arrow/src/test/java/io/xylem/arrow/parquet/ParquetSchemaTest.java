package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How Arrow types look in Parquet, as parquet-java understands the file. */
class ParquetSchemaTest {
    @TempDir
    Path folder;

    private static Field field(String name, ArrowType type, boolean nullable, Field... children) {
        return new Field(name, new FieldType(nullable, type, null), List.of(children));
    }

    private static Field withId(Field field, int id) {
        FieldType type = new FieldType(
                field.isNullable(), field.getType(), null, Map.of("PARQUET:field_id", Integer.toString(id)));
        return new Field(field.getName(), type, field.getChildren());
    }

    private void assertBecomes(String expected, Field... fields) throws IOException {
        Path file = folder.resolve("t.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, new Schema(List.of(fields)), ParquetOptions.defaults())) {
            writer.finish();
        }
        try (ParquetFileReader reader = ParquetRows.open(file)) {
            assertThat(reader.getFooter().getFileMetaData().getSchema())
                    .hasToString(MessageTypeParser.parseMessageType("message schema {" + expected + "}")
                            .toString());
        }
    }

    @Test
    void keepsTypes() throws IOException {
        assertBecomes(
                """
                optional binary text (UTF8);
                optional binary bytes;
                required boolean flag;
                optional int32 tiny (INTEGER(8,true));
                optional int32 int;
                optional int64 long;
                optional int64 unsigned (INTEGER(64,false));
                optional float f columnorder(TYPE_DEFINED_ORDER);
                optional double d columnorder(TYPE_DEFINED_ORDER);
                optional int32 day (DATE);
                optional int64 instant (TIMESTAMP(MICROS,true));
                optional int64 local (TIMESTAMP(MICROS,false));
                optional int32 ms (TIME(MILLIS,false));
                """,
                field("text", new ArrowType.Utf8(), true),
                field("bytes", new ArrowType.Binary(), true),
                field("flag", new ArrowType.Bool(), false),
                field("tiny", new ArrowType.Int(8, true), true),
                field("int", new ArrowType.Int(32, true), true),
                field("long", new ArrowType.Int(64, true), true),
                field("unsigned", new ArrowType.Int(64, false), true),
                field("f", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), true),
                field("d", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), true),
                field("day", new ArrowType.Date(DateUnit.DAY), true),
                field("instant", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"), true),
                field("local", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), true),
                field("ms", new ArrowType.Time(TimeUnit.MILLISECOND, 32), true));
    }

    @Test
    void storesDecimalsByPrecision() throws IOException {
        assertBecomes(
                """
                optional int32 a (DECIMAL(9,2));
                optional int64 b (DECIMAL(10,2));
                optional int64 c (DECIMAL(18,0));
                optional fixed_len_byte_array(9) d (DECIMAL(19,3));
                optional fixed_len_byte_array(16) e (DECIMAL(38,38));
                """,
                field("a", new ArrowType.Decimal(9, 2, 128), true),
                field("b", new ArrowType.Decimal(10, 2, 128), true),
                field("c", new ArrowType.Decimal(18, 0, 128), true),
                field("d", new ArrowType.Decimal(19, 3, 128), true),
                field("e", new ArrowType.Decimal(38, 38, 128), true));
    }

    @Test
    void nestsInThreeLevels() throws IOException {
        assertBecomes(
                """
                optional group codes (LIST) { repeated group list { optional binary element (UTF8); } }
                required group position {
                  required double lat columnorder(TYPE_DEFINED_ORDER);
                  optional group tags (MAP) {
                    repeated group key_value { required binary key (UTF8); optional int32 value; }
                  }
                }
                """,
                field("codes", new ArrowType.List(), true, field("item", new ArrowType.Utf8(), true)),
                field(
                        "position",
                        new ArrowType.Struct(),
                        false,
                        field("lat", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), false),
                        field(
                                "tags",
                                new ArrowType.Map(false),
                                true,
                                field(
                                        "entries",
                                        new ArrowType.Struct(),
                                        false,
                                        field("key", new ArrowType.Utf8(), false),
                                        field("value", new ArrowType.Int(32, true), true)))));
    }

    @Test
    void takesFieldIdsFromMetadata() throws IOException {
        assertBecomes(
                """
                optional int32 a = 3;
                optional group s = 7 { optional int32 b = 8; optional int32 c; }
                """,
                withId(field("a", new ArrowType.Int(32, true), true), 3),
                withId(
                        field(
                                "s",
                                new ArrowType.Struct(),
                                true,
                                withId(field("b", new ArrowType.Int(32, true), true), 8),
                                field("c", new ArrowType.Int(32, true), true)),
                        7));
    }

    static List<Field> refused() {
        return List.of(
                field("x", new ArrowType.Null(), true),
                field("x", new ArrowType.Duration(TimeUnit.SECOND), true),
                field("x", new ArrowType.Timestamp(TimeUnit.SECOND, null), true),
                field("x", new ArrowType.Date(DateUnit.MILLISECOND), true),
                field("x", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF), true),
                field("x", new ArrowType.Decimal(3, -1, 128), true),
                field("x", new ArrowType.Utf8View(), true),
                field("x", new ArrowType.Struct(), true),
                new Field(
                        "x",
                        new FieldType(true, new ArrowType.Int(32, true), new DictionaryEncoding(1, false, null)),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesOtherTypesByName(Field field) {
        Field inside = field("outer", new ArrowType.Struct(), true, field);
        assertThatThrownBy(() -> new RowGroupEncoder(new Schema(List.of(inside)), ParquetOptions.defaults()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'outer.x'");
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        Field field = field("x", new ArrowType.Utf8(), true);
        assertThatThrownBy(() -> new RowGroupEncoder(new Schema(List.of(field, field)), ParquetOptions.defaults()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'x'");
    }

    @Test
    void refusesAFieldIdThatIsNoNumber() {
        FieldType type = new FieldType(true, new ArrowType.Utf8(), null, Map.of("PARQUET:field_id", "seven"));
        Field field = new Field("x", type, List.of());
        assertThatThrownBy(() -> new RowGroupEncoder(new Schema(List.of(field)), ParquetOptions.defaults()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("seven");
    }

    @Test
    void refusesASchemaWithoutColumns() {
        assertThatThrownBy(() -> new RowGroupEncoder(new Schema(List.of()), ParquetOptions.defaults()))
                .isInstanceOf(UsageException.class);
    }
}
