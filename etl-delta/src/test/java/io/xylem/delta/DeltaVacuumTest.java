package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Appender;
import io.xylem.core.Archive;
import io.xylem.core.Committer;
import io.xylem.core.JobPlan;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.JobLock;
import io.xylem.delta.internal.OrphanSearch;
import io.xylem.testkit.TestJobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaVacuumTest {
    private static final TableSchema PAIRS = new TableSchema(
            "pairs", List.of(new Field("k", Primitive.LONG, false, null), new Field("v", Primitive.STRING)));
    /** Later than anything that a test writes. */
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("pairs");
    }

    private DeltaSink sink() {
        return DeltaSink.table(folder()).build();
    }

    private static List<Map<String, Object>> pairs(long from, long to) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long k = from; k < to; k++) {
            rows.add(Map.of("k", k, "v", "value " + k));
        }
        return rows;
    }

    /** All of a job but its commit. */
    private static List<Path> abandon(DeltaSink sink, Path folder, long sequence) throws IOException {
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), sequence, List.of(PAIRS));
        List<DeltaFile> files = Jobs.write(sink, job, Jobs.Unit.of(pairs(100, 120)));
        return files.stream().map(file -> folder.resolve(file.path())).toList();
    }

    private void plan(long sequence) throws IOException {
        sink().openJournal(Jobs.run(Jobs.APP))
                .write(new JobPlan(sequence, "m", 1, List.of(new Archive("a.zip", 1, "none:1"))));
    }

    private static List<Path> paths(DeltaVacuum.Result result) {
        return result.orphans().stream().map(DeltaVacuum.Orphan::path).toList();
    }

    @Test
    void removesFilesThatNoVersionNeedsAndNothingElse() throws IOException {
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        Jobs.commit(sink(), PAIRS, 1, Jobs.Unit.of(pairs(10, 15)));
        List<Path> left = abandon(sink(), folder(), 2);
        Path temporary = Files.writeString(folder().resolve(".app-0000000001-00007.parquet.incomplete"), "PAR1");

        DeltaVacuum vacuum = DeltaVacuum.of(folder());
        assertThat(paths(vacuum.find(LATER))).containsExactlyInAnyOrder(left.get(0), temporary);
        assertThat(left.get(0)).exists();

        DeltaVacuum.Result result = vacuum.remove(LATER);

        assertThat(paths(result)).containsExactlyInAnyOrder(left.get(0), temporary);
        assertThat(result.bytes()).isGreaterThan(4);
        assertThat(left.get(0)).doesNotExist();
        assertThat(temporary).doesNotExist();
        assertThat(DeltaTable.open(folder()).rows(100)).isEqualTo(pairs(0, 15));
        assertThat(DeltaTable.open(folder(), 0).rows(100)).isEqualTo(pairs(0, 10));
        assertThat(vacuum.remove(LATER)).isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 0));
    }

    @Test
    void keepsWhatIsYoungerThanTheRetention() throws IOException {
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        Path left = abandon(sink(), folder(), 1).get(0);
        Instant written = Instant.parse("2026-05-01T00:00:00Z");
        Files.setLastModifiedTime(left, FileTime.from(written));
        DeltaVacuum vacuum = DeltaVacuum.of(folder());

        assertThat(vacuum.remove(written.plus(Duration.ofDays(7)).minusSeconds(1)))
                .isEqualTo(new DeltaVacuum.Result(List.of(), 1, 0, 0));
        assertThat(paths(vacuum.retention(Duration.ofHours(3)).find(written.plus(Duration.ofHours(4)))))
                .containsExactly(left);
        assertThat(paths(vacuum.remove(written.plus(Duration.ofDays(7))))).containsExactly(left);
    }

    @Test
    void keepsFilesOfAJobThatIsPlannedAndNotCommitted() throws IOException {
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        Path left = abandon(sink(), folder(), 1).get(0);
        Path temporary = Files.writeString(folder().resolve(".app-0000000001-00001.parquet.incomplete"), "PAR1");
        plan(1);
        DeltaVacuum vacuum = DeltaVacuum.of(folder());

        DeltaVacuum.Result planned = vacuum.remove(LATER);
        assertThat(paths(planned)).containsExactly(temporary);
        assertThat(planned.begun()).isEqualTo(1);

        Jobs.commit(sink(), PAIRS, 1, Jobs.Unit.of(pairs(10, 15)));
        Files.write(folder().resolve("app-0000000001-00001.parquet"), new byte[] {1});
        assertThat(paths(vacuum.remove(LATER))).containsExactly(folder().resolve("app-0000000001-00001.parquet"));
        assertThat(left).exists();
        assertThat(DeltaTable.open(folder()).rows(100)).isEqualTo(pairs(0, 15));
        assertThat(sink().openJournal(Jobs.run(Jobs.APP)).plans()).hasSize(1);
    }

    @Test
    void keepsFilesBeforeTheFirstCommit() throws IOException {
        Path left = abandon(sink(), folder(), 0).get(0);
        plan(0);

        assertThat(DeltaVacuum.of(folder()).remove(LATER).begun()).isEqualTo(1);
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        assertThat(left).exists();
        assertThat(DeltaTable.open(folder()).rows(100)).isEqualTo(pairs(0, 10));
    }

    @Test
    void removesNothingOfARunAtWork() throws IOException {
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 1, List.of(PAIRS));
        DeltaVacuum vacuum = DeltaVacuum.of(folder()).retention(Duration.ZERO);
        DeltaSink sink = DeltaSink.table(folder()).fileBytes(1024).build();
        List<DeltaFile> files;
        try (Committer<DeltaFile> committer = writeWatched(sink, job, vacuum, files = new ArrayList<>())) {
            assertThat(vacuum.remove(LATER)).isEqualTo(new DeltaVacuum.Result(List.of(), 0, files.size(), 0));
            committer.commit(files);
        }

        assertThat(DeltaTable.open(folder()).rows(5000)).hasSize(2010);
        assertThat(vacuum.remove(LATER)).isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 0));
    }

    @Test
    void leavesTheLocksThatARunAtWorkIsYetToTake() throws IOException {
        Path quarantine = temp.resolve("pairs_quarantine");
        Jobs.commit(DeltaSink.table(quarantine).build(), PAIRS, 0, Jobs.Unit.of(pairs(0, 2)));
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 2)));
        Path orphan = Files.createDirectories(folder().resolve("_xylem/other"))
                .resolveSibling("../other-0000000001-00000.parquet")
                .normalize();
        Files.write(orphan, new byte[1]);
        TestJobContext job = new TestJobContext(Jobs.run(Jobs.APP), 1, List.of(PAIRS));
        List<DeltaVacuum.Orphan> seen = new ArrayList<>();
        try (Appender<DeltaPart, DeltaFile> running = sink().openAppender(job)) {
            OrphanSearch.search(List.of(folder()), List.of(quarantine), Duration.ZERO, LATER, found -> {
                seen.add(found);
                DeltaSink.table(quarantine).build().openAppender(job).close();
                assertThatThrownBy(() -> JobLock.take(folder(), "other")).hasMessageContaining("another run");
            });
            running.finish();
        }
        assertThat(seen).extracting(DeltaVacuum.Orphan::path).containsExactly(orphan);
        JobLock.take(folder(), "other").close();
    }

    /** Appends, with a vacuum after every part; hands on the lock to the committer as the runner does. */
    private static Committer<DeltaFile> writeWatched(
            DeltaSink sink, TestJobContext job, DeltaVacuum vacuum, List<DeltaFile> files) throws IOException {
        try (Appender<DeltaPart, DeltaFile> appender = sink.openAppender(job)) {
            for (long from = 0; from < 2000; from += 500) {
                for (DeltaPart part : Jobs.encode(sink, job, Jobs.Unit.of(pairs(from, from + 500)))) {
                    appender.append(part);
                    DeltaVacuum.Result result = vacuum.remove(LATER);
                    assertThat(result.orphans()).isEmpty();
                    assertThat(result.begun()).isPositive();
                }
            }
            Committer<DeltaFile> committer = sink.openCommitter(job);
            files.addAll(appender.finish());
            return committer;
        }
    }

    @Test
    void keepsFilesThatWereRemovedAsLongAsTheTableWantsThem() throws IOException {
        DeltaSink sink = DeltaSink.table(folder())
                .property("delta.deletedFileRetentionDuration", "interval 20 days")
                .build();
        Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        Path file = folder().resolve("app-0000000000-00000.parquet");
        Instant removed = Instant.parse("2026-05-01T00:00:00Z");
        Files.setLastModifiedTime(file, FileTime.from(removed));
        Files.writeString(
                folder().resolve("_delta_log/00000000000000000001.json"),
                "{\"remove\":{\"path\":\"app-0000000000-00000.parquet\",\"deletionTimestamp\":" + removed.toEpochMilli()
                        + ",\"dataChange\":true}}\n");
        DeltaVacuum vacuum = DeltaVacuum.of(folder());

        assertThat(vacuum.remove(removed.plus(Duration.ofDays(19)))).isEqualTo(vacuum.find(removed));
        assertThat(DeltaTable.open(folder(), 0).rows(100)).isEqualTo(pairs(0, 10));
        assertThat(paths(vacuum.retention(Duration.ofDays(22)).find(removed.plus(Duration.ofDays(21)))))
                .isEmpty();
        assertThat(paths(vacuum.remove(removed.plus(Duration.ofDays(21))))).containsExactly(file);
        assertThat(DeltaTable.open(folder()).rows(100)).isEmpty();
    }

    @Test
    void countsWhatOthersMadeAndLeavesIt() throws IOException {
        Jobs.commit(sink(), PAIRS, 0, Jobs.Unit.of(pairs(0, 10)));
        for (String name : List.of(
                "part-00000-d6b8e6f0-c000.snappy.parquet",
                "stranger-0000000003-00000.parquet",
                "app-3.parquet",
                "notes.txt")) {
            Files.writeString(folder().resolve(name), name);
        }
        Files.createDirectories(folder().resolve("_changes"));
        Files.writeString(folder().resolve("_changes/app-0000000009-00000.parquet"), "");

        assertThat(DeltaVacuum.of(folder()).remove(LATER)).isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 4));
    }

    @Test
    void looksIntoPartitionsAndTablesOfLevelsAndTheQuarantine() throws IOException {
        Path level = folder().resolve("pair");
        DeltaSink sink = DeltaSink.table(level).partitionBy("v").build();
        Jobs.commit(sink, PAIRS, 0, Jobs.Unit.of(pairs(0, 2)));
        List<Path> left = new ArrayList<>(abandon(sink, level, 1));
        Path quarantine = temp.resolve("pairs_quarantine");
        Jobs.commit(DeltaSink.table(quarantine).build(), PAIRS, 0, Jobs.Unit.of(pairs(0, 2)));
        left.addAll(abandon(DeltaSink.table(quarantine).build(), quarantine, 1));

        DeltaVacuum.Result result = DeltaVacuum.of(folder()).remove(LATER);

        assertThat(paths(result)).containsExactlyInAnyOrderElementsOf(left).hasSize(21);
        assertThat(result.foreign()).isZero();
        assertThat(DeltaTable.open(level).rows(10)).hasSize(2);
        assertThat(DeltaTable.open(quarantine).rows(10)).hasSize(2);
    }

    @Test
    void refusesAFolderWithoutTables() {
        assertThatThrownBy(() -> DeltaVacuum.of(folder()).find(LATER))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no Delta table");
        assertThatThrownBy(() -> DeltaVacuum.of(folder()).retention(Duration.ofDays(-1)))
                .isInstanceOf(UsageException.class);
    }
}
