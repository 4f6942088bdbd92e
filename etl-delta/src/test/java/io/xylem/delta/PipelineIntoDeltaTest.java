package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Archive;
import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.core.Pipeline;
import io.xylem.core.PlanContext;
import io.xylem.core.Reject;
import io.xylem.core.RunListener;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner and the sink together: archives of numbers, of which every hundredth is refused. */
class PipelineIntoDeltaTest {
    private static final TableSchema TABLE = new TableSchema(
            "numbers", List.of(new Field("n", Primitive.LONG, false, null), new Field("rest", Primitive.INT)));

    @TempDir
    Path temp;

    @Test
    void filesDoNotDependOnTheParallelism() throws IOException {
        Map<String, String> first = Map.of();
        for (int parallelism : new int[] {1, 4}) {
            Path lake = temp.resolve("lake-" + parallelism);
            RunReport report = run(lake, 20, -1, parallelism);
            Map<String, String> files = dataFiles(lake);

            assertThat(report.balanced()).isTrue();
            assertThat(report.documents().tabled()).isEqualTo(19_800);
            assertThat(report.documents().quarantined()).isEqualTo(200);
            assertThat(files).hasSizeGreaterThan(5);
            assertThat(first.isEmpty() || first.equals(files)).isTrue();
            first = files;
        }
        assertThat(DeltaTable.open(temp.resolve("lake-4/numbers")).rows(Long.MAX_VALUE))
                .hasSize(19_800)
                .extracting(row -> row.get("n"))
                .doesNotHaveDuplicates();
        assertThat(DeltaTable.open(temp.resolve("lake-4/numbers_quarantine")).rows(Long.MAX_VALUE))
                .hasSize(200)
                .allSatisfy(row -> assertThat((Long) row.get("ordinal") % 100).isEqualTo(7));
    }

    @Test
    void takesNewArchivesOnlyAndOnceEach() throws IOException {
        run(temp, 3, -1, 2);
        RunReport second = run(temp, 5, -1, 2);
        RunReport third = run(temp, 5, -1, 2);

        assertThat(second.archivesSkipped()).isEqualTo(3);
        assertThat(third.archivesSkipped()).isEqualTo(5);
        assertThat(DeltaTable.open(temp.resolve("numbers")).version()).isEqualTo(1);
        assertThat(DeltaTable.open(temp.resolve("numbers")).rows(Long.MAX_VALUE))
                .hasSize(4_950);
        assertThat(DeltaTable.open(temp.resolve("numbers_quarantine")).rows(Long.MAX_VALUE))
                .hasSize(50);
    }

    @Test
    void aRunThatFailedIsSimplyRunAgain() throws IOException {
        run(temp, 2, -1, 2);
        Map<String, String> before = dataFiles(temp);
        assertThatThrownBy(() -> run(temp, 6, 4, 2)).hasStackTraceContaining("archive 4 is out of reach");
        assertThat(dataFiles(temp)).isEqualTo(before);
        assertThat(DeltaTable.open(temp.resolve("numbers")).version()).isZero();

        RunReport again = run(temp, 6, -1, 2);

        assertThat(again.tables()).extracting(TableCommit::rows).containsExactly(3_960L, 40L);
        assertThat(DeltaTable.open(temp.resolve("numbers")).rows(Long.MAX_VALUE))
                .hasSize(5_940)
                .extracting(row -> row.get("n"))
                .doesNotHaveDuplicates();
        Path other = temp.resolve("other");
        run(other, 2, -1, 1);
        run(other, 6, -1, 1);
        Map<String, String> expected = dataFiles(other);
        Map<String, String> files = dataFiles(temp);
        files.keySet().removeIf(name -> name.startsWith("other"));
        assertThat(files).isEqualTo(expected);
    }

