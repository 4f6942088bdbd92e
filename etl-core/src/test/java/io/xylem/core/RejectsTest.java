package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.core.lines.LineFlattener;
import io.xylem.core.lines.LineSink;
import io.xylem.core.lines.Probe;
import io.xylem.core.lines.Tap;
import io.xylem.core.lines.TextArchive;
import io.xylem.core.lines.TextSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void uninstall() {
        Probe.counting();
    }

    private static List<TextArchive> archives(int count, int documents, int bad) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TextArchive(
                        "archive-" + i,
                        IntStream.range(0, documents)
                                .mapToObj(j -> j < bad ? "bad " + j : "good " + j)
                                .toList()))
                .toList();
    }

    private Pipeline pipeline(List<TextArchive> input) {
        return Pipeline.from(new TextSource(input))
                .flatten(new LineFlattener(10))
                .into(LineSink.lines(folder.resolve("lines")))
                .onReject(LineSink.rejects(folder.resolve("rejects")));
    }

    @Test
    void quarantineHoldsRefusedDocumentsInOrder() {
        RunReport report = pipeline(archives(3, 5, 2))
                .run(RunOptions.builder().parallelism(3).unitWeight(1).build());
        assertThat(LineSink.rejects(folder.resolve("rejects")).content())
                .containsExactly(
                        "archive-0!/0 BAD_VALUE",
                        "archive-0!/1 BAD_VALUE",
                        "archive-1!/0 BAD_VALUE",
                        "archive-1!/1 BAD_VALUE",
                        "archive-2!/0 BAD_VALUE",
                        "archive-2!/1 BAD_VALUE");
        assertThat(report.rejects()).containsExactly(Map.entry("BAD_VALUE", 6L));
        assertThat(report.tables()).extracting(TableCommit::table).containsExactly("lines", "lines_quarantine");
        assertThat(report.tables().get(1).rows()).isEqualTo(6);
        assertThat(report.withinRejectLimit()).isFalse();
    }

    @Test
    void quarantineIsNotTouchedIfNothingIsRefused() {
        Probe probe = Probe.counting();
        RunReport report = pipeline(archives(3, 5, 0)).run(RunOptions.DEFAULT);
        assertThat(folder.resolve("rejects")).doesNotExist();
        assertThat(probe.calls()).noneMatch(call -> call.startsWith("rejects") && !call.equals("rejects.journal.open"));
        assertThat(report.tables()).extracting(TableCommit::table).containsExactly("lines");
        assertThat(report.withinRejectLimit()).isTrue();
    }

    @Test
    void pendingRefusalsAreBounded() {
        List<Long> batches = Collections.synchronizedList(new ArrayList<>());
        Tap.Hook hook = (text, context) -> context.ledger()
                .reject(new Reject(text.source(), text.archive(), 0, 0, "CRC", null, "m", new byte[1 << 20]));
        Pipeline pipeline = Pipeline.from(new TextSource(archives(1, 20, 0)))
                .flatten(new Tap(hook))
                .flatten(new LineFlattener(100))
                .into(LineSink.lines(folder.resolve("lines")))
                .onReject(new WeighingSink(LineSink.rejects(folder.resolve("rejects")), batches::add));
        pipeline.run(RunOptions.DEFAULT);
        assertThat(batches)
                .hasSizeGreaterThan(4)
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(4L << 20));
        assertThat(batches.stream().mapToLong(b -> b).sum()).isEqualTo(20L << 20);
    }

    /** Weighs the batches on their way into another sink. */
    private record WeighingSink(LineSink<RejectBatch> sink, Consumer<Long> scale)
            implements Sink<RejectBatch, byte[], LineSink.FileMessage> {
        @Override
        public Encoder<RejectBatch, byte[]> openEncoder(TaskContext context) throws IOException {
            assertThat(context.tables()).isEmpty();
            Encoder<RejectBatch, byte[]> encoder = sink.openEncoder(context);
            return new Encoder<>() {
                @Override
                public void encode(RejectBatch batch, Consumer<? super byte[]> out) throws IOException {
                    long bytes = 0;
                    for (Reject reject : batch.rejects()) {
                        byte[] content = reject.content();
                        bytes += content == null ? 0 : content.length;
                    }
                    scale.accept(bytes);
                    encoder.encode(batch, out);
                }

                @Override
                public void finish(Consumer<? super byte[]> out) throws IOException {
                    encoder.finish(out);
                }

                @Override
                public void close() throws IOException {
                    encoder.close();
                }
            };
        }

        @Override
        public Appender<byte[], LineSink.FileMessage> openAppender(JobContext context) throws IOException {
            return sink.openAppender(context);
        }

        @Override
        public Committer<LineSink.FileMessage> openCommitter(JobContext context) throws IOException {
            return sink.openCommitter(context);
        }
    }

    @Test
    void tooManyRefusalsStopTheRunBeforeItsCommit() {
        List<String> messages = new ArrayList<>();
        for (int parallelism : new int[] {1, 2, 7}) {
            Throwable thrown = catchThrowable(() -> pipeline(archives(40, 100, 51))
                    .run(RunOptions.builder()
                            .parallelism(parallelism)
                            .unitWeight(1)
                            .build()));
            assertThat(thrown).isInstanceOf(TooManyRejectsException.class);
            messages.add(thrown.getMessage());
            assertThat(LineSink.lines(folder.resolve("lines")).filesOnDisk()).isEmpty();
            assertThat(LineSink.rejects(folder.resolve("rejects")).filesOnDisk())
                    .isEmpty();
            assertThat(LineSink.lines(folder.resolve("lines")).files()).isEmpty();
        }
        assertThat(messages.stream().distinct())
                .singleElement()
                .asString()
                .startsWith("510 of the first 1000 documents were refused")
                .contains("BAD_VALUE=510");
    }

    @Test
    void halfRefusedIsNotTooMany() {
        RunReport report = pipeline(archives(40, 100, 50))
                .run(RunOptions.builder().unitWeight(1).build());
        assertThat(report.documents().quarantined()).isEqualTo(2000);
    }

    @Test
    void fewDocumentsAreNeverTooMany() {
        RunReport report = pipeline(archives(9, 111, 111)).run(RunOptions.DEFAULT);
        assertThat(report.documents()).isEqualTo(new RunReport.Documents(999, 0, 999, 0));
    }

    @Test
    void limitOfOneHundredPercentNeverStops() {
        RunReport report = pipeline(archives(20, 100, 100))
                .run(RunOptions.builder().abortRejects(100).build());
        assertThat(report.documents().quarantined()).isEqualTo(2000);
    }

    @Test
    void failureToQuarantineIsNotLostIfAStageSwallowsIt() {
        Tap.Hook hook = (text, context) -> {
            try {
                context.ledger()
                        .reject(new Reject(text.source(), text.archive(), 0, 0, "CRC", null, "m", new byte[5 << 20]));
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("quarantine");
            }
        };
        Probe.failing("rejects.encode", 1, () -> new IOException("disk full"));
        Pipeline pipeline = Pipeline.from(new TextSource(archives(1, 3, 0)))
                .flatten(new Tap(hook))
                .flatten(new LineFlattener(100))
                .into(LineSink.lines(folder.resolve("lines")))
                .onReject(LineSink.rejects(folder.resolve("rejects")));
        assertThat(catchThrowable(() -> pipeline.run(RunOptions.DEFAULT)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("quarantine")
                .hasMessageContaining("disk full");
    }
}
