package io.xylem.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobPlan;
import io.xylem.core.Limits;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.JobCommit;
import io.xylem.delta.internal.TableDefinition;
import io.xylem.testkit.TestJobContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that fills several tables. */
class DeltaTablesTest {
    private static final TableSchema ROOT =
            new TableSchema("flight", List.of(new Field("k", Primitive.LONG), new Field("day", Primitive.STRING)));
    private static final TableSchema FIX =
            new TableSchema("fix", List.of(new Field("k", Primitive.LONG), new Field("at", Primitive.TIMESTAMP)));
    private static final TableSchema LEG = new TableSchema("leg", List.of(new Field("k", Primitive.LONG)));
    private static final List<TableSchema> TABLES = List.of(ROOT, FIX, LEG);

    @TempDir
    Path temp;

    private Path lake() {
        return temp.resolve("lake");
    }

    private static TestJobContext job(long sequence) {
        return new TestJobContext(Jobs.run(Jobs.APP), sequence, TABLES);
    }

    private static List<Map<String, Object>> rows(TableSchema table, int from, int to) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("k", (long) i);
            if (table == ROOT) {
                row.put("day", "d" + i % 2);
            } else if (table == FIX) {
                row.put("at", Instant.ofEpochSecond(i * 86_400L));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<DeltaFile> write(DeltaSink sink, TestJobContext job, int from, int to) throws IOException {
        List<DeltaPart> parts = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                Encoder<ArrowBatch, DeltaPart> encoder =
                        sink.openEncoder(new TestTaskContext(job.run(), 0, Limits.DEFAULT, TABLES));
                VectorSchemaRoot flights = ArrowRows.of(ROOT, rows(ROOT, from, to), allocator);
                VectorSchemaRoot fixes = ArrowRows.of(FIX, rows(FIX, 2 * from, 2 * to), allocator);
                VectorSchemaRoot legs = ArrowRows.of(LEG, List.of(), allocator)) {
            Map<String, VectorSchemaRoot> roots = new LinkedHashMap<>();
            roots.put("flight", flights);
            roots.put("fix", fixes);
            roots.put("leg", legs);
            encoder.encode(ArrowBatch.of(roots, allocator), parts::add);
            encoder.finish(parts::add);
        }
        try (Appender<DeltaPart, DeltaFile> appender = sink.openAppender(job)) {
            for (DeltaPart part : parts) {
                appender.append(part);
            }
            return appender.finish();
        }
    }

