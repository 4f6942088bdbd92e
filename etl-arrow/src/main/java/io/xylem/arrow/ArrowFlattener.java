package io.xylem.arrow;

import io.xylem.arrow.internal.AssemblyCursor;
import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Turns documents into typed Arrow batches: lets a {@link Shredder} take them apart, parses each text once, and assembles rows
 * in the layout that the mapping asks for.
 *
 * <p>Texts become values by the lexical forms of XSD and the rules of their column. A document with a null in a required
 * column, or a bad value in a column that rejects them, is refused as a whole; every other document is reported as tabled once
 * all its rows are in batches. Values that no column could take are kept in {@code _rescued}.
 *
 * <p>Where batches end depends only on the input and the two limits, never on time or threads.
 *
 * @param <D> the kind of document
 */
public final class ArrowFlattener<D> implements Flattener<D, ArrowBatch> {
    private static final long serialVersionUID = 1L;

    private static final int DEFAULT_ROWS = 4096;
    private static final long DEFAULT_BYTES = 8 << 20;

    private final Shredder<D> shredder;
    private final int maxRows;
    private final long maxBytes;

    private ArrowFlattener(Shredder<D> shredder, int maxRows, long maxBytes) {
        this.shredder = shredder;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /**
     * A flattener over a shredder, with batches of at most 4,096 rows and 8 MiB.
     *
     * @param shredder takes documents apart
     * @param <D> the kind of document
     * @return the flattener
     * @throws UsageException if the layout is not available, the rules of a column make no sense, or this JVM {@linkplain ArrowAccess
     *     does not let Arrow in}
     */
    public static <D> ArrowFlattener<D> of(Shredder<D> shredder) {
        ArrowAccess.require();
        shredder.tables();
        AssemblyCursor.check(shredder.schema());
        return new ArrowFlattener<>(shredder, DEFAULT_ROWS, DEFAULT_BYTES);
    }

    /**
     * The same flattener with other bounds for its batches.
     *
     * @param rows the most rows of a batch, at least 1; 2,000 to 8,000 are fastest
     * @param bytes the most bytes of a batch, apart from validity, at least 1; a single row may be larger
     * @return the flattener
     * @throws UsageException if a bound is not positive
     */
    public ArrowFlattener<D> withBatches(int rows, long bytes) {
        if (rows < 1 || bytes < 1) {
            throw new UsageException("batches of " + rows + " rows and " + bytes + " bytes: both must be at least 1");
        }
        return new ArrowFlattener<>(shredder, rows, bytes);
    }

    @Override
    public List<TableSchema> tables() {
        return shredder.tables();
    }

    @Override
    public String version() {
        return shredder.version();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The batches live in an allocator of the cursor's own.
     */
    @Override
    public Cursor<ArrowBatch> flatten(Cursor<? extends D> in, TaskContext context) throws IOException {
        return open(in, context, new RootAllocator());
    }

    /**
     * Opens the recipe over an input, with memory from a given allocator.
     *
     * @param in the input; closed together with the returned cursor
     * @param context the task
     * @param parent where memory is taken from, through a child that is closed with the cursor
     * @return a cursor over the batches
     * @throws IOException if the input cannot be read
     */
    public Cursor<ArrowBatch> flatten(Cursor<? extends D> in, TaskContext context, BufferAllocator parent)
            throws IOException {
        return open(in, context, parent.newChildAllocator("flattener of unit " + context.unit(), 0, Long.MAX_VALUE));
    }

    private Cursor<ArrowBatch> open(Cursor<? extends D> in, TaskContext context, BufferAllocator allocator)
            throws IOException {
        Cursor<Shreds> shreds = null;
        try {
            shreds = shredder.flatten(in, context);
            return new AssemblyCursor(shreds, shredder.schema(), context, allocator, maxRows, maxBytes);
        } catch (IOException | RuntimeException | Error e) {
            try (allocator) {
                if (shreds != null) {
                    shreds.close();
                }
            } catch (IOException | RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
