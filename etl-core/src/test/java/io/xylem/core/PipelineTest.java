package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.SuffixEnricher;
import io.xylem.core.lines.Tap;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import io.xylem.core.schema.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PipelineTest {
    private static final long SEED = 7;

    @TempDir
    Path folder;

    @BeforeEach
    void uninstall() {
        Probe.counting();
    }

    private static List<TextArchive> archives(int count) {
        Random random = new Random(SEED);
        List<TextArchive> archives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> texts = new ArrayList<>();
            for (int j = random.nextInt(30); j > 0; j--) {
                String kind = random.nextInt(8) == 0 ? "bad " : random.nextInt(10) == 0 ? "skip " : "";
                texts.add(kind + "x".repeat(random.nextInt(20)));
            }
            archives.add(new TextArchive(String.format("archive-%03d", i), texts));
        }
        return archives;
    }

    private static TextArchive numbered(String path, int count) {
        return new TextArchive(
                path, IntStream.range(0, count).mapToObj(i -> path + i).toList());
    }

    private static Pipeline pipeline(List<TextArchive> input, Path target, Tap.Hook hook) {
        return Pipeline.from(new TextSource(input))
                .flatten(new Tap(hook))
                .flatten(new LineFlattener(4))
                .enrich(new SuffixEnricher("first", "+"))
                .enrich(new SuffixEnricher("second", "*"))
                .into(LineSink.lines(target.resolve("lines")))
                .onReject(LineSink.rejects(target.resolve("rejects")));
    }

    private static Map<String, String> bytes(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bytesDoNotDependOnParallelismWindowBufferOrSpeed() throws IOException {
        List<TextArchive> input = archives(60);
        List<Map<String, String>> outputs = new ArrayList<>();
        List<RunReport> reports = new ArrayList<>();
        int[][] settings = {{1, 1, 1 << 20}, {2, 1, 1 << 20}, {4, 2, 1}, {4, 100, 1}, {8, 16, 300}, {3, 100, 1 << 20}};
        for (int[] setting : settings) {
            Path target = folder.resolve("out-" + outputs.size());
            Random random = new Random(SEED + outputs.size());
            RunOptions options = RunOptions.builder()
                    .parallelism(setting[0])
                    .window(setting[1])
                    .buffer(setting[2])
                    .unitWeight(200)
                    .startedAt(Instant.EPOCH)
                    .build();
            Tap.Hook jitter = (text, context) -> {
                boolean slow;
                synchronized (random) {
                    slow = random.nextInt(20) == 0;
                }
                if (slow) {
                    pause();
                }
            };
            reports.add(pipeline(input, target, jitter).run(options));
            outputs.add(bytes(target));
        }
        assertThat(outputs).allSatisfy(output -> assertThat(output).isEqualTo(outputs.get(0)));
        assertThat(outputs.get(0)).hasSizeGreaterThan(20);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.balanced()).isTrue();
            assertThat(report.archives()).isEqualTo(reports.get(0).archives());
            assertThat(report.tables()).isEqualTo(reports.get(0).tables());
            assertThat(report.rejects()).isEqualTo(reports.get(0).rejects());
        });
        List<String> expected = new ArrayList<>();
        for (TextArchive archive : input) {
            for (int i = 0; i < archive.texts().size(); i++) {
                String text = archive.texts().get(i);
                if (!text.startsWith("bad") && !text.startsWith("skip")) {
                    expected.add(archive.path() + "!/" + i + "=" + text + "+*");
                }
            }
        }
        assertThat(LineSink.lines(folder.resolve("out-0/lines")).content()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void runsOnTheCallersExecutorAndLeavesItOpen(int threads) throws InterruptedException {
        List<TextArchive> input = archives(20);
        RunOptions.Builder options = RunOptions.builder().parallelism(4).unitWeight(50);
        if (threads == 0) {
            pipeline(input, folder, (text, context) -> {})
                    .run(options.executor(Runnable::run).build());
        } else {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            pipeline(input, folder, (text, context) -> {})
                    .run(options.executor(pool).build());
            assertThat(pool.isShutdown()).isFalse();
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(LineSink.lines(folder.resolve("lines")).content()).isNotEmpty();
    }

    @Test
    void refusesAnExecutorThatTakesNoWork() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.shutdown();
        RunOptions options = RunOptions.builder().executor(pool).build();
        assertThatThrownBy(() ->
                        pipeline(archives(3), folder, (text, context) -> {}).run(options))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("executor");
    }

    @Test
    void executorThatFailsHalfwayEndsTheRunAndLeavesNoWorkerBehind() throws InterruptedException {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        AtomicInteger taken = new AtomicInteger();
        RunOptions options = RunOptions.builder()
                .parallelism(2)
                .unitWeight(1)
                .executor(work -> {
                    if (taken.getAndIncrement() > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    pool.execute(work);
                })
                .build();
        assertThatThrownBy(() ->
                        pipeline(archives(3), folder, (text, context) -> {}).run(options))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("executor");
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(LineSink.lines(folder.resolve("lines")).filesOnDisk()).isEmpty();
    }

    @Test
    void appendsTheFirstUnitWhileItIsBeingRead() {
        AtomicInteger appendedEarly = new AtomicInteger();
        LineSink<List<String>> sink = LineSink.lines(folder.resolve("lines"));
        Tap.Hook hook = (text, context) -> {
            if (text.ordinal() == 999) {
                appendedEarly.set(sink.filesOnDisk().size());
            }
        };
        pipeline(List.of(numbered("a", 1000)), folder, hook)
                .run(RunOptions.builder().parallelism(2).build());
        assertThat(appendedEarly.get()).isGreaterThan(10);
    }

    @Test
    void boundsWhatWaitsToBeAppended() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ahead = new AtomicInteger();
        Tap.Hook hook = (text, context) -> {
            if (context.unit() == 1) {
                int seen = ahead.incrementAndGet();
                if (seen > 200) {
                    release.countDown();
                    throw new AssertionError("unit 1 was not stopped");
                }
            } else if (text.ordinal() == 0) {
                await(ahead, 20);
                awaitQuiet(ahead);
                release.countDown();
            }
        };
        RunOptions options =
                RunOptions.builder().parallelism(2).unitWeight(1).buffer(500).build();
        RunReport report = pipeline(List.of(numbered("a", 50), numbered("b", 200)), folder, hook)
                .run(options);
        assertThat(release.getCount()).isZero();
        assertThat(report.documents().tabled()).isEqualTo(250);
    }

    private static void await(AtomicInteger counter, int value) {
        while (counter.get() < value) {
            pause();
        }
    }

    private static void awaitQuiet(AtomicInteger counter) {
        int before;
        do {
            before = counter.get();
            for (int i = 0; i < 100; i++) {
                pause();
            }
        } while (counter.get() != before);
        assertThat(before).isLessThan(100);
    }

    @Test
    void thousandsOfTinyUnitsGoThroughTheNarrowestWindowAndBuffer() {
        List<TextArchive> input = IntStream.range(0, 3_000)
                .mapToObj(i -> numbered("a" + i, 1 + i % 3))
                .toList();
        RunReport report = pipeline(input, folder, (text, context) -> {})
                .run(RunOptions.builder()
                        .parallelism(8)
                        .window(3)
                        .buffer(1)
                        .unitWeight(1)
                        .build());
        assertThat(report.documents().tabled()).isEqualTo(6_000);
        List<String> sources = LineSink.lines(folder.resolve("lines")).content().stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(sources).hasSize(6_000).doesNotHaveDuplicates();
        assertThat(sources.get(5_999)).isEqualTo("a2999!/2");
    }

    @Test
    void startsNoUnitBeyondTheWindow() {
        AtomicInteger furthest = new AtomicInteger();
        Tap.Hook hook = (text, context) -> {
            furthest.accumulateAndGet(context.unit(), Math::max);
            if (context.unit() == 0) {
                await(furthest, 2);
                awaitQuiet(furthest);
                assertThat(furthest.get()).isEqualTo(2);
            }
        };
        List<TextArchive> input =
                IntStream.range(0, 10).mapToObj(i -> numbered("a" + i, 1)).toList();
        pipeline(input, folder, hook)
                .run(RunOptions.builder().parallelism(8).window(3).unitWeight(1).build());
        assertThat(furthest.get()).isEqualTo(9);
    }

    @Test
    void packsSplitsIntoUnitsAndNeverCutsOne() {
        List<Integer> units = new ArrayList<>();
        Tap.Hook hook = (text, context) -> units.add(context.unit());
        List<TextArchive> input = List.of(numbered("a", 1), numbered("b", 1), numbered("c", 100), numbered("d", 1));
        pipeline(input, folder, hook)
                .run(RunOptions.builder().parallelism(1).unitWeight(10).build());
        assertThat(units.stream().distinct()).containsExactly(0, 1, 2);
        assertThat(units.stream().filter(u -> u == 0)).hasSize(2);
        assertThat(units.stream().filter(u -> u == 1)).hasSize(100);
    }

    @Test
    void tokenCancelsAndLeavesNothingBehind() {
        CancellationToken token = new CancellationToken();
        Tap.Hook hook = (text, context) -> {
            if (text.ordinal() == 20) {
                token.cancel();
            }
        };
        Probe probe = Probe.counting();
        assertThatThrownBy(() -> pipeline(List.of(numbered("a", 100), numbered("b", 100)), folder, hook)
                        .run(RunOptions.builder()
                                .parallelism(2)
                                .unitWeight(1)
                                .cancellation(token)
                                .build()))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("run it again")
                .satisfies(e -> assertThat(((XylemException) e).retryable()).isTrue());
        assertThat(probe.leaks()).isEmpty();
        assertThat(LineSink.lines(folder.resolve("lines")).filesOnDisk()).isEmpty();
    }

    @Test
    void interruptOfTheCallerCancelsEvenBlockedStagesAndIsRestored() {
        Thread caller = Thread.currentThread();
        Tap.Hook hook = (text, context) -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException("woken up", e);
            }
        };
        Probe probe = Probe.counting();
        Throwable thrown = catchThrowable(() -> pipeline(archives(5), folder, hook)
                .run(RunOptions.builder().parallelism(2).build()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
        assertThat(probe.leaks()).isEmpty();
        assertThat(LineSink.lines(folder.resolve("lines")).filesOnDisk()).isEmpty();
    }

    @Test
    void interruptedCallerDoesNotEvenStart() {
        Probe probe = Probe.counting();
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(
                () -> pipeline(archives(5), folder, (text, context) -> {}).run(RunOptions.DEFAULT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CancelledException.class);
        assertThat(probe.calls()).isEmpty();
    }

    @Test
    void deadlineCancels() {
        Tap.Hook hook = (text, context) -> pause();
        assertThatThrownBy(() -> pipeline(List.of(numbered("a", 100_000)), folder, hook)
                        .run(RunOptions.builder()
                                .deadline(Instant.now().plusMillis(100))
                                .build()))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("deadline");
    }

    @Test
    void tellsItsTablesAfterAllEnrichers() {
        Pipeline pipeline = pipeline(List.of(), folder, (text, context) -> {});
        assertThat(pipeline.tables()).hasSize(1);
        assertThat(pipeline.tables().get(0).fields())
                .extracting(Field::name)
                .containsExactly("line", "first", "second");
    }

    @Test
    void refusesAnEnricherThatDoesNotFitWhenItIsComposed() {
        var stage = Pipeline.from(new TextSource(List.of()))
                .flatten(new LineFlattener(1))
                .enrich(new SuffixEnricher("line", "x"));
        assertThatThrownBy(() -> stage.into(LineSink.lines(folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line");
    }

    @Test
    void survivesSerialization() throws Exception {
        Pipeline pipeline = pipeline(archives(10), folder, (text, context) -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(pipeline);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Pipeline copy = (Pipeline) in.readObject();
            assertThat(copy.tables()).isEqualTo(pipeline.tables());
            assertThat(copy.run(RunOptions.DEFAULT).balanced()).isTrue();
        }
    }

    @Test
    void onRejectLeavesThePipelineAlone() {
        Pipeline without = Pipeline.from(new TextSource(List.of(new TextArchive("a", List.of("bad")))))
                .flatten(new LineFlattener(1))
                .into(LineSink.lines(folder.resolve("lines")));
        without.onReject(LineSink.rejects(folder.resolve("rejects")));
        RunReport report = without.run(RunOptions.DEFAULT);
        assertThat(report.documents().quarantined()).isEqualTo(1);
        assertThat(folder.resolve("rejects")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pipeline.from(source).flatten(shredder).flatten(assembler).enrich(cells).into(table).onReject(quarantine).run(options);",
                "Pipeline.from(source).flatten(shredder).into(table).run(options);"
            })
    void completePipelinesCompile(String statement) {
        assertThat(Snippets.errors(statement, folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pipeline.from(source).run(options);",
                "Pipeline.from(source).into(table);",
                "Pipeline.from(source).enrich(cells);",
                "Pipeline.from(source).flatten(shredder).run(options);",
                "Pipeline.from(source).flatten(shredder).onReject(quarantine);",
                "Pipeline.from(source).flatten(assembler).into(table);",
                "Pipeline.from(source).flatten(shredder).enrich(cells).into(table);",
                "Pipeline.from(source).flatten(shredder).into(quarantine);",
                "Pipeline.from(source).flatten(shredder).into(table).enrich(cells);"
            })
    void incompleteOrIllFittingPipelinesDoNotCompile(String statement) {
        assertThat(Snippets.errors(statement, folder)).isNotEmpty();
    }

    @Test
    void snippetsOfTheDocumentationCompile() throws IOException {
        Path page = Path.of(System.getProperty("etl.root", ".."), "docs", "core.md");
        Matcher snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        int count = 0;
        while (snippets.find()) {
            count++;
            assertThat(Snippets.errors(snippets.group(1), folder))
                    .as(snippets.group(1))
                    .isEmpty();
        }
        assertThat(count).isPositive();
    }
}
