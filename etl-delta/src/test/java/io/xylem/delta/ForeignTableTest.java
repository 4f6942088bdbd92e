package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.LocalEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that somebody else has created. */
class ForeignTableTest {
    private static final StructType SCHEMA = new StructType()
            .add("k", LongType.LONG)
            .add("struct", new StructType().add("text", StringType.STRING))
            .add("items", new ArrayType(new StructType().add("n", IntegerType.INTEGER), true));
    private static final TableSchema TABLE = new TableSchema(
            "foreign",
            List.of(
                    new Field("k", Primitive.LONG),
                    new Field(
                            "struct",
                            new io.xylem.core.schema.DataType.StructType(List.of(new Field("text", Primitive.STRING)))),
                    new Field(
                            "items",
                            new ListType(new io.xylem.core.schema.DataType.StructType(
                                    List.of(new Field("n", Primitive.INT)))))));
    private static final List<Map<String, Object>> ROWS =
            List.of(Map.of("k", 7L, "struct", Map.of("text", "x"), "items", List.of(Map.of("n", 1), Map.of("n", 2))));

    @TempDir
    Path temp;

    private void create(StructType schema, Map<String, String> properties) {
        TableManager.buildCreateTableTransaction(temp.resolve("t").toString(), schema, "somebody/1")
                .withTableProperties(properties)
                .build(LocalEngine.instance())
                .commit(LocalEngine.instance(), CloseableIterable.emptyIterable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "name", "id"})
    void areAppendedToUnderTheirOwnPhysicalNames(String mode) throws IOException {
        create(SCHEMA, Map.of("delta.columnMapping.mode", mode));
        DeltaSink sink = DeltaSink.table(temp.resolve("t")).build();

        Jobs.commit(sink, TABLE, 0, Jobs.Unit.of(ROWS));

        DeltaTable read = DeltaTable.open(temp.resolve("t"));
        assertThat(read.rows(10)).isEqualTo(ROWS);
        String physical = read.physicalNames().get("k");
        assertThat(physical.equals("k")).isEqualTo(mode.equals("none"));
        assertThat(read.files().get(0).statistics()).contains("\"" + physical + "\":7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta.enableRowTracking", "delta.enableInCommitTimestamps", "delta.enableChangeDataFeed"})
    void withFeaturesThatAnAppendCanServeAreAppendedTo(String feature) throws IOException {
        create(SCHEMA, Map.of(feature, "true"));
        DeltaSink sink = DeltaSink.table(temp.resolve("t")).build();

        Jobs.commit(sink, TABLE, 0, Jobs.Unit.of(ROWS));
        Jobs.commit(sink, TABLE, 1, Jobs.Unit.of(ROWS));

        assertThat(DeltaTable.open(temp.resolve("t")).rows(10)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "name", "id"})
    void takeCommentsIfTheyMapTheirColumns(String mode) throws IOException {
        create(SCHEMA, Map.of("delta.columnMapping.mode", mode));
        DeltaSink sink = DeltaSink.table(temp.resolve("t")).build();
        Field key = new Field("k", Primitive.LONG, true, "the key");

        Jobs.commit(sink, new TableSchema("foreign", List.of(key)), 0, Jobs.Unit.of(List.of(Map.of("k", 8L))));

        DeltaTable table = DeltaTable.open(temp.resolve("t"));
        assertThat(table.schema().fields())
                .contains(mode.equals("none") ? TABLE.fields().get(0) : key);
        assertThat(table.rows(10).get(0)).containsEntry("k", 8L);
    }

    @Test
    void withoutColumnMappingTakeFewerColumnsButNoNewOnes() throws IOException {
        create(SCHEMA, Map.of());
        DeltaSink sink = DeltaSink.table(temp.resolve("t")).build();
        TableSchema fewer = new TableSchema("foreign", TABLE.fields().subList(0, 1));
        TableSchema more = TABLE.with(List.of(new Field("n", Primitive.INT)));

        Jobs.commit(sink, fewer, 0, Jobs.Unit.of(List.of(Map.of("k", 8L))));
        assertThatThrownBy(() -> Jobs.commit(sink, more, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(
                        "column 'n' is added", "no column mapping", "delta.columnMapping.mode to name");

        assertThat(DeltaTable.open(temp.resolve("t")).rows(10).get(0))
                .containsEntry("k", 8L)
                .containsEntry("items", null);
    }

    @Test
    void withColumnsThatMayNotBeNullWantThemFilled() {
        create(SCHEMA.add("must", LongType.LONG, false), Map.of("delta.columnMapping.mode", "name"));
        DeltaSink sink = DeltaSink.table(temp.resolve("t")).build();
        TableSchema filled = TABLE.with(List.of(new Field("must", Primitive.LONG, false, null)));
        TableSchema perhaps = TABLE.with(List.of(new Field("must", Primitive.LONG)));

        for (TableSchema table : List.of(TABLE, perhaps)) {
            assertThatThrownBy(() -> Jobs.commit(sink, table, 0))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContainingAll("'must' is not null in the table", "DROP NOT NULL");
        }
        assertThatCode(() -> Jobs.commit(sink, filled, 0)).doesNotThrowAnyException();
    }

    @Test
    void aColumnThatTakesADroppedOnesNameDoesNotTakeItsValues() throws IOException {
        create(SCHEMA, Map.of("delta.columnMapping.mode", "name"));
        Path folder = temp.resolve("t");
        DeltaSink sink = DeltaSink.table(folder).build();
        Field n = new Field("n", Primitive.INT);
        Jobs.commit(sink, TABLE.with(List.of(n)), 0, Jobs.Unit.of(List.of(Map.of("k", 1L, "n", 7))));
        var snapshot = TableManager.loadSnapshot(folder.toString()).build(LocalEngine.instance());
        StructType dropped = new StructType(snapshot.getSchema().fields().stream()
                .filter(field -> !field.getName().equals("n"))
                .toList());
        snapshot.buildUpdateTableTransaction("somebody/1", Operation.MANUAL_UPDATE)
                .withUpdatedSchema(dropped)
                .build(LocalEngine.instance())
                .commit(LocalEngine.instance(), CloseableIterable.emptyIterable());

        Jobs.commit(
                DeltaSink.table(folder).build(),
                TABLE.with(List.of(n)),
                1,
                Jobs.Unit.of(List.of(Map.of("k", 2L, "n", 8))));

        assertThat(DeltaTable.open(folder).rows(10))
                .extracting(row -> row.get("k") + " " + row.get("n"))
                .containsExactly("1 null", "2 8");
    }

    @Test
    void withAnotherFileLayoutAreRefused() {
        create(SCHEMA, Map.of("delta.enableIcebergCompatV2", "true", "delta.columnMapping.mode", "name"));

        assertThatThrownBy(() -> Jobs.commit(DeltaSink.table(temp.resolve("t")).build(), TABLE, 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("delta.enableIcebergCompatV2");
    }

    @Test
    void withTypesOfTheirOwnAreRefused() {
        create(new StructType().add("k", ShortType.SHORT), Map.of());

        assertThatThrownBy(() -> Jobs.commit(DeltaSink.table(temp.resolve("t")).build(), TABLE, 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column 'k' is of type short");
    }
}
