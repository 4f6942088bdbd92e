package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.core.Committer;
import io.xylem.core.JobPlan;
import io.xylem.core.RunInfo;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.TestJobContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table meets jobs with other columns. */
class DeltaEvolutionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Field K = new Field("k", Primitive.LONG);
    private static final Field V = new Field("v", Primitive.STRING);

    @TempDir
    Path temp;

    private DeltaSink sink;

    @BeforeEach
    void makeSink() {
        sink = DeltaSink.table(folder()).build();
    }

    private Path folder() {
        return temp.resolve("t");
    }

    private static TableSchema table(Field... fields) {
        return new TableSchema("t", List.of(fields));
    }

    private static Field renamed(String name, DataType type, String from) {
        return new Field(name, type, true, null, from);
    }

    /** A row with nulls: names and values in turn. */
    private static Map<String, Object> row(Object... entries) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            row.put((String) entries[i], entries[i + 1]);
        }
        return row;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void append(TableSchema table, long sequence, Map<String, Object>... rows) throws IOException {
        Jobs.commit(sink, table, sequence, Jobs.Unit.of(List.of(rows)));
    }

    private void assertRefused(TableSchema table, String... parts) throws IOException {
        long version = DeltaTable.open(folder()).version();
        assertThatThrownBy(() -> append(table, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(parts);
        assertThat(DeltaTable.open(folder()).version()).isEqualTo(version);
    }

    private List<Map<String, Object>> rows() throws IOException {
        return DeltaTable.open(folder()).rows(100);
    }

    private List<JsonNode> actions(long version) throws IOException {
        List<JsonNode> actions = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve("_delta_log/%020d.json".formatted(version)))) {
            actions.add(JSON.readTree(line));
        }
        return actions;
    }

    private JsonNode statistics(int file) throws IOException {
        return JSON.readTree(DeltaTable.open(folder()).files().get(file).statistics());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsItsLayout(boolean nestedFirst) throws IOException {
        TableSchema stacked = table(K, new Field("_g", Primitive.INT), V);
        TableSchema nested = table(K, new Field("g", new ListType(new StructType(List.of(V)))));
        append(nestedFirst ? nested : stacked, 0);
        assertRefused(
                nestedFirst ? stacked : nested,
                "has the layout " + (nestedFirst ? "nested" : "stacked"),
                "a table keeps its layout");
        append(nestedFirst ? nested : stacked, 1, row("k", 1L));
        append(table(K), 2, row("k", 2L));
        assertThat(rows()).hasSize(2);
    }

    @Test
    void addsNewColumnsAtTheEndInTheCommitOfTheirRows() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        append(table(K, new Field("n", Primitive.INT, false, "new"), V), 1, row("k", 2L, "n", 7, "v", "b"));

        assertThat(DeltaTable.open(folder()).schema().fields())
                .containsExactly(K, V, new Field("n", Primitive.INT, true, "new"));
        assertThat(rows()).containsExactly(row("k", 1L, "v", "a", "n", null), row("k", 2L, "v", "b", "n", 7));
        assertThat(DeltaTable.open(folder()).version()).isEqualTo(1);
        assertThat(actions(1)).anyMatch(action -> action.has("metaData")).anyMatch(action -> action.has("add"));
        assertThat(DeltaTable.open(folder()).physicalNames()).containsEntry("n", "n");
    }

    @Test
    void fillsRemovedColumnsWithNullAndSaysSoInTheStatistics() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        append(table(K), 1, row("k", 2L), row("k", 3L));

        assertThat(rows()).containsExactly(row("k", 1L, "v", "a"), row("k", 2L, "v", null), row("k", 3L, "v", null));
        assertThat(statistics(1).at("/nullCount/v").asInt(-1)).isEqualTo(2);
        assertThat(statistics(1).at("/minValues").has("v")).isFalse();
        assertThat(actions(1)).noneMatch(action -> action.has("metaData"));
    }

    @Test
    void matchesReorderedColumnsByName() throws IOException {
        Field w = new Field("w", Primitive.STRING);
        append(table(K, V, w), 0, row("k", 1L, "v", "a", "w", "x"));
        append(table(w, V, K), 1, row("w", "y", "v", "b", "k", 2L));

        assertThat(rows()).containsExactly(row("k", 1L, "v", "a", "w", "x"), row("k", 2L, "v", "b", "w", "y"));
        assertThat(actions(1)).noneMatch(action -> action.has("metaData"));
    }

    @Test
    void anotherNameWithoutRenamedFromIsAnotherColumn() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        append(table(K, new Field("w", Primitive.STRING)), 1, row("k", 2L, "w", "b"));

        assertThat(rows()).containsExactly(row("k", 1L, "v", "a", "w", null), row("k", 2L, "v", null, "w", "b"));
    }

    @Test
    void renamesAndKeepsTheOldValues() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        TableSchema after = table(renamed("w", Primitive.STRING, "v"), K);
        append(after, 1, row("k", 2L, "w", "b"));
        append(after, 2, row("k", 3L, "w", "c"));

        assertThat(rows()).containsExactly(row("k", 1L, "w", "a"), row("k", 2L, "w", "b"), row("k", 3L, "w", "c"));
        assertThat(DeltaTable.open(folder()).physicalNames()).containsEntry("w", "v");
        assertThat(actions(2)).noneMatch(action -> action.has("metaData"));
    }

    @Test
    void renamesCaseOnlyIfToldTo() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        assertRefused(table(K, new Field("V", Primitive.STRING)), "'V' is 'v' in the table", "renamedFrom: v");
        append(table(K, renamed("V", Primitive.STRING, "v")), 1, row("k", 2L, "V", "b"));

        assertThat(rows()).containsExactly(row("k", 1L, "V", "a"), row("k", 2L, "V", "b"));
    }

    @Test
    void aColumnUnderARenamedOnesOldNameHasValuesOfItsOwn() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        append(table(K, renamed("w", Primitive.STRING, "v")), 1, row("k", 2L, "w", "b"));
        append(table(K, V), 2, row("k", 3L, "v", "c"));

        assertThat(rows())
                .containsExactly(
                        row("k", 1L, "w", "a", "v", null),
                        row("k", 2L, "w", "b", "v", null),
                        row("k", 3L, "w", null, "v", "c"));
        assertThatThrownBy(() -> append(table(K, renamed("w", Primitive.STRING, "v")), 3))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("cannot rename column 'v' to 'w'", "has both", "remove renamedFrom");
    }

    @Test
    void renamedFromIsNothingToATableWithoutTheOldName() throws IOException {
        append(table(K, renamed("w", Primitive.STRING, "v")), 0, row("k", 1L, "w", "a"));
        append(table(K, renamed("w", Primitive.STRING, "v"), renamed("x", Primitive.INT, "u")), 1, row("k", 2L));

        assertThat(rows()).containsExactly(row("k", 1L, "w", "a", "x", null), row("k", 2L, "w", null, "x", null));
    }

    static List<Arguments> widenings() {
        return List.of(
                Arguments.of(Primitive.INT, 7, Primitive.LONG, 7L, 1L << 40),
                Arguments.of(Primitive.INT, 7, Primitive.DOUBLE, 7d, 0.5),
                Arguments.of(Primitive.FLOAT, 0.5f, Primitive.DOUBLE, 0.5, 1e300),
                Arguments.of(
                        new DecimalType(5, 2),
                        new BigDecimal("1.25"),
                        new DecimalType(20, 4),
                        new BigDecimal("1.2500"),
                        new BigDecimal("123456789012.1234")),
                Arguments.of(
                        Primitive.INT,
                        7,
                        new DecimalType(12, 2),
                        new BigDecimal("7.00"),
                        new BigDecimal("1234567890.12")),
                Arguments.of(
                        Primitive.DATE,
                        LocalDate.of(2024, 2, 29),
                        Primitive.TIMESTAMP_NTZ,
                        LocalDateTime.of(2024, 2, 29, 0, 0),
                        LocalDateTime.of(2024, 3, 1, 12, 30)),
                Arguments.of(
                        new ListType(Primitive.INT),
                        Arrays.asList(1, null),
                        new ListType(Primitive.LONG),
                        Arrays.asList(1L, null),
                        List.of(1L << 40)));
    }

    @ParameterizedTest
    @MethodSource("widenings")
    void widensTypesAndReadsOldFiles(DataType narrow, Object old, DataType wide, Object oldAsWide, Object large)
            throws IOException {
        append(table(K, new Field("n", narrow)), 0, row("k", 1L, "n", old));
        append(table(K, new Field("n", wide)), 1, row("k", 2L, "n", large));

        assertThat(rows()).containsExactly(row("k", 1L, "n", oldAsWide), row("k", 2L, "n", large));
        assertThat(actions(1).stream().filter(action -> action.has("protocol")))
                .singleElement()
                .satisfies(action -> assertThat(action.at("/protocol/readerFeatures"))
                        .anyMatch(feature -> feature.asText().equals("typeWidening")));
        assertThat(DeltaTable.open(folder()).properties()).containsEntry("delta.enableTypeWidening", "true");
    }

    @Test
    void widensAgainAndRenamesWhatWasWidened() throws IOException {
        append(
                table(new Field("n", Primitive.INT), new Field("l", new ListType(Primitive.INT))),
                0,
                row("n", 1, "l", List.of(1)));
        append(
                table(new Field("n", Primitive.LONG), new Field("l", new ListType(Primitive.LONG))),
                1,
                row("n", 2L, "l", List.of(2L)));
        append(
                table(renamed("m", new DecimalType(20, 0), "n"), renamed("ll", new ListType(Primitive.LONG), "l")),
                2,
                row("m", new BigDecimal(3), "ll", List.of(3L)));

        assertThat(rows())
                .containsExactly(
                        row("m", new BigDecimal(1), "ll", List.of(1L)),
                        row("m", new BigDecimal(2), "ll", List.of(2L)),
                        row("m", new BigDecimal(3), "ll", List.of(3L)));
    }

    @Test
    void refusesTwoColumnsForOne() throws IOException {
        append(table(K, V), 0);
        assertRefused(table(V, renamed("w", Primitive.STRING, "v")), "'v' and 'w' of this job are one in the table");
    }

    static List<Arguments> refusedTypes() {
        return List.of(
                Arguments.of(
                        Primitive.LONG, Primitive.INT, "is long in the table, int in this job", "declare it as long"),
                Arguments.of(
                        Primitive.DOUBLE, Primitive.FLOAT, "is double in the table, float", "declare it as double"),
                Arguments.of(Primitive.LONG, Primitive.DOUBLE, "is long in the table, double", "another name"),
                Arguments.of(Primitive.STRING, Primitive.INT, "is string in the table, int", "another name"),
                Arguments.of(
                        new DecimalType(9, 2),
                        new DecimalType(9, 4),
                        "is decimal(9,2) in the table, decimal(9,4)",
                        "other"),
                Arguments.of(
                        Primitive.INT, new ListType(Primitive.INT), "is int in the table, list<int>", "another name"),
                Arguments.of(
                        new ListType(Primitive.STRING),
                        Primitive.STRING,
                        "is list<string> in the table, string",
                        "name"));
    }

    @ParameterizedTest
    @MethodSource("refusedTypes")
    void refusesOtherTypesAndSaysWhatToDo(DataType theirs, DataType ours, String difference, String remedy)
            throws IOException {
        append(table(K, new Field("n", theirs)), 0);
        assertRefused(table(K, new Field("n", ours)), "column 'n' " + difference, remedy);
    }

    @Test
    void refusesToWidenWhereTheOwnerHasTurnedItOff() throws IOException {
        sink = DeltaSink.table(folder())
                .property("delta.enableTypeWidening", "false")
                .build();
        append(table(K, new Field("n", Primitive.INT)), 0);
        assertRefused(
                table(K, new Field("n", Primitive.LONG)),
                "'n' is widened from int to long",
                "delta.enableTypeWidening=false");
    }

    @Test
    void evolvesTheFieldsOfStructsInLists() throws IOException {
        Field before = new Field(
                "s",
                new ListType(new StructType(List.of(
                        new Field("a", Primitive.INT),
                        new Field("b", Primitive.STRING),
                        new Field("c", Primitive.INT)))));
        Field after = new Field(
                "s",
                new ListType(new StructType(List.of(
                        renamed("bb", Primitive.STRING, "b"),
                        new Field("d", new StructType(List.of(new Field("e", Primitive.STRING)))),
                        new Field("a", Primitive.LONG)))));
        append(table(K, before), 0, row("k", 1L, "s", List.of(row("a", 1, "b", "x", "c", 3))));
        append(table(K, after), 1, row("k", 2L, "s", List.of(row("a", 1L << 40, "bb", "y", "d", row("e", "z")))));

        assertThat(rows())
                .containsExactly(
                        row("k", 1L, "s", List.of(row("a", 1L, "bb", "x", "c", 3, "d", null))),
                        row("k", 2L, "s", List.of(row("a", 1L << 40, "bb", "y", "c", null, "d", row("e", "z")))));
        assertRefused(
                table(K, new Field("s", new ListType(new StructType(List.of(new Field("a", Primitive.STRING)))))),
                "column 's.a' is long in the table, string in this job");
    }

    @Test
    void columnsTakeTheCommentsOfTheJob() throws IOException {
        append(table(commented(K, "the key"), commented(V, "a value")), 0, row("k", 1L, "v", "a"));
        append(table(commented(K, "the number"), V), 1, row("k", 2L, "v", "b"));

        assertThat(DeltaTable.open(folder()).schema().fields())
                .containsExactly(commented(K, "the number"), commented(V, "a value"));
        assertThat(actions(1)).anyMatch(action -> action.has("metaData"));
        append(table(commented(K, "the number")), 2, row("k", 3L));
        assertThat(actions(2)).as("nothing is new").noneMatch(action -> action.has("metaData"));
        assertThat(rows()).containsExactly(row("k", 1L, "v", "a"), row("k", 2L, "v", "b"), row("k", 3L, "v", null));
        assertThat(DeltaTable.open(folder()).physicalNames()).containsEntry("k", "k");
    }

    @Test
    void fieldsOfStructsInListsAndRenamedColumnsTakeCommentsToo() throws IOException {
        Field a = new Field("a", Primitive.INT);
        Field before = new Field("s", new ListType(new StructType(List.of(a))));
        Field after = new Field("s", new ListType(new StructType(List.of(commented(a, "feet")))));
        append(table(V, before), 0, row("v", "x", "s", List.of(row("a", 1))));
        append(table(new Field("w", Primitive.STRING, true, "text", "v"), after), 1, row("w", "y", "s", null));

        assertThat(DeltaTable.open(folder()).schema().fields())
                .containsExactly(new Field("w", Primitive.STRING, true, "text"), after);
        assertThat(rows()).containsExactly(row("w", "x", "s", List.of(row("a", 1))), row("w", "y", "s", null));
    }

    private static Field commented(Field field, String comment) {
        return new Field(field.name(), field.type(), field.nullable(), comment);
    }

    @Test
    void partitionColumnsCannotChange() throws IOException {
        Field p = new Field("p", Primitive.INT);
        sink = DeltaSink.table(folder()).partitionBy("p").build();
        append(table(K, p), 0, row("k", 1L, "p", 1));

        assertRefused(table(K, new Field("p", Primitive.LONG)), "'p' is int in the table, long", "partitioned by it");
        sink = DeltaSink.table(folder()).partitionBy("q").build();
        assertRefused(
                table(K, renamed("q", Primitive.INT, "p")),
                "is partitioned by p, but this job's is to be partitioned by q");
        sink = DeltaSink.table(folder()).build();
        assertRefused(table(K), "is partitioned by p, but this job's is to be not partitioned");
    }

    @Test
    void aPartitionedTableTakesNewColumns() throws IOException {
        Field p = new Field("p", Primitive.INT);
        sink = DeltaSink.table(folder()).partitionBy("p").build();
        append(table(p, K), 0, row("k", 1L, "p", 1));
        append(table(V, K, p), 1, row("k", 2L, "p", 1, "v", "b"));

        assertThat(rows()).containsExactlyInAnyOrder(row("p", 1, "k", 1L, "v", null), row("p", 1, "k", 2L, "v", "b"));
    }

    @Test
    void columnsOfNewTablesMayBeNull() throws IOException {
        append(table(new Field("k", Primitive.LONG, false, null), V), 0, row("k", 1L, "v", "a"));
        assertThat(DeltaTable.open(folder()).schema().fields()).containsExactly(K, V);
        append(table(V), 1, row("v", "b"));
        assertThat(rows()).containsExactly(row("k", 1L, "v", "a"), row("k", null, "v", "b"));
    }

    @Test
    void theCommitSaysWhichMappingMadeIt() throws IOException {
        for (int job = 0; job < 2; job++) {
            RunInfo run = new RunInfo("run-" + job, Jobs.APP, Jobs.run(Jobs.APP).startedAt(), "mapping-" + job);
            TableSchema table = job == 0 ? table(K) : table(K, V);
            Jobs.commit(sink, table, run, job, Jobs.Unit.of(List.of(row("k", 1L))));
        }
        for (int job = 0; job < 2; job++) {
            JsonNode info = actions(job).stream()
                    .filter(action -> action.has("commitInfo"))
                    .findFirst()
                    .orElseThrow();
            JsonNode notes = JSON.readTree(info.at("/commitInfo/userMetadata").asText());
            assertThat(notes.get("mappingVersion").asText()).isEqualTo("mapping-" + job);
        }
    }

    @Test
    void aJobThatStoppedBeforeItsEvolvingCommitIsDoneAgain() throws IOException {
        append(table(K, V), 0, row("k", 1L, "v", "a"));
        TableSchema after = table(renamed("w", Primitive.STRING, "v"), new Field("n", Primitive.INT), K);
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 1, List.of(after));
        Jobs.Unit unit = Jobs.Unit.of(List.of(row("k", 2L, "w", "b", "n", 7)));
        sink.openJournal(job.run()).write(new JobPlan(1, "mapping-1", 1, List.of()));
        List<DeltaFile> lost = Jobs.write(sink, job, unit);
        assertThat(rows()).containsExactly(row("k", 1L, "v", "a"));

        DeltaSink again = DeltaSink.table(folder()).build();
        assertThat(Jobs.write(again, job, unit)).isEqualTo(lost);
        Jobs.commit(again, after, 1, unit);
        long version = DeltaTable.open(folder()).version();
        Jobs.commit(DeltaSink.table(folder()).build(), after, 1, unit);

        assertThat(rows()).containsExactly(row("k", 1L, "w", "a", "n", null), row("k", 2L, "w", "b", "n", 7));
        assertThat(DeltaTable.open(folder()).version()).isEqualTo(version);
    }

    @Test
    void twoJobsThatEvolveAtTheSameTimeDoNotMixUpColumns() throws IOException {
        append(table(K), 0, row("k", 1L));
        TestJobContext slow =
                new TestJobContext(Jobs.run("slow"), 0, List.of(table(K, new Field("s", Primitive.STRING))));
        Jobs.Unit unit = Jobs.Unit.of(List.of(row("k", 2L, "s", "x")));
        List<DeltaFile> files = Jobs.write(sink, slow, unit);
        DeltaSink other = DeltaSink.table(folder()).build();
        Jobs.commit(other, table(K, V), Jobs.run("fast"), 0, Jobs.Unit.of(List.of(row("k", 3L, "v", "y"))));

        try (Committer<DeltaFile> committer = sink.openCommitter(slow)) {
            assertThatThrownBy(() -> committer.commit(files))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("were changed while this job was writing")
                    .hasMessageContaining("run again");
            committer.abort(files);
        }
        assertThat(rows()).containsExactlyInAnyOrder(row("k", 1L, "v", null), row("k", 3L, "v", "y"));

        Jobs.commit(DeltaSink.table(folder()).build(), slow.tables().get(0), slow.run(), 0, unit);
        assertThat(rows()).contains(row("k", 2L, "v", null, "s", "x"));
    }

    @Test
    void anEvolutionThatDoesNotTouchAJobsColumnsDoesNotDisturbIt() throws IOException {
        append(table(K), 0, row("k", 1L));
        TestJobContext slow = new TestJobContext(Jobs.run("slow"), 0, List.of(table(K)));
        List<DeltaFile> files = Jobs.write(sink, slow, Jobs.Unit.of(List.of(row("k", 2L))));
        Jobs.commit(
                DeltaSink.table(folder()).build(),
                table(K, V),
                Jobs.run("fast"),
                0,
                Jobs.Unit.of(List.of(row("k", 3L, "v", "y"))));
        try (Committer<DeltaFile> committer = sink.openCommitter(slow)) {
            committer.commit(files);
        }
        assertThat(rows()).contains(row("k", 2L, "v", null)).hasSize(3);
    }
}
