package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.JobPlan;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.FileNames;
import io.xylem.testkit.TestJobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaSinkTest {
    private static final TableSchema PAIRS = new TableSchema(
            "pairs", List.of(new Field("k", Primitive.LONG, false, null), new Field("v", Primitive.STRING)));

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("lake").resolve("pairs");
    }

    private static List<Map<String, Object>> pairs(long from, long to) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long k = from; k < to; k++) {
            rows.add(Map.of("k", k, "v", "value " + k));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void returnsTheRowsOfEveryType(long seed) throws IOException {
        System.out.println("seed " + seed);
        TableSchema table = RandomRows.everyType();
        RandomRows random = new RandomRows(seed);
        List<Map<String, Object>> first = random.rows(table, 700);
        List<Map<String, Object>> second = random.rows(table, 300);
        DeltaSink sink = DeltaSink.table(folder()).build();

        TableCommit commit = Jobs.commit(sink, table, 0, Jobs.Unit.of(first, second));

        DeltaTable read = DeltaTable.open(folder());
        assertThat(commit.version()).isZero();
        assertThat(commit.rows()).isEqualTo(1000);
        assertThat(commit.files()).isEqualTo(1);
        assertThat(read.schema().fields()).isEqualTo(Jobs.nullable(table).fields());
        List<Map<String, Object>> expected = new ArrayList<>(first);
        expected.addAll(second);
        assertThat(Rows.comparable(read.rows(2000))).isEqualTo(Rows.comparable(expected));
    }

    @Test
    void appendsToTheTableOfAnEarlierJob() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();

        TableCommit first = Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        TableCommit second = Jobs.commit(sink, PAIRS, 1, Jobs.Unit.of(pairs(10, 15)));

        assertThat(first.version()).isZero();
        assertThat(second.version()).isEqualTo(1);
        assertThat(DeltaTable.open(folder()).rows(100)).isEqualTo(pairs(0, 15));
        assertThat(DeltaTable.open(folder(), 0).rows(100)).isEqualTo(pairs(0, 10));
    }

    @Test
    void committingAJobAgainChangesNothingAndTellsWhatIsThere() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TableCommit first = Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        TableCommit second = Jobs.commit(sink, PAIRS, 1, Jobs.Unit.of(pairs(10, 15)));
        Map<String, String> before = contents(folder());

        TableCommit firstAgain = Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        TableCommit secondWithOtherRows = Jobs.commit(sink, PAIRS, 1, Jobs.Unit.of(pairs(77, 79)));

        assertThat(firstAgain).isEqualTo(first);
        assertThat(secondWithOtherRows).isEqualTo(second);
        assertThat(contents(folder())).isEqualTo(before);
    }

    @Test
    void committingTheSameFilesTwiceIsOneCommit() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        List<DeltaFile> files = Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 10)));
        try (Committer<DeltaFile> one = sink.openCommitter(job);
                Committer<DeltaFile> other = sink.openCommitter(job)) {
            assertThat(one.commit(files)).isEqualTo(other.commit(files));
        }
        assertThat(DeltaTable.open(folder()).version()).isZero();
        assertThat(DeltaTable.open(folder()).rows(100)).hasSize(10);
    }

    @Test
    void nothingIsVisibleBeforeTheCommitAndTheJobCanBeDoneAgain() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        List<DeltaFile> lost = Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 10)));

        assertThat(DeltaTable.exists(folder())).isFalse();
        List<DeltaFile> again = Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 10)));
        assertThat(again).isEqualTo(lost);
        Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));

        assertThat(DeltaTable.open(folder()).rows(100)).isEqualTo(pairs(0, 10));
        assertThat(dataFiles(folder())).hasSize(1);
    }

    @Test
    void closingWithoutFinishLeavesNoDataFile() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).fileBytes(1024).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        List<DeltaPart> parts = Jobs.encode(sink, job, Jobs.Unit.of(pairs(0, 500)), Jobs.Unit.of(pairs(500, 503)));
        try (Appender<DeltaPart, DeltaFile> appender = sink.openAppender(job)) {
            for (DeltaPart part : parts) {
                appender.append(part);
            }
            assertThat(dataFiles(folder()))
                    .as("the first file is full, the second open")
                    .isNotEmpty();
        }
        assertThat(dataFiles(folder())).isEmpty();
    }

    @Test
    void abortRemovesTheFilesOfAJobThatIsNotCommitted() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        List<DeltaFile> files = Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 10)));
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            committer.abort(files);
            assertThat(dataFiles(folder())).isEmpty();
        }
    }

    @Test
    void abortLeavesCommittedFilesAlone() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        List<DeltaFile> files = Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 10)));
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            committer.commit(files);
            committer.abort(files);
        }
        assertThat(DeltaTable.open(folder()).rows(100)).hasSize(10);
    }

    @Test
    void aJobWithoutRowsCreatesTheTableAndCounts() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();

        TableCommit commit = Jobs.commit(sink, PAIRS, 0);

        assertThat(commit).isEqualTo(new TableCommit("pairs", 0, 0, 0, 0));
        DeltaTable table = DeltaTable.open(folder());
        assertThat(table.schema().fields()).isEqualTo(Jobs.nullable(PAIRS).fields());
        assertThat(table.rows(10)).isEmpty();
        assertThat(table.lastSequence(Jobs.APP)).isZero();
        assertThat(Jobs.commit(sink, PAIRS, 0)).isEqualTo(commit);
    }

    @Test
    void rollsFilesAtTheTargetSizeAndNamesThemInOrder() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).fileBytes(1024).build();

        TableCommit commit = Jobs.commit(
                sink,
                PAIRS,
                0,
                Jobs.Unit.of(pairs(0, 2000)),
                Jobs.Unit.of(pairs(2000, 4000)),
                Jobs.Unit.of(pairs(4000, 4001)));

        assertThat(commit.files()).isEqualTo(3);
        assertThat(dataFiles(folder()))
                .containsExactly(
                        "app-0000000000-00000.parquet", "app-0000000000-00001.parquet", "app-0000000000-00002.parquet");
        assertThat(DeltaTable.open(folder()).rows(10_000)).isEqualTo(pairs(0, 4001));
    }

    @Test
    void bytesDoNotDependOnHowRowsAreCutIntoBatches() throws IOException {
        Path other = temp.resolve("other");
        Jobs.commit(DeltaSink.table(folder()).build(), PAIRS, 0, Jobs.Unit.of(pairs(0, 100), pairs(100, 300)));
        Jobs.commit(
                DeltaSink.table(other).build(), PAIRS, 0, Jobs.Unit.of(pairs(0, 7), pairs(7, 299), pairs(299, 300)));

        assertThat(Files.readAllBytes(folder().resolve("app-0000000000-00000.parquet")))
                .isEqualTo(Files.readAllBytes(other.resolve("app-0000000000-00000.parquet")));
    }

    @Test
    void writesATableWithDeletedRowsOfOthersAndPropertiesOfItsOwn() throws IOException {
        DeltaSink sink = DeltaSink.table(folder())
                .property("delta.enableDeletionVectors", "true")
                .property("delta.checkpointInterval", "3")
                .property("owner", "tests")
                .build();
        for (int job = 0; job < 5; job++) {
            Jobs.commit(sink, PAIRS, job, Jobs.Unit.of(pairs(job * 10L, job * 10L + 10)));
        }
        DeltaTable table = DeltaTable.open(folder());
        assertThat(table.properties()).containsEntry("owner", "tests").containsEntry("delta.checkpointInterval", "3");
        assertThat(folder().resolve("_delta_log/00000000000000000003.checkpoint.parquet"))
                .exists();
        assertThat(table.rows(100)).isEqualTo(pairs(0, 50));
    }

    @Test
    void refusesAFolderThatIsNoDeltaTable() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        DeltaSink sink = DeltaSink.table(folder()).build();

        assertThatThrownBy(() -> sink.openJournal(Jobs.run(Jobs.APP)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a Delta table")
                .hasMessageContaining("choose an empty or new folder");
        assertThatThrownBy(() -> Jobs.commit(sink, PAIRS, 0)).isInstanceOf(UsageException.class);
        assertThat(contents(folder())).containsOnlyKeys("notes.txt");
    }

    @Test
    void refusesAFile() throws IOException {
        Files.createDirectories(folder().getParent());
        Files.writeString(folder(), "mine");

        assertThatThrownBy(() -> Jobs.commit(DeltaSink.table(folder()).build(), PAIRS, 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is a file");
        DeltaSink below = DeltaSink.table(folder().resolve("below")).build();
        assertThatThrownBy(() -> below.check(List.of(PAIRS)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'" + folder() + "' is a file");
    }

    @Test
    void refusesALocaleInWhoseDigitsKernelWouldNameItsFiles() throws IOException {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        try {
            assertThatThrownBy(() -> Jobs.commit(DeltaSink.table(folder()).build(), PAIRS, 0))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("'ar-EG'")
                    .hasMessageContaining("-Duser.language.format=en");
            assertThat(FileNames.dataFile("a", 1, 2, "")).isEqualTo("a-0000000001-00002.parquet");
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
        assertThat(folder()).doesNotExist();
    }

    @Test
    void takesAnEmptyFolder() throws IOException {
        Files.createDirectories(folder());
        Jobs.commit(DeltaSink.table(folder()).build(), PAIRS, 0, Jobs.Unit.of(pairs(0, 3)));
        assertThat(DeltaTable.open(folder()).rows(10)).hasSize(3);
    }

    @Test
    void checkRefusesWhatAJobWouldRefuseAndTouchesNothing() throws IOException {
        DeltaSink byMissing = DeltaSink.table(folder()).partitionBy("nope").build();
        assertThatThrownBy(() -> byMissing.check(List.of(PAIRS)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'nope'");
        DeltaSink sink = DeltaSink.table(folder()).build();
        sink.check(List.of(PAIRS));
        assertThat(folder()).doesNotExist();

        Jobs.commit(sink, PAIRS, 0);
        Map<String, String> before = contents(folder());
        DeltaSink byKey = DeltaSink.table(folder()).partitionBy("k").build();
        assertThatThrownBy(() -> byKey.check(List.of(PAIRS)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("partitioning");
        sink.check(List.of(PAIRS));
        assertThat(contents(folder())).isEqualTo(before);
    }

    @Test
    void aCommentIsNoOtherSchema() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 1)));
        TableSchema commented = new TableSchema(
                "pairs", List.of(new Field("k", Primitive.LONG, false, "key"), new Field("v", Primitive.STRING)));

        assertThat(Jobs.commit(sink, commented, 1, Jobs.Unit.of(pairs(1, 2))).version())
                .isEqualTo(1);
    }

    @Test
    void refusesASecondRunOfTheSameApplicationAtTheSameTime() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        TestJobContext other = new TestJobContext(Jobs.run("other"), 0, List.of(PAIRS));
        try (Appender<DeltaPart, DeltaFile> first = sink.openAppender(job)) {
            assertThatThrownBy(() -> sink.openAppender(job))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("another run with app id 'app'");
            sink.openAppender(other).close();
            assertThat(first.finish()).isEmpty();
        }
        sink.openAppender(job).close();
    }

    @Test
    void theCommitterKeepsOtherRunsOutUntilItIsClosed() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        Appender<DeltaPart, DeltaFile> appender = sink.openAppender(job);
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            appender.close();
            appender.close();
            assertThatThrownBy(() -> sink.openAppender(job)).isInstanceOf(UsageException.class);
            committer.commit(List.of());
        }
        sink.openAppender(job).close();
    }

    @Test
    void doingAPlannedJobAgainRemovesWhatItHadLeftBehind() throws IOException {
        DeltaSink sink =
                DeltaSink.table(folder()).fileBytes(1024).partitionBy("v").build();
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 0, List.of(PAIRS));
        TestJobContext other = new TestJobContext(Jobs.run("other"), 0, List.of(PAIRS));
        sink.openJournal(job.run()).write(new JobPlan(0, "mapping-1", 1, List.of()));
        Jobs.write(sink, job, Jobs.Unit.of(pairs(0, 3)));
        Jobs.write(sink, other, Jobs.Unit.of(pairs(7, 8)));
        Files.writeString(folder().resolve("v=value%200/.app-0000000000-00009.parquet.incomplete"), "half");

        Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 1)));

        assertThat(dataFiles(folder()))
                .containsExactly(
                        "v=value%200/app-0000000000-00000.parquet", "v=value%207/other-0000000000-00000.parquet");
        assertThat(DeltaTable.open(folder()).rows(10)).isEqualTo(pairs(0, 1));
    }

    @Test
    void refusesSeveralTables() {
        DeltaSink sink = DeltaSink.table(folder()).build();
        TestJobContext job = new TestJobContext(0, List.of(PAIRS, new TableSchema("other", PAIRS.fields())));
        assertThatThrownBy(() -> sink.openAppender(job))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("one table");
    }

    @Test
    void keepsAppIdsOfAnyKindApart() throws IOException {
        DeltaSink sink = DeltaSink.table(folder()).build();
        List<String> apps = List.of("a/b", "a b", "..", "", "größe", "x".repeat(300), "x".repeat(299) + "y");
        for (int i = 0; i < apps.size(); i++) {
            Jobs.commit(sink, PAIRS, Jobs.run(apps.get(i)), 0, Jobs.Unit.of(pairs(i, i + 1)));
        }
        DeltaTable table = DeltaTable.open(folder());
        assertThat(table.rows(100)).hasSize(apps.size());
        assertThat(apps).allSatisfy(app -> assertThat(table.lastSequence(app)).isZero());
        assertThat(dataFiles(folder())).hasSize(apps.size());
    }

    @Test
    void survivesSerialization() throws Exception {
        DeltaSink sink = DeltaSink.table(folder()).partitionBy("v").build();
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(sink);
        }
        try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
            DeltaSink copy = (DeltaSink) in.readObject();
            Jobs.commit(copy, PAIRS, 0, Jobs.Unit.of(pairs(0, 2)));
        }
        assertThat(DeltaTable.open(folder()).partitionColumns()).containsExactly("v");
    }

    private static List<String> dataFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".parquet")
                            || path.toString().endsWith(".incomplete"))
                    .filter(path -> !path.toString().contains("_delta_log"))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), java.util.Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
