package io.xylem.delta.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static Field field(String name) {
        return new Field(name, Primitive.STRING);
    }

    @Test
    void cleanNamesAreTheirOwnPhysicalNames() {
        assertThat(ColumnNames.assign(List.of(field("_source"), field("h3_5"), field("Z"))))
                .extracting(PhysicalField::physicalName)
                .containsExactly("_source", "h3_5", "Z");
    }

    @Test
    void oddNamesGetCleanOnesThatNobodyElseHas() {
        assertThat(ColumnNames.assign(List.of(
                        field("a b"),
                        field("a,b"),
                        field("a_b_1"),
                        field("A_B_2"),
                        field("1"),
                        field("größe"),
                        field(""))))
                .extracting(PhysicalField::physicalName)
                .containsExactly("a_b_1_", "a_b_2_", "a_b_1", "A_B_2", "_1_5", "gr__e_6", "__7");
    }

    @Test
    void idsCountInOrderStructsBeforeTheirFields() {
        List<PhysicalField> fields = ColumnNames.assign(List.of(
                field("a"),
                new Field("s", new StructType(List.of(field("x"), field("y z")))),
                new Field("l", new ListType(new ListType(new StructType(List.of(field("x")))))),
                field("b")));
        assertThat(fields).extracting(PhysicalField::id).containsExactly(1, 2, 5, 7);
        assertThat(fields.get(1).children()).extracting(PhysicalField::id).containsExactly(3, 4);
        assertThat(fields.get(1).children())
                .extracting(PhysicalField::physicalName)
                .containsExactly("x", "y_z_4");
        assertThat(fields.get(2).children()).extracting(PhysicalField::id).containsExactly(6);
    }

    @Test
    void differentAppIdsGetDifferentNames() {
        long seed = 5;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder id = new StringBuilder();
            for (int n = random.nextInt(4) * (random.nextInt(20) == 0 ? 40 : 1); n > 0; n--) {
                id.append("_-.5fFx/ ä".charAt(random.nextInt(10)));
            }
            String name = SafeNames.of(id.toString());
            assertThat(name).matches("[A-Za-z0-9._-]{1,100}").doesNotStartWith(".");
            String other = seen.putIfAbsent(name, id.toString());
            assertThat(other == null || other.equals(id.toString()))
                    .as("%s and %s", other, id)
                    .isTrue();
        }
    }

    @Test
    void namesOfDataFilesTellTheirJobWhoeverWroteThem() {
        for (String app : List.of("app", "a-0000000007-00001-t1", "app.replay")) {
            for (String attempt : List.of("", "t1", "t0a17r0123456789abcdef")) {
                String name = FileNames.dataFile(app, 12, 3, attempt);
                assertThat(JobFile.parse(name)).contains(new JobFile(app, 12, true));
                assertThat(JobFile.parse("." + name + ".incomplete")).contains(new JobFile(app, 12, false));
            }
        }
        assertThat(FileNames.dataFile("app", 12, 3, "t1")).isEqualTo("app-0000000012-00003-t1.parquet");
    }

    @Test
    void foldersOfPartitionsKeepValuesApart() {
        assertThat(FileNames.partitionFolder(List.of("a", "b"), Arrays.asList("x/y=z%", null)))
                .isEqualTo("a=x%2Fy%3Dz%25/b=__HIVE_DEFAULT_PARTITION__/");
        assertThat(FileNames.partitionFolder(List.of(), List.of())).isEmpty();
    }

    @Test
    void cutTextsRemainBounds() {
        String long40 = "a".repeat(40);
        assertThat(FileStatistics.cutLower(long40)).isEqualTo("a".repeat(32));
        assertThat(FileStatistics.cutUpper(long40)).isEqualTo("a".repeat(32) + "\u007f");
        assertThat(FileStatistics.cutUpper("é".repeat(40))).isEqualTo("é".repeat(32) + Character.toString(0x10FFFF));
        String greatest = "a".repeat(32) + Character.toString(0x10FFFF).repeat(2);
        assertThat(FileStatistics.cutUpper(greatest)).isEqualTo(greatest);
        assertThat(FileStatistics.cutUpper(greatest + "a")).isEqualTo(greatest + "\u007f");
        assertThat(FileStatistics.cutUpper("short")).isEqualTo("short");
    }
}
