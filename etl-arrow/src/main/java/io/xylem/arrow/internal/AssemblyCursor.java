package io.xylem.arrow.internal;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Cursor;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.Layout;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Batches over chunks of shreds, each with rows of all tables of the layout. Owns its allocator and its input. */
public final class AssemblyCursor implements Cursor<ArrowBatch> {
    private final Cursor<? extends Shreds> in;
    private final TaskContext context;
    private final BufferAllocator allocator;
    private final ParsedChunk chunk;
    private final List<OpenTable> tables = new ArrayList<>();
    private final ArrowBatch batch;
    private boolean chunkOpen;
    private boolean ended;
    private boolean valid;
    private boolean closed;

    /**
     * Opens a cursor.
     *
     * @param in the chunks; closed with the cursor
     * @param schema their levels
     * @param context the task
     * @param allocator for the vectors; closed with the cursor
     * @param maxRows the most rows of a table in a batch
     * @param maxBytes the most bytes of a table in a batch, unless a single row is larger
     */
    public AssemblyCursor(
            Cursor<? extends Shreds> in,
            ShredSchema schema,
            TaskContext context,
            BufferAllocator allocator,
            int maxRows,
            long maxBytes) {
        this.in = in;
        this.context = context;
        this.allocator = allocator;
        this.chunk = new ParsedChunk(schema, context, schema.layout() == Layout.NESTED);
        List<TableSchema> schemas = schema.tables();
        List<ChunkAssembler> assemblers = ChunkAssembler.of(schema, chunk);
        Map<String, VectorSchemaRoot> roots = new LinkedHashMap<>();
        for (int i = 0; i < schemas.size(); i++) {
            BatchBuilder builder =
                    new BatchBuilder(SchemaConverter.toArrow(schemas.get(i)), allocator, maxRows, maxBytes);
            tables.add(new OpenTable(schemas.get(i).name(), assemblers.get(i), builder));
            roots.put(schemas.get(i).name(), builder.root());
        }
        this.batch = ArrowBatch.of(roots, allocator);
    }

    /** A table, and how many rows of the current chunk are in batches. */
    private static final class OpenTable {
        final String name;
        final ChunkAssembler rows;
        final BatchBuilder builder;
        private int next;
        private int size;

        OpenTable(String name, ChunkAssembler rows, BatchBuilder builder) {
            this.name = name;
            this.rows = rows;
            this.builder = builder;
        }

        void load() {
            next = 0;
            size = rows.load();
        }

        /** Moves rows to the batch; whether all of the chunk are there. */
        boolean fill() {
            next += builder.add(rows, next, size);
            return next == size;
        }
    }

    /**
     * Checks that the rules of all columns make sense.
     *
     * @param schema the levels
     * @throws io.xylem.core.UsageException if they do not
     */
    public static void check(ShredSchema schema) {
        ParsedChunk.columns(schema);
    }

    @Override
    public boolean advance() throws IOException {
        valid = false;
        tables.forEach(table -> table.builder.begin());
        while (tables.stream().noneMatch(table -> table.builder.full()) && fill()) {
            context.checkCancelled();
        }
        if (tables.stream().allMatch(table -> table.builder.rows() == 0)) {
            return false;
        }
        tables.forEach(table -> table.builder.finish());
        valid = true;
        return true;
    }

    /** Moves rows of the current chunk, or of the next one, to the batch; whether there was one. */
    private boolean fill() throws IOException {
        if (!chunkOpen) {
            ended = ended || !in.advance();
            if (ended) {
                return false;
            }
            chunk.load(in.current());
            tables.forEach(OpenTable::load);
            chunkOpen = true;
        }
        boolean all = true;
        for (OpenTable table : tables) {
            all &= table.fill();
        }
        if (all) {
            chunk.account();
            tables.forEach(table -> context.ledger().rows(table.name, table.size));
            chunkOpen = false;
        }
        return true;
    }

    @Override
    public ArrowBatch current() {
        if (!valid) {
            throw new IllegalStateException("no current batch: advance() has not returned true");
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        valid = false;
        try (allocator;
                in) {
            chunkOpen = false;
            tables.forEach(table -> table.builder.close());
        }
    }
}
