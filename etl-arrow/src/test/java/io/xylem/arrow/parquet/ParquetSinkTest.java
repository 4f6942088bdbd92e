package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.TestJobContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSinkTest {
    private static final TableSchema ROOT = ParquetSinkContractTest.TABLE;
    private static final TableSchema CHILD =
            new TableSchema("position", List.of(new Field("lat", Primitive.DOUBLE), new Field("n", Primitive.INT)));

    @TempDir
    Path folder;

    private List<TableCommit> run(ParquetSink sink, long sequence, int seed, int batches) throws IOException {
        TestJobContext job = new TestJobContext(sequence, List.of(ROOT));
        List<ParquetPart> parts = new ArrayList<>();
        try (Encoder<ArrowBatch, ParquetPart> encoder = sink.openEncoder(new TestTaskContext(List.of(ROOT)));
                ParquetSinkContractTest.RandomCursor cursor =
                        new ParquetSinkContractTest.RandomCursor(ROOT, seed, batches)) {
            while (cursor.advance()) {
                encoder.encode(cursor.current(), parts::add);
            }
            encoder.finish(parts::add);
        }
        try (Appender<ParquetPart, PendingFile> appender = sink.openAppender(job);
                Committer<PendingFile> committer = sink.openCommitter(job)) {
            for (ParquetPart part : parts) {
                appender.append(part);
            }
            return committer.commit(appender.finish());
        }
    }

    private ParquetSink sink() {
        return ParquetSink.into(folder)
                .with(ParquetOptions.builder().rowGroupRows(50).sync(false).build());
    }

    private List<String> names() throws IOException {
        return ParquetSinkContractTest.files(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void startsANewFileAtTheTargetSize() throws IOException {
        List<TableCommit> commits = run(sink().withFileBytes(4_000), 0, 1, 8);
        List<Path> files = ParquetSinkContractTest.files(folder);
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(names()).startsWith("part-00000.parquet", "part-00001.parquet");
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
            assertThat(new RawFooter(file).metadata().getRow_groups()).isNotEmpty();
        }
        assertThat(commits).containsExactly(new TableCommit("flight", -1, 400, files.size(), bytes));
    }

    @Test
    void replacesTheFilesOfAnEarlierRun() throws IOException {
        run(sink().withFileBytes(1), 0, 1, 4);
        assertThat(names()).hasSize(4);
        run(sink().withFileBytes(1), 0, 2, 2);
        assertThat(names()).containsExactly("part-00000.parquet", "part-00001.parquet");
    }

    @Test
    void keepsTheFilesOfOtherJobs() throws IOException {
        run(sink().withFileBytes(1), 0, 1, 2);
        run(sink().withFileBytes(1), 3, 2, 1);
        assertThat(names()).containsExactly("part-00000.parquet", "part-00001.parquet", "part-3-00000.parquet");
        assertThat(ParquetSinkContractTest.read(folder)).hasSize(150);
    }

    @Test
    void tableWithoutRowsHasASchema() throws IOException {
        assertThat(run(sink(), 0, 1, 0).get(0).files()).isEqualTo(1);
        RawFooter footer = new RawFooter(folder.resolve("part-00000.parquet"));
        assertThat(footer.metadata().getNum_rows()).isZero();
        assertThat(footer.leaves()).hasSize(4);
    }

    @Test
    void removesWhatACrashLeft() throws IOException {
        Path hidden = folder.resolve(".part-00007.parquet.pending");
        Files.writeString(hidden, "left behind");
        Files.writeString(folder.resolve("..part-00008.parquet.pending.incomplete"), "left behind");
        Path foreign = Files.writeString(folder.resolve(".part-1-00007.parquet.pending"), "of another job");
        run(sink(), 0, 1, 1);
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(foreign, folder.resolve("part-00000.parquet"));
        }
    }

    @Test
    void givesEachOfSeveralTablesAFolder() throws IOException {
        List<TableSchema> tables = List.of(ROOT, CHILD);
        TestJobContext job = new TestJobContext(0, tables);
        List<ParquetPart> parts = new ArrayList<>();
        RandomBatches random = new RandomBatches(5);
        ParquetSink sink = sink();
        List<List<Object>> expected = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = random.batch(SchemaConverter.toArrow(ROOT), 30, allocator);
                VectorSchemaRoot child = random.batch(SchemaConverter.toArrow(CHILD), 120, allocator);
                Encoder<ArrowBatch, ParquetPart> encoder = sink.openEncoder(new TestTaskContext(tables))) {
            Map<String, VectorSchemaRoot> roots = new LinkedHashMap<>();
            roots.put("flight", root);
            roots.put("position", child);
            encoder.encode(ArrowBatch.of(roots, allocator), parts::add);
            encoder.finish(parts::add);
            expected.addAll(ArrowRows.of(child));
        }
        try (Appender<ParquetPart, PendingFile> appender = sink.openAppender(job);
                Committer<PendingFile> committer = sink.openCommitter(job)) {
            for (ParquetPart part : parts) {
                appender.append(part);
            }
            assertThat(committer.commit(appender.finish()))
                    .extracting(TableCommit::table)
                    .containsExactly("flight", "position");
        }
        assertThat(ParquetSinkContractTest.read(folder.resolve("flight"))).hasSize(30);
        assertThat(ParquetSinkContractTest.read(folder.resolve("position"))).isEqualTo(expected);
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThatThrownBy(() -> ParquetSink.into(file).openAppender(new TestJobContext(0, List.of(ROOT))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void failsWhenAFinishedFileIsGone() throws IOException {
        TestJobContext job = new TestJobContext(0, List.of(ROOT));
        ParquetSink sink = sink();
        List<PendingFile> files;
        try (Appender<ParquetPart, PendingFile> appender = sink.openAppender(job)) {
            files = appender.finish();
        }
        Files.delete(folder.resolve(".part-00000.parquet.pending"));
        try (Committer<PendingFile> committer = sink.openCommitter(job)) {
            assertThatThrownBy(() -> committer.commit(files)).isInstanceOf(NoSuchFileException.class);
        }
    }
}
