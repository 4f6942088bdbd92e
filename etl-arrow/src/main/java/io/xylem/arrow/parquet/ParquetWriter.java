package io.xylem.arrow.parquet;

import io.xylem.core.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes Arrow batches to one Parquet file. Used by one thread at a time.
 *
 * <pre>{@code
 * try (ParquetWriter writer = ParquetWriter.open(path, root.getSchema(), ParquetOptions.defaults())) {
 *     writer.write(root);
 *     ParquetFileInfo file = writer.finish();
 * }
 * }</pre>
 *
 * <p>The file appears at its path in {@link #finish()} and not before; {@link #close()} without it, such as after an exception,
 * leaves nothing behind.
 */
public final class ParquetWriter implements Closeable {
    private final RowGroupEncoder encoder;
    private final ParquetFileAppender appender;
    private final Queue<EncodedRowGroup> ready = new ArrayDeque<>();

    private ParquetWriter(RowGroupEncoder encoder, ParquetFileAppender appender) {
        this.encoder = encoder;
        this.appender = appender;
    }

    /**
     * Opens a file.
     *
     * @param path the path of the finished file; its folder must exist; an existing file is replaced by {@link #finish()}
     * @param schema the columns of all batches
     * @param options how to write
     * @return the writer, to be closed by the caller
     * @throws IOException if the file cannot be opened
     * @throws UsageException if a column has a type that Parquet files cannot hold
     */
    public static ParquetWriter open(Path path, Schema schema, ParquetOptions options) throws IOException {
        ParquetFileAppender appender = ParquetFileAppender.create(path, schema, options);
        return new ParquetWriter(new RowGroupEncoder(schema, options), appender);
    }

    /**
     * Writes to a stream.
     *
     * @param out where to write; flushed by {@link #finish()}, closed by nobody but the caller
     * @param schema the columns of all batches
     * @param options how to write
     * @return the writer, to be closed by the caller
     * @throws IOException if the stream cannot be written
     * @throws UsageException if a column has a type that Parquet files cannot hold
     */
    public static ParquetWriter to(OutputStream out, Schema schema, ParquetOptions options) throws IOException {
        ParquetFileAppender appender = ParquetFileAppender.to(out, schema, options);
        return new ParquetWriter(new RowGroupEncoder(schema, options), appender);
    }

    /**
     * Writes a batch. The batch is only borrowed.
     *
     * @param batch the batch; may be empty
     * @throws IOException if the file cannot be written
     * @throws UsageException if the batch has other columns than the file, a null where the schema says there is none, or a
     *     decimal that does not fit its precision
     * @throws IllegalStateException if the file is finished, or a batch could not be written before
     */
    public void write(VectorSchemaRoot batch) throws IOException {
        encoder.encode(batch, ready::add);
        append();
    }

    /**
     * How many rows have been taken.
     *
     * @return rows
     */
    public long rows() {
        return appender.rows() + encoder.pendingRows();
    }

    /**
     * Completes the file and makes it appear at its path. Nothing can be written any more.
     *
     * @return what was written
     * @throws IOException if the file cannot be completed; it does not appear then
     * @throws IllegalStateException if a batch could not be written before
     */
    public ParquetFileInfo finish() throws IOException {
        encoder.flush(ready::add);
        append();
        return appender.finish();
    }

    /**
     * Closes the file. Without a preceding successful {@link #finish()} it is discarded.
     *
     * @throws IOException if it cannot be closed or removed
     */
    @Override
    public void close() throws IOException {
        encoder.close();
        appender.close();
    }

    private void append() throws IOException {
        for (EncodedRowGroup group = ready.poll(); group != null; group = ready.poll()) {
            appender.append(group);
        }
    }
}