    @Test
    void runOfTheSameApplicationWithOtherInputIsToldThatOneIsAtWork() throws IOException {
        List<Throwable> told = new ArrayList<>();
        RunListener starter = new RunListener() {
            @Override
            public void unitAppended(int unit) {
                told.add(catchThrowable(() -> run(temp, 1, -1, 1)));
            }
        };
        run(temp, 2, -1, RunOptions.builder().unitWeight(1).listener(starter).build());

        assertThat(told)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining("another run with app id 'xylem' is writing"));
        assertThat(run(temp, 2, -1, 2).archivesSkipped()).isEqualTo(2);
        assertThat(DeltaTable.open(temp.resolve("numbers")).rows(Long.MAX_VALUE))
                .hasSize(1_980);
    }

    private static RunReport run(Path lake, int archives, int failing, int parallelism) {
        return run(
                lake,
                archives,
                failing,
                RunOptions.builder()
                        .parallelism(parallelism)
                        .unitWeight(1)
                        .startedAt(Instant.parse("2026-01-02T03:04:05Z"))
                        .runId("run")
                        .build());
    }

    private static RunReport run(Path lake, int archives, int failing, RunOptions options) {
        Path table = lake.resolve("numbers");
        return Pipeline.from(new Numbers(archives, failing))
                .flatten(new Batches())
                .into(DeltaSink.table(table).fileBytes(4096).partitionBy("rest").build())
                .onReject(DeltaQuarantine.beside(table))
                .run(options);
    }

    private static Map<String, String> dataFiles(Path lake) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(lake)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = lake.relativize(file).toString();
                if (!name.contains("_delta_log") && !name.contains("_xylem")) {
                    files.put(name, java.util.Arrays.toString(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    private record Numbers(int archives, int failing) implements Source<Long> {
        @Override
        public List<Split<Long>> plan(PlanContext context) {
            List<Split<Long>> splits = new ArrayList<>();
            for (int i = 0; i < archives; i++) {
                if (context.admit(new Archive("archive-" + i, 1000, "none:" + i))) {
                    splits.add(new Thousand(i, i == failing));
                }
            }
            return splits;
        }
    }

    private record Thousand(int archive, boolean failing) implements Split<Long> {
        @Override
        public String id() {
            return "archive-" + archive;
        }

        @Override
        public long weight() {
            return 1000;
        }

        @Override
        public Cursor<Long> open(TaskContext context) {
            return new Cursor<>() {
                private long next = archive * 1000L - 1;

                @Override
                public boolean advance() throws IOException {
                    next++;
                    if (failing && next % 1000 == 900) {
                        throw new IOException("archive " + archive + " is out of reach");
                    }
                    if (next == (archive + 1) * 1000L) {
                        return false;
                    }
                    context.ledger().discovered(id());
                    return true;
                }

                @Override
                public Long current() {
                    return next;
                }

                @Override
                public void close() {}
            };
        }
    }

    private record Batches() implements Flattener<Long, ArrowBatch> {
        @Override
        public List<TableSchema> tables() {
            return List.of(TABLE);
        }

        @Override
        public Cursor<ArrowBatch> flatten(Cursor<? extends Long> in, TaskContext context) {
            return new BatchCursor(in, context);
        }
    }

    private static final class BatchCursor implements Cursor<ArrowBatch> {
        private final BufferAllocator allocator = new RootAllocator();
        private final Cursor<? extends Long> in;
        private final TaskContext context;
        private VectorSchemaRoot root;

        BatchCursor(Cursor<? extends Long> in, TaskContext context) {
            this.in = in;
            this.context = context;
        }

        @Override
        public boolean advance() throws IOException {
            clear();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (rows.size() < 64 && in.advance()) {
                long n = in.current();
                String archive = "archive-" + n / 1000;
                if (n % 100 == 7) {
                    context.ledger()
                            .reject(new Reject(archive + "!/" + n, archive, n, -1, "SCHEMA", null, "a 7", null));
                } else {
                    rows.add(Map.of("n", n, "rest", (int) (n % 3)));
                    context.ledger().tabled(archive, 1);
                }
            }
            if (rows.isEmpty()) {
                return false;
            }
            root = ArrowRows.of(TABLE, rows, allocator);
            return true;
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of(TABLE.name(), root, allocator);
        }

        private void clear() {
            if (root != null) {
                root.close();
                root = null;
            }
        }

        @Override
        public void close() throws IOException {
            clear();
            allocator.close();
            in.close();
        }
    }
}
