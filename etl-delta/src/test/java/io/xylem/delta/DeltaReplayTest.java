package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.Limits;
import io.xylem.core.Pipeline;
import io.xylem.core.PipelineException;
import io.xylem.core.RunInfo;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.TextDocuments.Numbers;
import io.xylem.delta.TextDocuments.Texts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaReplayTest {
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private final TreeMap<String, List<String>> archives = new TreeMap<>(Map.of(
            "a.zip", List.of("1", "2", "x", "b", "5"),
            "b.zip", List.of("11", "12"),
            "c.zip", List.of("y", "c", "23", "d")));

    private Path table() {
        return temp.resolve("texts");
    }

    private Path quarantine() {
        return temp.resolve("texts_quarantine");
    }

    private RunReport ingest(Path table, int radix) {
        return Pipeline.from(new Texts(archives))
                .flatten(new Numbers(radix))
                .into(DeltaSink.table(table).note("radix " + radix).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(options("xylem").build());
    }

    private static RunOptions.Builder options(String appId) {
        return RunOptions.builder()
                .appId(appId)
                .parallelism(2)
                .unitWeight(1)
                .abortRejects(100)
                .startedAt(STARTED);
    }

    private DeltaReplay open() throws IOException {
        return DeltaReplay.open(DeltaSink.table(table()).build(), "xylem");
    }

    private RunReport replay(DeltaReplay replay, int radix, Limits limits) {
        return Pipeline.from(replay.from(List.of(new Texts(archives).only(replay))))
                .flatten(new Numbers(radix))
                .into(replay.sink())
                .onReject(replay.quarantine())
                .run(options(replay.appId()).limits(limits).build());
    }

    private RunReport replay(int radix) throws IOException {
        return replay(open(), radix, Limits.DEFAULT);
    }

    private static Set<Map<String, Object>> rows(Path table) throws IOException {
        List<Map<String, Object>> rows = DeltaTable.open(table).rows(Long.MAX_VALUE);
        assertThat(rows).doesNotHaveDuplicates();
        return new HashSet<>(rows);
    }

    /** The quarantined documents, each once, with the reason. */
    private Map<String, String> quarantined() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Map<String, Object> row : DeltaTable.open(quarantine()).rows(Long.MAX_VALUE)) {
            assertThat(sources.put((String) row.get("source"), row.get("code") + ": " + row.get("message")))
                    .isNull();
        }
        return sources;
    }

    private Map<String, Long> versions() throws IOException {
        return Map.of(
                "table", DeltaTable.open(table()).version(),
                "quarantine", DeltaTable.open(quarantine()).version());
    }

    @Test
    void makesTheTableThatTheRightMappingWouldHaveMade() throws IOException {
        ingest(table(), 10);
        assertThat(quarantined()).hasSize(5);

        RunReport report = replay(36);

        assertThat(report.documents()).isEqualTo(new Documents(5, 5, 0, 0));
        assertThat(report.balanced()).isTrue();
        assertThat(report.appId()).isEqualTo("xylem.replay");
        assertThat(report.tables()).extracting(TableCommit::rows).containsExactly(10L, 0L);
        assertThat(report.tables()).extracting(TableCommit::table).containsExactly("texts", "texts_quarantine");
        assertThat(quarantined()).isEmpty();
        Path other = temp.resolve("other/texts");
        TreeMap<String, List<String>> all = new TreeMap<>(archives);
        archives.replaceAll((path, texts) -> texts.stream()
                .map(text -> text.matches("\\d+") ? Long.toString(Long.parseLong(text), 36) : text)
                .toList());
        ingest(other, 36);
        assertThat(rows(table())).isEqualTo(rows(other)).hasSize(22);
        assertThat(DeltaTable.open(quarantine(), 0).rows(100)).hasSize(5);
        archives.putAll(all);
        assertThat(ingest(table(), 36).archivesSkipped()).isEqualTo(3);
    }

    @Test
    void keepsWhatIsRefusedAgainOnceAndWithItsNewReason() throws IOException {
        ingest(table(), 10);

        RunReport report = replay(14);

        assertThat(report.documents()).isEqualTo(new Documents(5, 3, 2, 0));
        assertThat(report.rejects()).containsExactly(Map.entry("BAD_VALUE", 2L));
        assertThat(quarantined())
                .containsExactly(
                        Map.entry("a.zip!/2", "BAD_VALUE: not a number in radix 14"),
                        Map.entry("c.zip!/0", "BAD_VALUE: not a number in radix 14"));
        assertThat(replay(36).documents()).isEqualTo(new Documents(2, 2, 0, 0));
        assertThat(quarantined()).isEmpty();
        assertThat(rows(table())).hasSize(22);
    }

    @Test
    void doesNothingTheSecondTime() throws IOException {
        ingest(table(), 10);
        replay(36);
        Map<String, Long> before = versions();

        RunReport second = replay(36);

        assertThat(second.documents()).isEqualTo(new Documents(0, 0, 0, 0));
        assertThat(second.tables()).isEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void doesNothingIfEverythingIsRefusedForTheSameReasons() throws IOException {
        ingest(table(), 10);
        replay(14);
        Map<String, Long> before = versions();
        List<Object> quarantined = Rows.comparable(DeltaTable.open(quarantine()).rows(100));

        RunReport again = replay(14);

        assertThat(again.documents()).isEqualTo(new Documents(2, 0, 2, 0));
        assertThat(again.tables()).isEmpty();
        assertThat(versions()).isEqualTo(before);
        assertThat(Rows.comparable(DeltaTable.open(quarantine()).rows(100))).isEqualTo(quarantined);
        assertThat(DeltaVacuum.of(table()).find(STARTED.plusSeconds(1)))
                .isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 0));

        assertThat(replay(12).documents()).isEqualTo(new Documents(2, 0, 2, 0));
        assertThat(versions())
                .isEqualTo(Map.of("table", before.get("table"), "quarantine", before.get("quarantine") + 1));
        assertThat(quarantined().values()).allMatch(reason -> reason.endsWith("radix 12"));
        assertThat(replay(36).documents().tabled()).isEqualTo(2);
        assertThat(rows(table())).hasSize(22);
    }

    @Test
    void keepsTheOtherRowsOfTheQuarantinesFiles() throws IOException {
        archives.put("d.zip", List.of("z"));
        ingest(table(), 10);
        archives.put("d.zip", List.of("changed"));
        archives.remove("c.zip");
        List<Map<String, Object>> before = DeltaTable.open(quarantine()).rows(100);

        DeltaReplay replay = open();
        RunReport report = replay(replay, 36, Limits.DEFAULT);

        assertThat(report.documents()).isEqualTo(new Documents(2, 2, 0, 0));
        assertThat(replay.left())
                .containsOnlyKeys("c.zip!/0", "c.zip!/1", "c.zip!/3", "d.zip!/0")
                .hasEntrySatisfying("c.zip!/0", reason -> assertThat(reason).contains("not in the input"))
                .hasEntrySatisfying("d.zip!/0", reason -> assertThat(reason).contains("has changed", "hash:"));
        before.removeIf(row -> ((String) row.get("source")).startsWith("a.zip"));
        assertThat(Rows.comparable(DeltaTable.open(quarantine()).rows(100)))
                .containsExactlyInAnyOrderElementsOf(Rows.comparable(before));
    }

    @Test
    void looksInSeveralPlacesForTheArchives() throws IOException {
        ingest(table(), 10);
        DeltaReplay replay = open();
        TreeMap<String, List<String>> changed = new TreeMap<>(Map.of("a.zip", List.of("another")));

        RunReport report = Pipeline.from(replay.from(List.of(
                        new Texts(new TreeMap<>()).only(replay),
                        new Texts(changed).only(replay),
                        new Texts(archives).only(replay),
                        new Texts(archives).only(replay))))
                .flatten(new Numbers(36))
                .into(replay.sink())
                .onReject(replay.quarantine())
                .run(options(replay.appId()).build());

        assertThat(report.documents()).isEqualTo(new Documents(5, 5, 0, 0));
        assertThat(replay.left()).isEmpty();
    }

    @Test
    void readsTheRestOfAnArchiveThatWasDamagedAndNothingTwice() throws IOException {
        archives.put("a.zip", List.of("1", "2", "x", TextDocuments.DAMAGE, "5", "6"));
        ingest(table(), 10);
        assertThat(quarantined()).containsOnlyKeys("a.zip", "a.zip!/2", "c.zip!/0", "c.zip!/1", "c.zip!/3");

        RunReport still = replay(36);
        assertThat(still.documents()).isEqualTo(new Documents(5, 4, 1, 0));
        assertThat(quarantined()).containsOnlyKeys("a.zip");

        RunReport lifted = replay(open(), 36, Limits.DEFAULT.with("nesting", 20));
        assertThat(lifted.documents()).isEqualTo(new Documents(2, 2, 0, 0));
        assertThat(quarantined()).isEmpty();
        assertThat(rows(table()))
                .extracting(row -> row.get("_source"))
                .contains("a.zip!/0", "a.zip!/1", "a.zip!/2", "a.zip!/4", "a.zip!/5")
                .hasSize(22);
    }

    @Test
    void leavesWhatHasRowsAlready() throws IOException {
        ingest(table(), 10);
        Path backup = temp.resolve("backup");
        copy(quarantine(), backup);
        replay(36);
        delete(quarantine());
        copy(backup, quarantine());
        Map<String, Long> before = versions();

        DeltaReplay replay = open();
        RunReport report = replay(replay, 36, Limits.DEFAULT);

        assertThat(report.documents().discovered()).isZero();
        assertThat(replay.left())
                .hasSize(5)
                .allSatisfy((source, reason) -> assertThat(reason).contains("has rows of it already"));
        assertThat(versions()).isEqualTo(before);
        assertThat(rows(table())).hasSize(22);
    }

    @Test
    void leavesArchivesThatCannotBeToldApart() throws IOException {
        ingest(table(), 10);
        archives.put("a.zip", List.of("z"));
        ingest(table(), 10);

        DeltaReplay replay = open();
        RunReport report = replay(replay, 36, Limits.DEFAULT);

        assertThat(report.documents()).isEqualTo(new Documents(3, 3, 0, 0));
        assertThat(replay.left())
                .containsOnlyKeys("a.zip!/0", "a.zip!/2", "a.zip!/3")
                .allSatisfy((source, reason) -> assertThat(reason).contains("several archives named 'a.zip'"));
    }

    @Test
    void leavesTheArchivesOfAnInterruptedIngest() throws IOException {
        ingest(table(), 10);
        DeltaSink.table(table())
                .build()
                .openJournal(new RunInfo("run", "xylem", STARTED, "radix 10"))
                .write(new JobPlan(1, "radix 10", 1, List.of(new Archive("c.zip", 9, "hash:9"))));

        DeltaReplay replay = open();
        RunReport report = replay(replay, 36, Limits.DEFAULT);

        assertThat(report.documents()).isEqualTo(new Documents(2, 2, 0, 0));
        assertThat(replay.left())
                .containsOnlyKeys("c.zip!/0", "c.zip!/1", "c.zip!/3")
                .allSatisfy((source, reason) -> assertThat(reason).contains("complete the interrupted ingest"));
    }

    @Test
    void leavesTheDocumentsOfOtherApplications() throws IOException {
        ingest(table(), 10);
        Pipeline.from(new Texts(new TreeMap<>(Map.of("e.zip", List.of("e")))))
                .flatten(new Numbers(10))
                .into(DeltaSink.table(table()).build())
                .onReject(DeltaQuarantine.beside(table()))
                .run(options("other").build());

        assertThat(open().documents()).hasSize(5);
        replay(36);
        assertThat(quarantined()).containsOnlyKeys("e.zip!/0");
        assertThat(DeltaReplay.notes(table())).containsExactly(new DeltaReplay.Note("xylem", 0, "radix 10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files written", "move written", "table committed", "quarantine committed"})
    void aCrashNeitherLosesNorDoublesADocument(String crash) throws IOException {
        ingest(table(), 10);
        Set<Map<String, Object>> tabled = rows(table());
        DeltaReplay replay = crashing(crash);
        assertThatThrownBy(() -> replay(replay, 14, Limits.DEFAULT)).hasStackTraceContaining("crash when " + crash);

        Set<String> found = new HashSet<>(quarantined().keySet());
        rows(table()).forEach(row -> found.add((String) row.get("_source")));
        assertThat(found).as("documents that are somewhere").hasSize(11);
        boolean written = !crash.equals("files written");
        TreeMap<String, List<String>> all = new TreeMap<>(archives);
        archives.clear();
        archives.put("z.zip", List.of("1"));

        DeltaReplay second = open();

        assertThat(quarantined().keySet()).hasSize(written ? 2 : 5).isEqualTo(second.documents());
        assertThat(rows(table())).hasSize(written ? 18 : 12).containsAll(tabled);
        archives.clear();
        archives.putAll(all);
        assertThat(replay(second, 36, Limits.DEFAULT).documents().tabled()).isEqualTo(written ? 2 : 5);
        assertThat(quarantined()).isEmpty();
        assertThat(rows(table())).hasSize(22);
        assertThat(DeltaVacuum.of(table()).find(STARTED.plusSeconds(1)))
                .isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 0));
    }

    @Test
    void beginsAnewIfTheColumnsWereChangedAfterACrash() throws IOException {
        ingest(table(), 10);
        DeltaReplay crashing = crashing("move written");
        assertThatThrownBy(() -> replay(crashing, 14, Limits.DEFAULT)).hasStackTraceContaining("crash");
        TableSchema wider = new TableSchema("texts", List.of(new Field("value", new DecimalType(20, 0))));
        Jobs.commit(
                DeltaSink.table(table()).build(),
                wider,
                0,
                Jobs.Unit.of(List.of(Map.of("value", new BigDecimal("7")))));

        assertThat(open().documents()).hasSize(5);
        assertThat(rows(table())).hasSize(13);
        assertThat(DeltaVacuum.of(table()).find(STARTED.plusSeconds(1)))
                .isEqualTo(new DeltaVacuum.Result(List.of(), 0, 0, 0));
    }

    @Test
    void tellsIfAnInterruptedReplayCannotBeCompleted() throws IOException {
        ingest(table(), 10);
        DeltaReplay crashing = crashing("table committed");
        assertThatThrownBy(() -> replay(crashing, 36, Limits.DEFAULT)).hasStackTraceContaining("crash");
        String file = DeltaTable.open(quarantine()).files().get(0).path();
        Files.writeString(
                quarantine().resolve("_delta_log/00000000000000000001.json"),
                "{\"remove\":{\"path\":\"" + file + "\",\"deletionTimestamp\":1,\"dataChange\":true}}\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(PipelineException.class)
                .hasMessageContainingAll("somebody else has removed '" + file + "'", "00000000000000000001.move.json");
        assertThat(rows(table())).hasSize(22);
    }

    private DeltaReplay crashing(String crash) throws IOException {
        return DeltaReplay.open(DeltaSink.table(table()).build(), "xylem", step -> {
            if (step.equals(crash)) {
                throw new AssertionError("crash when " + step);
            }
        });
    }

    @Test
    void vacuumLeavesTheFilesOfAnInterruptedReplay() throws IOException {
        ingest(table(), 10);
        DeltaReplay crashing = crashing("table committed");
        assertThatThrownBy(() -> replay(crashing, 14, Limits.DEFAULT)).hasStackTraceContaining("crash");

        DeltaVacuum.Result result = DeltaVacuum.of(table()).remove(LATER);

        assertThat(result.orphans()).isEmpty();
        assertThat(result.begun()).isPositive();
        open();
        assertThat(quarantined()).hasSize(2);
        assertThat(rows(table())).hasSize(18);
    }

    @Test
    void refusesToTakeAwayTheFilesOfAnInterruptedReplay() throws IOException {
        ingest(table(), 10);
        DeltaReplay slow = open();
        DeltaReplay crashing = crashing("move written");
        assertThatThrownBy(() -> replay(crashing, 14, Limits.DEFAULT)).hasStackTraceContaining("crash");

        assertThatThrownBy(() -> replay(slow, 36, Limits.DEFAULT))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("run again");
        open();
        assertThat(rows(table())).hasSize(18);
        assertThat(quarantined()).hasSize(2);
    }

    @Test
    void refusesAReplayThatAnotherHasOvertaken() throws IOException {
        ingest(table(), 10);
        DeltaReplay slow = open();
        replay(14);

        assertThatThrownBy(() -> replay(slow, 36, Limits.DEFAULT))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("another replay");
        assertThat(rows(table())).hasSize(18);
        assertThat(quarantined()).hasSize(2);
    }

    @Test
    void bytesDoNotDependOnTheParallelismAndLargeQuarantinesAreRewritten() throws IOException {
        Random random = new Random(5);
        System.out.println("seed 5");
        archives.clear();
        for (int i = 0; i < 40; i++) {
            List<String> texts = new ArrayList<>();
            for (int k = 0; k < 60; k++) {
                texts.add(Long.toString(random.nextLong(1_000_000), random.nextBoolean() ? 36 : 10));
            }
            archives.put("archive-" + i, texts);
        }
        ingest(table(), 10);
        Map<String, String> before = quarantined();
        Path copy = temp.resolve("copy");
        copy(table(), copy.resolve("texts"));
        copy(quarantine(), copy.resolve("texts_quarantine"));

        replay(14);
        Map<String, byte[]> files = new HashMap<>();
        for (DeltaTable.DataFile file : DeltaTable.open(quarantine()).files()) {
            files.put(file.path(), Files.readAllBytes(quarantine().resolve(file.path())));
        }
        assertThat(quarantined()).hasSizeLessThan(before.size()).hasSizeGreaterThan(100);

        DeltaSink sink = DeltaSink.table(copy.resolve("texts")).build();
        DeltaReplay alone = DeltaReplay.open(sink, "xylem");
        Pipeline.from(alone.from(List.of(new Texts(archives).only(alone))))
                .flatten(new Numbers(14))
                .into(alone.sink())
                .onReject(alone.quarantine())
                .run(options(alone.appId()).parallelism(1).build());
        for (DeltaTable.DataFile file :
                DeltaTable.open(copy.resolve("texts_quarantine")).files()) {
            byte[] bytes = Files.readAllBytes(copy.resolve("texts_quarantine").resolve(file.path()));
            assertThat(Arrays.equals(bytes, files.remove(file.path()))).isTrue();
        }
        assertThat(files).isEmpty();
    }

    @Test
    void notesAreKeptWhenTheyChange() throws IOException {
        int[] radixes = {10, 10, 12, 10, 10};
        for (int i = 0; i < radixes.length; i++) {
            archives.put("more-" + i, List.of("1"));
            ingest(table(), radixes[i]);
        }

        assertThat(DeltaReplay.notes(table()))
                .containsExactly(
                        new DeltaReplay.Note("xylem", 0, "radix 10"),
                        new DeltaReplay.Note("xylem", 2, "radix 12"),
                        new DeltaReplay.Note("xylem", 3, "radix 10"));
        assertThat(DeltaReplay.notes(temp.resolve("nowhere"))).isEmpty();
    }

    @Test
    void refusesASourceThatYieldsMoreThanIsInQuarantine() throws IOException {
        ingest(table(), 10);
        Map<String, Long> before = versions();
        DeltaReplay replay = open();

        assertThatThrownBy(() -> Pipeline.from(replay.from(List.of(new Texts(archives))))
                        .flatten(new Numbers(36))
                        .into(replay.sink())
                        .onReject(replay.quarantine())
                        .run(options(replay.appId()).build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not to be replayed");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void refusesARunWithAnotherAppId() throws IOException {
        ingest(table(), 10);
        DeltaReplay replay = open();

        assertThatThrownBy(() -> Pipeline.from(replay.from(List.of(new Texts(archives).only(replay))))
                        .flatten(new Numbers(36))
                        .into(replay.sink())
                        .onReject(replay.quarantine())
                        .run(options("xylem").build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a replay runs with the app id 'xylem.replay'");
    }

    @Test
    void refusesAFolderWithoutATable() {
        assertThatThrownBy(this::open)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no Delta table");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aTableWithoutAQuarantineHasNothingToReplay() throws IOException {
        archives.keySet().retainAll(Set.of("b.zip"));
        ingest(table(), 10);

        assertThat(replay(36).documents().discovered()).isZero();
        assertThat(quarantine()).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
