package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListenerTest {
    private static final List<TextArchive> INPUT = List.of(
            new TextArchive("a", List.of("one", "bad", "skip")),
            new TextArchive("b", List.of("two")),
            new TextArchive("c", List.of("three", "four")));

    @TempDir
    Path folder;

    @BeforeEach
    void uninstall() {
        Probe.counting();
    }

    private RunReport run(RunListener listener) {
        return Pipeline.from(new TextSource(INPUT))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder))
                .run(RunOptions.builder()
                        .parallelism(3)
                        .unitWeight(1)
                        .listener(listener)
                        .build());
    }

    @Test
    void hearsEverythingInOrderOnTheCallingThread() {
        List<String> heard = new ArrayList<>();
        List<RunListener.Progress> progress = new ArrayList<>();
        List<RunReport> reports = new ArrayList<>();
        Thread caller = Thread.currentThread();
        RunReport report = run(new RunListener() {
            @Override
            public void planned(int units, long weight, int archives) {
                hear("planned " + units + " " + weight + " " + archives);
            }

            @Override
            public void progress(Progress state) {
                assertThat(Thread.currentThread()).isSameAs(caller);
                progress.add(state);
            }

            @Override
            public void unitAppended(int unit) {
                hear("appended " + unit);
            }

            @Override
            public void committed(List<TableCommit> tables) {
                hear("committed " + tables.get(0).rows());
            }

            @Override
            public void finished(RunReport result) {
                hear("finished");
                reports.add(result);
            }

            private void hear(String news) {
                assertThat(Thread.currentThread()).isSameAs(caller);
                heard.add(news);
            }
        });
        assertThat(heard)
                .containsExactly("planned 3 25 3", "appended 0", "appended 1", "appended 2", "committed 4", "finished");
        assertThat(reports).containsExactly(report);
        assertThat(progress.get(progress.size() - 1)).isEqualTo(new RunListener.Progress(6, 1, 22, 25, 25));
    }

    @Test
    void failingListenerDoesNotFailTheRun() {
        RunReport report = run(new RunListener() {
            @Override
            public void planned(int units, long weight, int archives) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void progress(Progress state) {
                throw new AssertionError("on purpose");
            }

            @Override
            public void unitAppended(int unit) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void finished(RunReport result) {
                throw new IllegalStateException("on purpose");
            }
        });
        assertThat(report.documents().tabled()).isEqualTo(4);
        assertThat(LineSink.lines(folder).content()).hasSize(4);
    }
}
