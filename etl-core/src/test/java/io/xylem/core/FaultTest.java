package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.SuffixEnricher;
import io.xylem.core.lines.Tap;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets every single call of every piece of a pipeline fail, one after the other. */
class FaultTest {
    private static final List<TextArchive> INPUT = List.of(
            new TextArchive("a", List.of("one", "bad 1", "two", "three", "skip", "four")),
            new TextArchive("b", List.of("five", "six", "bad 2", "seven")),
            new TextArchive("c", List.of("eight", "nine", "ten", "eleven", "bad 3")));

    @TempDir
    Path folder;

    @AfterEach
    void uninstall() {
        Probe.counting();
    }

    private static Pipeline pipeline(Path folder) {
        return Pipeline.from(new TextSource(INPUT))
                .flatten(new LineFlattener(2))
                .enrich(new SuffixEnricher("suffix", "#"))
                .into(LineSink.lines(folder.resolve("lines")))
                .onReject(LineSink.rejects(folder.resolve("rejects")));
    }

    private static RunOptions options(int parallelism) {
        return RunOptions.builder().parallelism(parallelism).unitWeight(1).build();
    }

    @Test
    void closesEverythingOnceIfNothingFails() {
        Probe probe = Probe.counting();
        RunReport report = pipeline(folder).run(options(1));
        assertThat(probe.leaks()).isEmpty();
        assertThat(report.balanced()).isTrue();
        assertThat(probe.calls()).containsSubsequence("rejects.commit", "lines.commit");
    }

    @Test
    void survivesAnIoExceptionInEveryCall() {
        failEverywhere(1, () -> new IOException("injected"));
    }

    @Test
    void survivesAnyThrowableInEveryCallOfSeveralWorkers() {
        AtomicInteger count = new AtomicInteger();
        failEverywhere(3, () -> switch (count.getAndIncrement() % 4) {
            case 0 -> new IllegalStateException("injected");
            case 1 -> new AssertionError("injected");
            case 2 -> new StackOverflowError("injected");
            default -> new OutOfMemoryError("injected");
        });
    }

    private void failEverywhere(int parallelism, Supplier<Throwable> failure) {
        Probe clean = Probe.counting();
        pipeline(folder.resolve("clean")).run(options(parallelism));
        List<String> lines = LineSink.lines(folder.resolve("clean/lines")).content();
        List<String> rejects = LineSink.rejects(folder.resolve("clean/rejects")).content();
        Set<String> failed = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String call : clean.calls()) {
            int occurrence = seen.merge(call, 1, Integer::sum);
            String what = "call " + occurrence + " of " + call;
            Path target = folder.resolve(call + "-" + occurrence);
            Probe probe = Probe.failing(call, occurrence, failure);
            Throwable thrown = catchThrowable(() -> pipeline(target).run(options(parallelism)));
            assertThat(probe.failed()).as(what).isEqualTo(call);
            failed.add(call);
            assertThat(probe.leaks()).as(what).isEmpty();
            check(what, probe, thrown, target);
            assertThat(noWorkers()).as(what).isTrue();

            Probe.counting();
            RunReport healed = pipeline(target).run(options(parallelism));
            assertThat(healed.balanced()).as(what).isTrue();
            assertThat(LineSink.lines(target.resolve("lines")).content())
                    .as(what)
                    .isEqualTo(lines);
            assertThat(LineSink.rejects(target.resolve("rejects")).content())
                    .as(what)
                    .isEqualTo(rejects);
        }
        assertThat(failed)
                .contains("split.open", "documents.advance", "documents.close", "flattener.open", "enricher.open")
                .contains(
                        "lines.encode", "lines.append", "lines.appender.finish", "lines.committer.open", "lines.commit")
                .contains("rejects.encode", "rejects.append", "rejects.commit", "journal.write", "source.plan");
    }

    private static void check(String what, Probe probe, Throwable thrown, Path target) {
        LineSink<List<String>> lines = LineSink.lines(target.resolve("lines"));
        LineSink<RejectBatch> rejects = LineSink.rejects(target.resolve("rejects"));
        String failed = String.valueOf(probe.failed());
        if (failed.endsWith("committer.close")) {
            assertThat(thrown).as(what).isNull();
            return;
        }
        boolean ioFailure = thrown.getCause() instanceof IOException;
        boolean unknown = failed.endsWith(".commit") && !ioFailure;
        assertThat(thrown)
                .as(what)
                .isInstanceOf(unknown ? CommitStateUnknownException.class : PipelineException.class)
                .hasMessageContaining("injected");
        assertThat(lines.files()).as(what).isEmpty();
        if (!unknown) {
            assertThat(lines.filesOnDisk()).as(what).isEmpty();
        }
        if (!unknown && !failed.equals("lines.commit")) {
            assertThat(rejects.filesOnDisk()).as(what).isEmpty();
        }
    }

    private static boolean noWorkers() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("xylem-worker"));
    }

    @Test
    void namesUnitAndSplitOfAFailure() {
        Pipeline pipeline = Pipeline.from(new TextSource(INPUT))
                .flatten(failing("five", () -> new IllegalArgumentException("cannot do five")))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder));
        assertThat(catchThrowable(() -> pipeline.run(options(2))))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("unit 1 of 3")
                .hasMessageContaining("split 'b'")
                .hasMessageContaining("IllegalArgumentException: cannot do five");
    }

    @Test
    void saysClearlyThatMemoryRanOut() {
        Pipeline pipeline = Pipeline.from(new TextSource(INPUT))
                .flatten(new Tap((document, context) -> {
                    if (document.text().equals("ten")) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                }))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder));
        assertThat(catchThrowable(() -> pipeline.run(options(2))))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("split 'c'")
                .hasMessageContaining("out of memory")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void keepsErrorsOfTheLibraryAsTheyAre() {
        UsageException error = new UsageException("no such thing");
        Pipeline pipeline = Pipeline.from(new TextSource(INPUT))
                .flatten(failing("ten", () -> error))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder));
        assertThat(catchThrowable(() -> pipeline.run(options(2)))).isSameAs(error);
    }

    private static Tap failing(String text, Supplier<? extends RuntimeException> failure) {
        return new Tap((document, context) -> {
            if (document.text().equals(text)) {
                throw failure.get();
            }
        });
    }
}
