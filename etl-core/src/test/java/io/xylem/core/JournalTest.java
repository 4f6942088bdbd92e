package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final TextArchive A = new TextArchive("a", List.of("a1", "a2"));
    private static final TextArchive B = new TextArchive("b", List.of("b1", "b2", "b3"));
    private static final TextArchive C = new TextArchive("c", List.of("c1"));

    @TempDir
    Path folder;

    @BeforeEach
    void uninstall() {
        Probe.counting();
    }

    private RunReport run(TextArchive... archives) {
        return run(RunOptions.DEFAULT, archives);
    }

    private RunReport run(RunOptions options, TextArchive... archives) {
        return Pipeline.from(new TextSource(List.of(archives)))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder))
                .run(options);
    }

    private List<JobPlan> plans() throws IOException {
        return LineSink.lines(folder).openJournal(info()).plans();
    }

    private static RunInfo info() {
        return new RunInfo("r", "xylem", Instant.EPOCH, "");
    }

    private List<String> content() {
        return LineSink.lines(folder).content();
    }

    private void interruptAt(String call, TextArchive... archives) {
        interruptAt(call, RunOptions.DEFAULT, archives);
    }

    private void interruptAt(String call, RunOptions options, TextArchive... archives) {
        Probe.failing(call, 1, () -> new IOException("injected"));
        assertThat(catchThrowable(() -> run(options, archives))).hasMessageContaining("injected");
        Probe.counting();
    }

    @Test
    void takesOnlyArchivesThatAreNew() throws IOException {
        RunReport first = run(A, B);
        assertThat(first.archivesSkipped()).isZero();
        RunReport second = run(A, B, C);
        assertThat(second.archivesSkipped()).isEqualTo(2);
        assertThat(second.documents().discovered()).isEqualTo(1);
        assertThat(second.archives()).extracting(RunReport.ArchiveAccount::path).containsExactly("c");
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2", "b!/0=b1", "b!/1=b2", "b!/2=b3", "c!/0=c1");
        assertThat(plans()).extracting(JobPlan::sequence).containsExactly(0L, 1L);
        assertThat(plans().get(1).archives()).extracting(Archive::path).containsExactly("c");
    }

    @Test
    void warnsOfArchivesIngestedWithAnotherMapping() {
        run(RunOptions.builder().mappingVersion("one").build(), A, B);
        assertThat(run(RunOptions.builder().mappingVersion("one").build(), A, B).warnings())
                .isEmpty();
        assertThat(run(RunOptions.builder().mappingVersion("two").build(), A, B, C)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("2 of the 2 archives")
                .contains("another version of the mapping", "new table");
    }

    @Test
    void jobsEndBetweenArchivesWhereTheyHaveTheirWeight() throws IOException {
        RunOptions one = RunOptions.builder().jobWeight(1).build();
        RunReport report = run(one, A, B, C);
        assertThat(plans()).extracting(p -> p.archives().get(0).path()).containsExactly("a", "b", "c");
        assertThat(report.documents()).isEqualTo(new RunReport.Documents(6, 6, 0, 0));
        assertThat(report.archives()).hasSize(3);
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2", "b!/0=b1", "b!/1=b2", "b!/2=b3", "c!/0=c1");
        assertThat(run(one, A, B, C).archivesSkipped()).isEqualTo(3);
    }

    @Test
    void jobsBeforeTheOneThatFailsStayCommittedAndTheRestIsTakenUpThere() throws IOException {
        RunOptions one = RunOptions.builder().jobWeight(1).build();
        Probe.failing("lines.commit", 2, () -> new IOException("injected"));
        assertThat(catchThrowable(() -> run(one, A, B, C))).hasMessageContaining("injected");
        Probe.counting();
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2");
        RunReport healed = run(one, A, B, C);
        assertThat(healed.archivesSkipped()).isEqualTo(1);
        assertThat(plans()).extracting(p -> p.archives().get(0).path()).containsExactly("a", "b", "c");
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2", "b!/0=b1", "b!/1=b2", "b!/2=b3", "c!/0=c1");
    }

    @Test
    void versionIsThatOfTheFlattenersUnlessGiven() throws IOException {
        run(A);
        run(RunOptions.builder().mappingVersion("mine").build(), B);
        assertThat(plans()).extracting(JobPlan::mappingVersion).containsExactly("lines", "mine");
    }

    @Test
    void commitsNothingIfNothingIsNew() throws IOException {
        run(A, B);
        Probe probe = Probe.counting();
        RunReport again = run(A, B);
        assertThat(again.archivesSkipped()).isEqualTo(2);
        assertThat(again.tables()).isEmpty();
        assertThat(again.balanced()).isTrue();
        assertThat(probe.calls()).doesNotContain("lines.appender.open", "lines.committer.open", "journal.write");
        assertThat(plans()).hasSize(1);
    }

    @Test
    void firstRunOverEmptyInputCreatesTheTable() throws IOException {
        RunReport report = run();
        assertThat(report.tables()).containsExactly(new TableCommit("lines", 0, 0, 0, 0));
        assertThat(plans()).isEmpty();
        assertThat(run().tables()).isEmpty();
        assertThat(run(A).tables()).extracting(TableCommit::version).containsExactly(1L);
        assertThat(content()).hasSize(2);
    }

    @Test
    void archiveWithoutDocumentsIsRememberedToo() throws IOException {
        run(new TextArchive("empty", List.of()));
        assertThat(run(new TextArchive("empty", List.of())).archivesSkipped()).isEqualTo(1);
        assertThat(plans()).hasSize(1);
    }

    private static final RunOptions REFUSE =
            RunOptions.builder().changedArchives(ChangedArchives.REFUSE).build();

    @Test
    void changedArchiveIsNewAndToldOf() {
        assertThat(run(A).warnings()).isEmpty();
        TextArchive changed = new TextArchive("a", List.of("a1", "a3"));
        RunReport report = run(changed, B);
        assertThat(report.archivesSkipped()).isZero();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("1 archive has changed since the same path was ingested: 'a'.")
                .contains("new table");
        assertThat(run(changed, B).warnings()).isEmpty();
        assertThat(run(A, B).archivesSkipped()).isEqualTo(2);
    }

    @Test
    void archiveWithTheContentOfAnotherIsNewAndToldOf() {
        run(A, B);
        RunReport report = run(new TextArchive("a2", A.texts()), C);
        assertThat(report.documents().tabled()).isEqualTo(3);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("1 archive has the content of another one: 'a2' (also 'a').")
                .contains("twice", "source root");
    }

    @Test
    void archivesOfEqualContentInOneRunAreToldOf() {
        TextArchive[] input = IntStream.range(0, 6)
                .mapToObj(i -> new TextArchive("a" + i, A.texts()))
                .toArray(TextArchive[]::new);
        assertThat(run(input).warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "5 archives have the content of another one: 'a1' (also 'a0'), 'a2' (also 'a0'), 'a3' (also 'a0') and 2 more.");
    }

    @Test
    void interruptedJobStillTellsOfCopies() {
        interruptAt("lines.commit", A, new TextArchive("copy", A.texts()));
        assertThat(run(A, new TextArchive("copy", A.texts())).warnings())
                .singleElement()
                .asString()
                .contains("'copy' (also 'a')");
    }

    @Test
    void changedArchivesAreRefusedBeforeAnythingIsWrittenIfAskedFor() throws IOException {
        run(A, B);
        TextArchive changed = new TextArchive("a", List.of("a1", "a3"));
        TextArchive copy = new TextArchive("b2", B.texts());
        Probe probe = Probe.counting();
        assertThatThrownBy(() -> run(REFUSE, C, changed, copy))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("1 archive has changed since the same path was ingested: 'a'; 1 archive has the"
                        + " content of another one: 'b2' (also 'b').")
                .hasMessageContaining("Leave them out");
        assertThat(probe.calls()).doesNotContain("lines.appender.open", "journal.write");
        assertThat(plans()).hasSize(1);
        assertThat(run(REFUSE, A, B, C).warnings()).isEmpty();
        assertThat(content()).hasSize(6);
    }

    @Test
    void changedArchiveAddsItsRows() {
        run(A);
        RunReport report = run(new TextArchive("a", List.of("a1", "a3")));
        assertThat(report.archivesSkipped()).isZero();
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2", "a!/0=a1", "a!/1=a3");
    }

    @Test
    void interruptedJobIsDoneAgainFirstAndWithItsOwnArchives() throws IOException {
        interruptAt("lines.commit", A, C);
        assertThat(content()).isEmpty();
        RunReport report = run(A, B, C);
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2", "c!/0=c1", "b!/0=b1", "b!/1=b2", "b!/2=b3");
        assertThat(report.archivesSkipped()).isZero();
        assertThat(report.archives()).extracting(RunReport.ArchiveAccount::path).containsExactly("a", "c", "b");
        assertThat(report.tables()).containsExactly(new TableCommit("lines", 1, 6, 2, 48));
        assertThat(plans()).extracting(JobPlan::sequence).containsExactly(0L, 1L);
        assertThat(run(A, B, C).archivesSkipped()).isEqualTo(3);
    }

    @Test
    void interruptedJobKeepsItsUnitWeight() {
        TextArchive[] input = {A, B, C};
        interruptAt("lines.commit", RunOptions.builder().unitWeight(1).build(), input);
        Probe probe = Probe.counting();
        run(RunOptions.builder().unitWeight(1 << 20).parallelism(1).build(), input);
        assertThat(probe.calls().stream().filter("lines.encoder.open"::equals)).hasSize(3);
    }

    @Test
    void interruptedJobNeedsItsArchivesAsTheyWere() {
        interruptAt("lines.append", A, B);
        assertThatThrownBy(() -> run(A))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("job 0")
                .hasMessageContaining("'b' is not in the input any more")
                .hasMessageContaining("Run again with the input as it was then")
                .hasMessageContaining("remove its plan: the plan of job 0 in the target's journal");
        assertThatThrownBy(() -> run(A, new TextArchive("b", List.of("other"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'b' has changed");
        assertThat(run(A, B).documents().tabled()).isEqualTo(5);
    }

    /** The quarantine is committed first, so it may have the job that was given up; a job of that number would be passed over there. */
    @Test
    void jobAfterOneThatWasGivenUpLosesNoRefusal() throws IOException {
        TextArchive first = new TextArchive("first", List.of("bad 1"));
        Probe.failing("lines.commit", 1, () -> new IOException("injected"));
        assertThat(catchThrowable(() -> runWithQuarantine(first))).hasMessageContaining("injected");
        Probe.counting();
        Files.delete(folder.resolve("plans/0"));
        assertThat(runWithQuarantine(new TextArchive("second", List.of("bad 2", "good")))
                        .documents()
                        .quarantined())
                .isEqualTo(1);
        assertThat(LineSink.rejects(folder.resolve("rejects")).content()).contains("second!/0 BAD_VALUE");
        assertThat(plans()).extracting(JobPlan::sequence).containsExactly(1L);
    }

    @Test
    void jobInterruptedBetweenItsCommitsIsCompletedWithItsOwnMappingOnly() throws IOException {
        TextArchive archive = new TextArchive("a", List.of("bad 1", "good"));
        RunOptions one = RunOptions.builder().mappingVersion("one").build();
        RunOptions two = RunOptions.builder().mappingVersion("two").build();
        Probe.failing("lines.commit", 1, () -> new IOException("injected"));
        assertThat(catchThrowable(() -> runWithQuarantine(one, archive))).hasMessageContaining("injected");
        Probe.counting();
        assertThat(LineSink.rejects(folder.resolve("rejects")).content()).hasSize(1);
        assertThatThrownBy(() -> runWithQuarantine(two, archive))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("job 0 was interrupted between its commits, with mapping version 'one'")
                .hasMessageContaining("Run once with the mapping as it was then");
        assertThat(content()).isEmpty();
        assertThat(runWithQuarantine(one, archive).documents()).isEqualTo(new RunReport.Documents(2, 1, 1, 0));
        assertThat(content()).containsExactly("a!/1=good");
    }

    @Test
    void interruptedJobThatIsInNoTableYetIsDoneWithTheMappingAsItIsNow() throws IOException {
        interruptAt("lines.commit", RunOptions.builder().mappingVersion("one").build(), A);
        assertThat(run(RunOptions.builder().mappingVersion("two").build(), A).warnings())
                .singleElement()
                .asString()
                .contains("'one'", "'two'");
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2");
    }

    private RunReport runWithQuarantine(TextArchive... archives) {
        return runWithQuarantine(RunOptions.DEFAULT, archives);
    }

    private RunReport runWithQuarantine(RunOptions options, TextArchive... archives) {
        return Pipeline.from(new TextSource(List.of(archives)))
                .flatten(new LineFlattener(2))
                .into(LineSink.lines(folder))
                .onReject(LineSink.rejects(folder.resolve("rejects")))
                .run(options);
    }

    @Test
    void planIsWrittenBeforeAnyDocumentIsReadAndAfterTheTargetIsOpen() {
        Probe probe = Probe.counting();
        run(A);
        assertThat(probe.calls())
                .containsSubsequence("lines.appender.open", "journal.write", "split.open", "lines.append");
    }

    @Test
    void refusedTargetLeavesNoPlanBehind() throws IOException {
        interruptAt("lines.appender.open", A);
        assertThat(plans()).isEmpty();
    }

    @Test
    void nothingNewButAnInterruptedJobIsDoneAgain() {
        interruptAt("lines.appender.finish", A);
        RunReport report = run(A);
        assertThat(report.documents().tabled()).isEqualTo(2);
        assertThat(report.archivesSkipped()).isZero();
        assertThat(content()).containsExactly("a!/0=a1", "a!/1=a2");
    }
}
