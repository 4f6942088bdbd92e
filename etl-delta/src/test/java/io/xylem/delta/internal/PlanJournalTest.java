package io.xylem.delta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanJournalTest {
    @TempDir
    Path temp;

    private static JobPlan plan(long sequence) {
        return new JobPlan(
                sequence, "mapping-1", 64L << 20, List.of(new Archive("täg \"1\".zip", 1L << 40, "sha256:00ff")));
    }

    @Test
    void returnsPlansInOrderOfTheirSequence() throws IOException {
        PlanJournal journal = new PlanJournal(temp.resolve("t"), "my app");
        assertThat(journal.plans()).isEmpty();
        assertThat(journal.committed()).isEqualTo(-1);

        journal.write(plan(10));
        journal.write(plan(2));

        assertThat(new PlanJournal(temp.resolve("t"), "my app").plans()).containsExactly(plan(2), plan(10));
        assertThat(new PlanJournal(temp.resolve("t"), "other").plans()).isEmpty();
        assertThat(temp.resolve("t/_xylem/my_20app/00000000000000000002.json")).exists();
    }

    @Test
    void saysWhereAPlanIs() throws IOException {
        PlanJournal journal = new PlanJournal(temp.resolve("t"), "app");
        journal.write(plan(3));
        assertThat(Path.of(journal.location(3)))
                .hasContent(
                        "{\"sequence\":3,\"mappingVersion\":\"mapping-1\",\"unitWeight\":67108864,\"archives\":[{\"path\":"
                                + "\"täg \\\"1\\\".zip\",\"size\":1099511627776,\"digest\":\"sha256:00ff\"}]}")
                .hasFileName("00000000000000000003.json");
    }

    @Test
    void refusesAPlanThatLacksSomething() throws IOException {
        PlanJournal journal = new PlanJournal(temp.resolve("t"), "app");
        journal.write(plan(0));
        Path file = Path.of(journal.location(0));
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"digest\":", "\"other\":"));
        assertThatThrownBy(journal::plans).isInstanceOf(IOException.class).hasMessageContaining("digest");
        Files.writeString(file, text.replace("\"archives\":", "\"later\":1,\"archives\":"));
        assertThat(journal.plans()).containsExactly(plan(0));
    }

    @Test
    void neverReplacesAPlan() throws IOException {
        PlanJournal journal = new PlanJournal(temp.resolve("t"), "app");
        journal.write(plan(0));
        journal.write(plan(0));

        assertThatThrownBy(() -> journal.write(new JobPlan(0, "mapping-2", 1, List.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has planned job 0");
        assertThat(journal.plans()).containsExactly(plan(0));
    }
}
