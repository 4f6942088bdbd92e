package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a file appears, and what is refused. */
class ParquetWriterTest {
    private static final Schema SCHEMA = Batches.schema("n", new ArrowType.Int(64, true), true);
    private static final Schema REQUIRED = Batches.schema("n", new ArrowType.Int(64, true), false);

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir
    Path folder;

    @AfterEach
    void leavesNoMemoryBehind() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    private VectorSchemaRoot batch(Schema schema, int rows) {
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        BigIntVector vector = (BigIntVector) batch.getVector(0);
        for (int i = 0; i < rows; i++) {
            vector.setSafe(i, i);
        }
        batch.setRowCount(rows);
        return batch;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void fileAppearsWhenItIsFinished() throws IOException {
        Path file = folder.resolve("a.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, SCHEMA, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(SCHEMA, 10)) {
            writer.write(batch);
            writer.write(batch);
            assertThat(writer.rows()).isEqualTo(20);
            assertThat(files()).containsExactly(".a.parquet.incomplete");
            ParquetFileInfo info = writer.finish();
            assertThat(files()).containsExactly("a.parquet");
            assertThat(info.path()).isEqualTo(file.toString());
            assertThat(info.bytes()).isEqualTo(Files.size(file));
            assertThat(info.rows()).isEqualTo(20);
        }
        assertThat(files()).containsExactly("a.parquet");
    }

    @Test
    void closeWithoutFinishLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a.parquet"), "before");
        try (ParquetWriter writer = ParquetWriter.open(file, SCHEMA, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(SCHEMA, 10)) {
            writer.write(batch);
        }
        assertThat(files()).containsExactly("a.parquet");
        assertThat(file).hasContent("before");
    }

    @Test
    void finishReplacesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a.parquet"), "before");
        Files.writeString(
                folder.resolve(".a.parquet.incomplete"),
                "left by a crash, and longer than what is written now".repeat(99));
        try (ParquetWriter writer = ParquetWriter.open(file, SCHEMA, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(SCHEMA, 10)) {
            writer.write(batch);
            writer.finish();
        }
        assertThat(files()).containsExactly("a.parquet");
        assertThat(ParquetRows.read(file)).hasSize(10);
    }

    @Test
    void finishTwiceTellsTheSame() throws IOException {
        try (ParquetWriter writer =
                ParquetWriter.open(folder.resolve("a.parquet"), SCHEMA, ParquetOptions.defaults())) {
            assertThat(writer.finish()).isEqualTo(writer.finish());
        }
    }

    @Test
    void nothingCanBeAddedToAFinishedFile() throws IOException {
        ParquetOptions options = ParquetOptions.builder().rowGroupRows(5).build();
        try (ParquetWriter writer = ParquetWriter.open(folder.resolve("a.parquet"), SCHEMA, options);
                VectorSchemaRoot batch = batch(SCHEMA, 10)) {
            writer.finish();
            assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAMissingFolder() {
        Path file = folder.resolve("missing").resolve("a.parquet");
        assertThatThrownBy(() -> ParquetWriter.open(file, SCHEMA, ParquetOptions.defaults()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void writesTheSameToAStream() throws IOException {
        Path file = folder.resolve("a.parquet");
        ParquetOptions options = ParquetOptions.builder().metadata("k", "v").build();
        ByteArrayOutputStream stream = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("the stream is the caller's to close");
            }
        };
        try (VectorSchemaRoot batch = batch(SCHEMA, 100);
                ParquetWriter toFile = ParquetWriter.open(file, SCHEMA, options);
                ParquetWriter toStream = ParquetWriter.to(stream, SCHEMA, options)) {
            toFile.write(batch);
            toStream.write(batch);
            ParquetFileInfo info = toFile.finish();
            ParquetFileInfo streamed = toStream.finish();
            assertThat(streamed.path()).isNull();
            assertThat(streamed.columns()).isEqualTo(info.columns());
        }
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void keepsMetadata() throws IOException {
        ParquetOptions options =
                ParquetOptions.builder().metadata("b", "2").metadata("a", "1").build();
        Path file = folder.resolve("a.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, SCHEMA, options)) {
            writer.finish();
        }
        assertThat(new RawFooter(file).metadata().getKey_value_metadata())
                .extracting(pair -> pair.getKey() + "=" + pair.getValue())
                .containsExactly("a=1", "b=2");
    }

    @Test
    void refusesABatchWithOtherColumns() throws IOException {
        Schema other = Batches.schema("m", new ArrowType.Int(64, true), true);
        try (ParquetWriter writer = ParquetWriter.open(folder.resolve("a.parquet"), SCHEMA, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(other, 1)) {
            assertThatThrownBy(() -> writer.write(batch))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("other columns");
        }
    }

    @Test
    void takesABatchWhoseFieldsAreNullableForNoReason() throws IOException {
        try (ParquetWriter writer =
                        ParquetWriter.open(folder.resolve("a.parquet"), REQUIRED, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(SCHEMA, 3)) {
            writer.write(batch);
            assertThat(writer.finish().rows()).isEqualTo(3);
        }
    }

    @Test
    void refusesANullWhereThereMustBeNone() throws IOException {
        try (ParquetWriter writer =
                        ParquetWriter.open(folder.resolve("a.parquet"), REQUIRED, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(REQUIRED, 10)) {
            ((BigIntVector) batch.getVector(0)).setNull(7);
            assertThatThrownBy(() -> writer.write(batch))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("'n'")
                    .hasMessageContaining("row 7");
        }
    }

    @Test
    void nothingComesOfAWriterThatHasFailed() throws IOException {
        try (ParquetWriter writer =
                        ParquetWriter.open(folder.resolve("a.parquet"), REQUIRED, ParquetOptions.defaults());
                VectorSchemaRoot good = batch(REQUIRED, 10);
                VectorSchemaRoot bad = batch(REQUIRED, 10)) {
            ((BigIntVector) bad.getVector(0)).setNull(7);
            writer.write(good);
            assertThatThrownBy(() -> writer.write(bad)).isInstanceOf(UsageException.class);
            assertThatThrownBy(() -> writer.write(good)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void nothingComesOfAFileThatCouldNotBeWritten() throws IOException {
        OutputStream full = new OutputStream() {
            private int room = 100;

            @Override
            public void write(int value) throws IOException {
                if (--room < 0) {
                    throw new IOException("disk full");
                }
            }
        };
        try (ParquetFileAppender appender = ParquetFileAppender.to(full, SCHEMA, ParquetOptions.defaults())) {
            assertThatThrownBy(() -> appender.append(rowGroup(SCHEMA, 1000))).hasMessage("disk full");
            assertThatThrownBy(appender::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void rowGroupCanBeAppendedOnce() throws IOException {
        try (ParquetFileAppender appender =
                ParquetFileAppender.create(folder.resolve("a.parquet"), SCHEMA, ParquetOptions.defaults())) {
            EncodedRowGroup group = rowGroup(SCHEMA, 10);
            appender.append(group);
            assertThatThrownBy(() -> appender.append(group)).isInstanceOf(IllegalStateException.class);
        }
    }

    private EncodedRowGroup rowGroup(Schema schema, int rows) {
        List<EncodedRowGroup> groups = new ArrayList<>();
        try (RowGroupEncoder encoder = new RowGroupEncoder(schema, ParquetOptions.defaults());
                VectorSchemaRoot batch = batch(schema, rows)) {
            encoder.encode(batch, groups::add);
            encoder.flush(groups::add);
        }
        return groups.get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 25})
    void refusesADecimalBeyondItsPrecision(int precision) {
        ArrowType type = new ArrowType.Decimal(precision, 0, 128);
        assertThatThrownBy(() -> Batches.<DecimalVector>write(
                        folder.resolve("a.parquet"), type, 2, ParquetOptions.defaults(), (v, i) -> {
                            v.set(0, 1);
                            BitVectorHelper.setBit(v.getValidityBuffer(), 1);
                            v.getDataBuffer().setLong(16, 0);
                            v.getDataBuffer().setLong(24, 1L << 60);
                        }))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("digits");
    }

    @Test
    void refusesARowGroupOfAnotherFile() throws IOException {
        Schema other = Batches.schema("m", new ArrowType.Int(64, true), true);
        EncodedRowGroup group = rowGroup(other, 1);
        try (ParquetFileAppender appender =
                ParquetFileAppender.create(folder.resolve("a.parquet"), SCHEMA, ParquetOptions.defaults())) {
            assertThatThrownBy(() -> appender.append(group)).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void appendedRowGroupsMakeTheFileThatAWriterMakes() throws IOException {
        ParquetOptions options = ParquetOptions.builder().rowGroupRows(64).build();
        Path written = folder.resolve("written.parquet");
        Path appended = folder.resolve("appended.parquet");
        try (VectorSchemaRoot batch = batch(SCHEMA, 200);
                ParquetWriter writer = ParquetWriter.open(written, SCHEMA, options);
                RowGroupEncoder encoder = new RowGroupEncoder(SCHEMA, options);
                ParquetFileAppender appender = ParquetFileAppender.create(appended, SCHEMA, options)) {
            writer.write(batch);
            writer.finish();
            List<EncodedRowGroup> groups = new ArrayList<>();
            encoder.encode(batch, groups::add);
            assertThat(groups).extracting(EncodedRowGroup::rows).containsExactly(64L, 64L, 64L);
            assertThat(encoder.pendingRows()).isEqualTo(8);
            encoder.flush(groups::add);
            encoder.flush(groups::add);
            assertThat(groups).hasSize(4);
            for (EncodedRowGroup group : groups) {
                long before = appender.bytes();
                appender.append(group);
                assertThat(appender.bytes() - before).isEqualTo(group.bytes());
            }
            assertThat(groups.get(1).statistics().get(0).min()).isEqualTo(64L);
            ParquetFileInfo info = appender.finish();
            assertThat(info.rowGroups()).isEqualTo(4);
            assertThat(info.columns().get(0).max()).isEqualTo(199L);
        }
        assertThat(Files.readAllBytes(appended)).isEqualTo(Files.readAllBytes(written));
    }

    @Test
    void footerNamesNoClock() throws IOException {
        Path file = folder.resolve("a.parquet");
        try (ParquetWriter writer = ParquetWriter.open(file, SCHEMA, ParquetOptions.defaults())) {
            writer.finish();
        }
        String createdBy = new RawFooter(file).metadata().getCreated_by();
        assertThat(createdBy).isEqualTo("xylem version 1.0.0 (build 1)");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
    }
}
