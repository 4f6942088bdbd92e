package io.xylem.arrow.internal;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Cursor;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/** Batches of a layout with one table over chunks of shreds. Owns its allocator and its input. */
public final class AssemblyCursor implements Cursor<ArrowBatch> {
    private final Cursor<? extends Shreds> in;
    private final TaskContext context;
    private final BufferAllocator allocator;
    private final ChunkAssembler chunk;
    private final BatchBuilder builder;
    private final ArrowBatch batch;
    private int next;
    private int rows;
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
     * @param maxRows the most rows of a batch
     * @param maxBytes the most bytes of a batch, unless a single row is larger
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
        this.chunk = ChunkAssembler.of(schema, context);
        TableSchema table = schema.tables().get(0);
        this.builder = new BatchBuilder(SchemaConverter.toArrow(table), allocator, maxRows, maxBytes);
        this.batch = ArrowBatch.of(table.name(), builder.root(), allocator);
    }

    /**
     * Checks that the rules of all columns make sense.
     *
     * @param schema the levels
     * @throws io.xylem.core.UsageException if they do not
     */
    public static void check(ShredSchema schema) {
        ChunkAssembler.columns(schema);
    }

    @Override
    public boolean advance() throws IOException {
        valid = false;
        builder.begin();
        while (!builder.full() && fill()) {
            context.checkCancelled();
        }
        if (builder.rows() == 0) {
            return false;
        }
        builder.finish();
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
            rows = chunk.load(in.current());
            next = 0;
            chunkOpen = true;
        }
        next += builder.add(chunk, next, rows);
        if (next == rows) {
            chunk.account();
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
                in;
                builder) {
            chunkOpen = false;
        }
    }
}
