package io.xylem.arrow.parquet;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Cursor;
import io.xylem.core.Sink;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.SinkContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

class ParquetSinkContractTest extends SinkContractTest<ArrowBatch, ParquetPart, PendingFile> {
    static final TableSchema TABLE = new TableSchema(
            "flight",
            List.of(
                    new Field("gufi", Primitive.STRING, false, "identifies the flight"),
                    new Field("time", Primitive.TIMESTAMP),
                    new Field("codes", new ListType(Primitive.STRING)),
                    new Field("lat", Primitive.DOUBLE)));

    @Override
    protected Sink<ArrowBatch, ParquetPart, PendingFile> sink(Path target) {
        return ParquetSink.into(target)
                .with(ParquetOptions.builder().rowGroupRows(70).sync(false).build())
                .withFileBytes(8_000);
    }

    @Override
    protected List<TableSchema> tables() {
        return List.of(TABLE);
    }

    @Override
    protected Cursor<ArrowBatch> batches(int unit) {
        return new RandomCursor(TABLE, unit, 3);
    }

    @Override
    protected List<?> rows(ArrowBatch batch) {
        return ArrowRows.of(batch.root());
    }

    @Override
    protected boolean isData(Path path) {
        return true;
    }

    @Override
    protected List<?> visibleRows(Path target) throws IOException {
        return read(target);
    }

    /** The rows of all visible files of a folder. */
    static List<List<Object>> read(Path folder) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            rows.addAll(ParquetRows.read(file));
        }
        return rows;
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Random batches of 50 rows; the same for the same seed. */
    static final class RandomCursor implements Cursor<ArrowBatch> {
        private final BufferAllocator allocator = new RootAllocator();
        private final TableSchema table;
        private final RandomBatches random;
        private int left;
        private VectorSchemaRoot root;

        RandomCursor(TableSchema table, long seed, int batches) {
            this.table = table;
            this.random = new RandomBatches(seed);
            this.left = batches;
        }

        @Override
        public boolean advance() {
            release();
            if (left == 0) {
                return false;
            }
            left--;
            root = random.batch(SchemaConverter.toArrow(table), 50, allocator);
            return true;
        }

        @Override
        public ArrowBatch current() {
            return ArrowBatch.of(table.name(), root, allocator);
        }

        private void release() {
            if (root != null) {
                root.close();
                root = null;
            }
        }

        @Override
        public void close() {
            release();
            allocator.close();
        }
    }
}
