package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.Reject;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.Field;
import io.xylem.testkit.TestJobContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaQuarantineTest {
    @TempDir
    Path temp;

    private static final Reject BROKEN =
            new Reject("a.zip!/x.xml", "a.zip", 7, 1234, "NOT_WELL_FORMED", "/m:Envelope", "no end tag", new byte[] {
                '<', 'x', 0, -1
            });
    private static final Reject DAMAGED =
            new Reject("größe.zip", "größe.zip", 0, -1, "CRC", null, "check sum differs", null);

    private static List<TableCommit> commit(DeltaQuarantine quarantine, long sequence, Reject... rejects)
            throws IOException {
        TestJobContext job = new TestJobContext(sequence, List.of());
        List<DeltaFile> files;
        try (Appender<DeltaPart, DeltaFile> appender = quarantine.openAppender(job)) {
            for (Reject reject : rejects) {
                append(quarantine, appender, reject);
            }
            files = appender.finish();
        }
        try (Committer<DeltaFile> committer = quarantine.openCommitter(job)) {
            return committer.commit(files);
        }
    }

    private static void append(DeltaQuarantine quarantine, Appender<DeltaPart, DeltaFile> appender, Reject reject)
            throws IOException {
        java.util.ArrayList<DeltaPart> parts = new java.util.ArrayList<>();
        try (Encoder<RejectBatch, DeltaPart> encoder = quarantine.openEncoder(new TestTaskContext())) {
            encoder.encode(new RejectBatch(List.of(reject)), parts::add);
            encoder.encode(new RejectBatch(List.of()), parts::add);
            encoder.finish(parts::add);
        }
        for (DeltaPart part : parts) {
            appender.append(part);
        }
    }

    @Test
    void keepsARowForEachRefusal() throws IOException {
        DeltaQuarantine quarantine = DeltaQuarantine.beside(temp.resolve("flight"));

        List<TableCommit> commits = commit(quarantine, 0, BROKEN, DAMAGED);

        assertThat(commits).hasSize(1);
        assertThat(commits.get(0).table()).isEqualTo("flight_quarantine");
        assertThat(commits.get(0).rows()).isEqualTo(2);
        DeltaTable table = DeltaTable.open(temp.resolve("flight_quarantine"));
        assertThat(table.schema().fields().stream().map(Field::name))
                .containsExactly(
                        "source",
                        "ordinal",
                        "offset",
                        "code",
                        "path",
                        "message",
                        "content",
                        "run_id",
                        "mapping_version");
        List<Map<String, Object>> rows = table.rows(10);
        assertThat(rows.get(0).values().toArray()).isEqualTo(new Object[] {
            "a.zip!/x.xml",
            7L,
            1234L,
            "NOT_WELL_FORMED",
            "/m:Envelope",
            "no end tag",
            new byte[] {'<', 'x', 0, -1},
            "test-run",
            "test-1"
        });
        assertThat(rows.get(1).values())
                .containsExactly("größe.zip", 0L, null, "CRC", null, "check sum differs", null, "test-run", "test-1");
    }

    /** What the runner asks before it numbers a job. */
    @Test
    void journalKnowsTheLastJobOfEachApplication() throws IOException {
        DeltaQuarantine quarantine = DeltaQuarantine.beside(temp.resolve("flight"));
        RunInfo run = new TestTaskContext().run();
        assertThat(quarantine.openJournal(run).committed()).isEqualTo(-1);
        commit(quarantine, 3, BROKEN);
        assertThat(quarantine.openJournal(run).committed()).isEqualTo(3);
        assertThat(quarantine.openJournal(Jobs.run("other")).committed()).isEqualTo(-1);
        assertThat(quarantine.openJournal(run).plans()).isEmpty();
    }

    @Test
    void leavesNoTraceWithoutRefusals() throws IOException {
        DeltaQuarantine quarantine = DeltaQuarantine.beside(temp.resolve("flight"));

        assertThat(commit(quarantine, 0)).isEmpty();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void committingAJobAgainChangesNothing() throws IOException {
        DeltaQuarantine quarantine = DeltaQuarantine.beside(temp.resolve("flight"));
        List<TableCommit> first = commit(quarantine, 3, BROKEN);

        assertThat(commit(quarantine, 3, BROKEN)).isEqualTo(first);
        assertThat(commit(quarantine, 3)).isEqualTo(first);
        assertThat(DeltaTable.open(temp.resolve("flight_quarantine")).version()).isZero();
        assertThat(commit(quarantine, 4)).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNoQuarantineBeforeAnythingIsWritten() throws IOException {
        Files.createDirectories(temp.resolve("q"));
        Files.writeString(temp.resolve("q/notes.txt"), "mine");
        TestJobContext job = new TestJobContext(0, List.of());

        assertThatThrownBy(() -> DeltaQuarantine.table(temp.resolve("q")).openAppender(job))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a Delta table");
    }
}
