package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Appender;
import io.xylem.core.CancellationToken;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order holds and nobody waits for ever, whatever threads, window, buffer and failures there are. */
class AppendQueueTest {
    private static final int ROUNDS = 300;
    private static final int NEVER = Integer.MAX_VALUE;

    private record Part(int unit, int number, long bytes) {}

    /** One job with everything that chance has chosen. */
    private static final class Round implements Sink<Object, Part, String>, Appender<Part, String> {
        private static final long serialVersionUID = 1L;

        private final transient Random random;
        private final transient List<Part> expected = new ArrayList<>();
        private final transient List<Part> appended = new ArrayList<>();
        private final transient List<Integer> accounted = new ArrayList<>();
        private final transient List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        private final transient AtomicInteger appending = new AtomicInteger();
        private final int units;
        private final int threads;
        private final int window;
        private final long buffer;
        private final int failingPart;
        private final int failingUnit;
        private final int cancellingPart;
        private final transient CancellationToken token = new CancellationToken();
        private final transient Stop stop = new Stop(token::cancelled, null);

        Round(long seed) {
            random = new Random(seed);
            units = 1 + random.nextInt(20);
            threads = 1 + random.nextInt(6);
            window = 1 + random.nextInt(units + 2);
            buffer = random.nextInt(200);
            for (int unit = 0; unit < units; unit++) {
                for (int number = random.nextInt(6); number > 0; number--) {
                    expected.add(new Part(unit, number, 1 + random.nextInt(50)));
                }
            }
            int trouble = random.nextInt(6);
            failingPart = trouble == 0 ? random.nextInt(expected.size() + 1) : NEVER;
            failingUnit = trouble == 1 ? random.nextInt(units) : NEVER;
            cancellingPart = trouble == 2 ? random.nextInt(expected.size() + 1) : NEVER;
        }

        @Override
        public void append(Part part) throws IOException {
            if (appending.incrementAndGet() != 1) {
                wrong.add(new AssertionError("two append at the same time"));
            }
            if (appended.size() == failingPart) {
                appending.decrementAndGet();
                throw new IOException("injected");
            }
            if (appended.size() == cancellingPart) {
                token.cancel();
            }
            appended.add(part);
            appending.decrementAndGet();
        }

        private void work(AppendQueue queue, Lane<Part, String> lane) {
            if (!queue.enter()) {
                return;
            }
            try {
                for (AppendQueue.Slot slot = queue.claim(); slot != null; slot = queue.claim()) {
                    int unit = slot.unit();
                    if (unit - queue.awaitAppended(-1, 0) >= window) {
                        wrong.add(new AssertionError("unit " + unit + " is beyond the window"));
                    }
                    if (unit == failingUnit) {
                        throw new IllegalStateException("injected");
                    }
                    for (Part part : expected) {
                        if (part.unit == unit) {
                            slot.add(lane, part, part.bytes);
                        }
                    }
                    slot.complete(new Accounts());
                }
            } catch (Throwable t) {
                queue.fail(t);
            } finally {
                queue.leave();
            }
        }

        void run() throws InterruptedException {
            AppendQueue queue = new AppendQueue(
                    units, window, buffer, stop, accounts -> accounted.add(accounted.size()), Integer::toString);
            Lane<Part, String> lane =
                    new Lane<>(this, new RunningJob(new RunInfo("run", "app", Instant.EPOCH, "mapping"), 0, List.of()));
            List<Thread> workers = IntStream.range(0, threads)
                    .mapToObj(i -> new Thread(() -> work(queue, lane)))
                    .toList();
            workers.forEach(Thread::start);
            int head = 0;
            while (head < units && stop.failure() == null) {
                head = queue.awaitAppended(head, AppendQueue.TICK);
                if (stop.cancellation() != null) {
                    queue.fail(new IllegalStateException("cancelled"));
                }
            }
            queue.close();
            for (Thread worker : workers) {
                worker.join();
            }
        }

        @Override
        public Encoder<Object, Part> openEncoder(TaskContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Appender<Part, String> openAppender(JobContext context) {
            return this;
        }

        @Override
        public Committer<String> openCommitter(JobContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> finish() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Timeout(120)
    void partsAreAppendedInOrderOrTheJobFailsAndEveryWorkerEnds(long seed) throws InterruptedException {
        System.out.println("seed " + seed);
        int failed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(seed * ROUNDS + i);
            round.run();
            assertThat(round.wrong).as("round %d", i).isEmpty();
            if (round.stop.failure() == null) {
                assertThat(round.appended).as("round %d", i).isEqualTo(round.expected);
                assertThat(round.accounted).as("round %d", i).hasSize(round.units);
            } else {
                assertThat(round.expected.subList(0, round.appended.size()))
                        .as("round %d", i)
                        .isEqualTo(round.appended);
                failed++;
            }
        }
        assertThat(failed).isBetween(ROUNDS / 10, ROUNDS / 2);
    }
}
