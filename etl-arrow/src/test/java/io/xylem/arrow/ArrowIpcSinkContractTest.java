package io.xylem.arrow;

import io.xylem.core.Cursor;
import io.xylem.core.Sink;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.SinkContractTest;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;

class ArrowIpcSinkContractTest extends SinkContractTest<ArrowBatch, IpcPart, IpcFile> {
    @Override
    protected Sink<ArrowBatch, IpcPart, IpcFile> sink(Path target) {
        return ArrowIpcSink.file(target.resolve("flight.arrow"));
    }

    @Override
    protected List<TableSchema> tables() {
        return List.of(Flights.SCHEMA.stackedTable());
    }

    @Override
    protected Cursor<ArrowBatch> batches(int unit) throws IOException {
        return ArrowFlattener.of(new ModelShredder(Flights.SCHEMA, 8))
                .withBatches(20, 1 << 20)
                .flatten(ModelShredder.cursor(Flights.documents(unit * 10, 10)), new TestTaskContext(tables()));
    }

    @Override
    protected List<?> rows(ArrowBatch batch) {
        return Rows.of(batch.root());
    }

    @Override
    protected boolean isData(Path path) {
        return true;
    }

    @Override
    protected List<?> visibleRows(Path target) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (!Files.isDirectory(target)) {
            return rows;
        }
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()) {
                try (RootAllocator allocator = new RootAllocator();
                        ArrowFileReader reader = new ArrowFileReader(FileChannel.open(file), allocator)) {
                    while (reader.loadNextBatch()) {
                        rows.addAll(Rows.of(reader.getVectorSchemaRoot()));
                    }
                }
            }
        }
        return rows;
    }
}