    private static List<TableCommit> run(DeltaSink sink, long sequence, int from, int to) throws IOException {
        TestJobContext job = job(sequence);
        sink.openJournal(job.run(), TABLES).write(new JobPlan(sequence, "mapping-1", 1, List.of()));
        List<DeltaFile> files = write(sink, job, from, to);
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            return committer.commit(files);
        }
    }

    private List<Object> keys(String table) throws IOException {
        return DeltaTable.open(lake().resolve(table)).rows(100).stream()
                .map(row -> row.get("k"))
                .sorted()
                .toList();
    }

    @Test
    void eachTableIsADeltaTableInAFolderOfItsName() throws IOException {
        DeltaSink sink = DeltaSink.tables(lake()).build();
        assertThat(run(sink, 0, 0, 2))
                .extracting(commit -> commit.table() + " " + commit.version() + " " + commit.rows())
                .containsExactly("flight 0 2", "fix 0 4", "leg 0 0");
        run(sink, 1, 2, 3);
        assertThat(keys("flight")).containsExactly(0L, 1L, 2L);
        assertThat(keys("fix")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(keys("leg")).isEmpty();
        assertThat(sink.openJournal(Jobs.run(Jobs.APP), TABLES).committed()).isEqualTo(1);
        assertThat(sink.openJournal(Jobs.run(Jobs.APP), TABLES).plans()).hasSize(2);
    }

    /** As if a run had been killed between the commits of a job. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void jobThatIsCommittedToSomeTablesIsCompleted(int committed) throws IOException {
        DeltaSink sink = DeltaSink.tables(lake()).build();
        run(sink, 0, 0, 2);
        TestJobContext job = job(1);
        sink.openJournal(job.run(), TABLES).write(new JobPlan(1, "mapping-1", 1, List.of()));
        List<DeltaFile> files = write(sink, job, 2, 5);
        for (int table = 1; table <= committed; table++) {
            int index = table;
            new JobCommit(
                            new TableDefinition(
                                    lake().resolve(TABLES.get(table).name()), TABLES.get(table), List.of(), Map.of()),
                            job.run(),
                            1)
                    .commit(files.stream().filter(f -> f.table() == index).toList());
        }
        assertThat(sink.openJournal(job.run(), TABLES).committed()).isZero();
        assertThat(sink.openJournal(job.run(), TABLES).begun()).isEqualTo(committed == 0 ? 0 : 1);

        assertThat(run(sink, 1, 2, 5))
                .extracting(commit -> commit.table() + " " + commit.version() + " " + commit.rows())
                .containsExactly("flight 1 3", "fix 1 6", "leg 1 0");
        run(sink, 1, 2, 5);

        assertThat(keys("flight")).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(keys("fix")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(sink.openJournal(job.run(), TABLES).committed()).isEqualTo(1);
    }

    @Test
    void abortLeavesNoFiles() throws IOException {
        DeltaSink sink = DeltaSink.tables(lake()).build();
        TestJobContext job = job(0);
        List<DeltaFile> files = write(sink, job, 0, 3);
        try (Committer<DeltaFile> committer = sink.openCommitter(job)) {
            committer.abort(files);
        }
        try (var all = Files.walk(lake())) {
            assertThat(all.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
        }
    }

    @Test
    void tablesArePartitionedByTheColumnsThatTheyHave() throws IOException {
        DeltaSink sink = DeltaSink.tables(lake()).partitionBy("day", "at:date").build();
        run(sink, 0, 0, 2);
        assertThat(lake().resolve("flight/day=d1")).isDirectory();
        assertThat(lake().resolve("fix/at_date=1970-01-03")).isDirectory();
        assertThat(keys("flight")).containsExactly(0L, 1L);
        assertThat(keys("fix")).containsExactly(0L, 1L, 2L, 3L);
        DeltaSink wrong =
                DeltaSink.tables(temp.resolve("other")).partitionBy("nope").build();
        assertThatThrownBy(() -> wrong.check(TABLES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'nope'");
    }

    @Test
    void refusesAFolderWithOtherFiles() throws IOException {
        Files.createDirectories(lake());
        Files.writeString(lake().resolve("mine.xml"), "<a/>");
        assertThatThrownBy(() -> DeltaSink.tables(lake()).build().openJournal(Jobs.run(Jobs.APP), TABLES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a Delta table but a folder with other files in it");
        assertThat(lake()).isDirectoryContaining("glob:**/mine.xml");
    }

    @Test
    void tablesWhoseStateWasDeletedTakeMore() throws IOException {
        Files.createDirectories(lake().resolve("flight/_delta_log"));
        assertThat(DeltaSink.tables(lake())
                        .build()
                        .openJournal(Jobs.run(Jobs.APP), TABLES)
                        .plans())
                .isEmpty();
    }

    @Test
    void folderIsEitherATableOrHoldsTables() throws IOException {
        Jobs.commit(DeltaSink.table(lake()).build(), ROOT, 0, Jobs.Unit.of(rows(ROOT, 0, 1)));
        assertThatThrownBy(() -> DeltaSink.tables(lake()).build().check(TABLES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is a Delta table itself");
        Path several = temp.resolve("several");
        run(DeltaSink.tables(several).build(), 0, 0, 1);
        assertThatThrownBy(() -> DeltaSink.table(several).build().check(List.of(ROOT)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not a Delta table");
        assertThatThrownBy(() -> DeltaSink.table(several.resolve("fix")).build().check(List.of(ROOT)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is one of the tables around 'flight'");
        assertThatThrownBy(() -> DeltaSink.tables(several).build().check(List.of(FIX, LEG)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("around 'flight', but this job's root table is 'fix'");
    }
}
