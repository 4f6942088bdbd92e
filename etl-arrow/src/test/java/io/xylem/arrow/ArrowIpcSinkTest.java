package io.xylem.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Cursor;
import io.xylem.core.Encoder;
import io.xylem.core.PipelineException;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import io.xylem.testkit.TestJobContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowIpcSinkTest {
    @TempDir
    private Path folder;

    private static ArrowIpcSink sink(ArrowIpcSink.Format format, Path path) {
        return format == ArrowIpcSink.Format.FILE ? ArrowIpcSink.file(path) : ArrowIpcSink.stream(path);
    }

    private static List<IpcPart> encode(ArrowIpcSink sink, ShredSchema schema, List<Doc> documents) throws IOException {
        List<IpcPart> parts = new ArrayList<>();
        TestTaskContext context = new TestTaskContext(List.of(schema.stackedTable()));
        try (Encoder<ArrowBatch, IpcPart> encoder = sink.openEncoder(context);
                Cursor<ArrowBatch> batches = ArrowFlattener.of(new ModelShredder(schema, 16))
                        .withBatches(100, 1 << 20)
                        .flatten(ModelShredder.cursor(documents), context)) {
            while (batches.advance()) {
                encoder.encode(batches.current(), parts::add);
            }
            encoder.finish(parts::add);
        }
        return parts;
    }

    private static List<IpcFile> append(ArrowIpcSink sink, TableSchema table, List<IpcPart> parts) throws IOException {
        try (Appender<IpcPart, IpcFile> appender = sink.openAppender(new TestJobContext(0, List.of(table)))) {
            for (IpcPart part : parts) {
                appender.append(part);
            }
            return appender.finish();
        }
    }

    private static void commit(ArrowIpcSink sink, TableSchema table, List<IpcFile> files) throws IOException {
        try (Committer<IpcFile> committer = sink.openCommitter(new TestJobContext(0, List.of(table)))) {
            committer.commit(files);
        }
    }

    private static List<Map<String, Object>> read(ArrowIpcSink.Format format, Path path) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(path);
                ArrowReader reader = format == ArrowIpcSink.Format.FILE
                        ? new ArrowFileReader(channel, allocator)
                        : new ArrowStreamReader(Channels.newInputStream(channel), allocator)) {
            while (reader.loadNextBatch()) {
                rows.addAll(Rows.of(reader.getVectorSchemaRoot()));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void arrowReadsBackEveryType(ArrowIpcSink.Format format) throws IOException {
        long seed = 99;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            Models models = new Models(random);
            ShredSchema schema = models.schema();
            List<Doc> documents = models.documents(schema, random.nextInt(100));
            Path path = folder.resolve("deep/er/t" + round);
            ArrowIpcSink sink = sink(format, path);
            commit(sink, schema.stackedTable(), append(sink, schema.stackedTable(), encode(sink, schema, documents)));
            assertThat(read(format, path)
                            .equals(new NaiveRows(schema, documents)
                                    .rows()
                                    .get(schema.stackedTable().name())))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheSchemaWithComments(ArrowIpcSink.Format format) throws IOException {
        Path path = folder.resolve("t");
        ArrowIpcSink sink = sink(format, path);
        TableSchema table = Flights.SCHEMA.stackedTable();
        commit(sink, table, append(sink, table, List.of()));
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(path);
                ArrowReader reader = format == ArrowIpcSink.Format.FILE
                        ? new ArrowFileReader(channel, allocator)
                        : new ArrowStreamReader(Channels.newInputStream(channel), allocator)) {
            assertThat(SchemaConverter.fromArrow(
                            "flight", reader.getVectorSchemaRoot().getSchema()))
                    .isEqualTo(table);
            assertThat(reader.loadNextBatch()).isFalse();
        }
    }

    @Test
    void replacesAnOlderFileOnlyAtTheCommit() throws IOException {
        Path path = folder.resolve("t.arrow");
        Files.writeString(path, "old");
        ArrowIpcSink sink = ArrowIpcSink.file(path);
        TableSchema table = Flights.SCHEMA.stackedTable();
        List<IpcFile> files = append(sink, table, encode(sink, Flights.SCHEMA, Flights.documents(0, 10)));
        assertThat(path).hasContent("old");
        commit(sink, table, files);
        assertThat(read(ArrowIpcSink.Format.FILE, path)).hasSize(60);
        assertThat(files.get(0).bytes()).isEqualTo(Files.size(path));
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void commitOfALostFileFails() throws IOException {
        Path path = folder.resolve("t.arrow");
        ArrowIpcSink sink = ArrowIpcSink.file(path);
        TableSchema table = Flights.SCHEMA.stackedTable();
        List<IpcFile> files = append(sink, table, List.of());
        Files.delete(Path.of(files.get(0).partial()));
        assertThatThrownBy(() -> commit(sink, table, files)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void rejectsAFolder() {
        TestJobContext job = new TestJobContext(0, List.of(Flights.SCHEMA.stackedTable()));
        assertThatThrownBy(() -> ArrowIpcSink.file(folder).openAppender(job))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void rejectsSeveralTables() {
        TableSchema table = Flights.SCHEMA.stackedTable();
        TestJobContext job = new TestJobContext(0, List.of(table, new TableSchema("other", table.fields())));
        assertThatThrownBy(() -> ArrowIpcSink.file(folder.resolve("t")).openAppender(job))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("other");
    }

    @Test
    void rejectsBatchesOfAnotherShape() throws IOException {
        TableSchema wider = Flights.SCHEMA.stackedTable().with(List.of(new Field("h3_5", Primitive.LONG)));
        TestTaskContext context = new TestTaskContext(List.of(wider));
        try (Encoder<ArrowBatch, IpcPart> encoder =
                        ArrowIpcSink.file(folder.resolve("t")).openEncoder(context);
                Cursor<ArrowBatch> batches = ArrowFlattener.of(new ModelShredder(Flights.SCHEMA, 8))
                        .flatten(ModelShredder.cursor(Flights.documents(0, 1)), context)) {
            assertThat(batches.advance()).isTrue();
            assertThatThrownBy(() -> encoder.encode(batches.current(), part -> {}))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("h3_5");
        }
    }
}
