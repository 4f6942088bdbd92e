package io.xylem.arrow.parquet;

import io.xylem.arrow.parquet.internal.FileBuilder;
import io.xylem.arrow.parquet.internal.ParquetSchema;
import io.xylem.core.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts encoded row groups, one after the other, into one Parquet file. Used by one thread at a time.
 *
 * <p>Appending copies bytes; all the work was done by the encoders. A file at a path appears there, complete, in
 * {@link #finish()} and not before; until then it is a hidden file {@code .<name>.incomplete} in the same folder. {@link #close()}
 * without {@code finish()} removes it, and the path is as it was before.
 */
public final class ParquetFileAppender implements Closeable {
    private final ParquetSchema schema;
    private final @Nullable FileTarget target;
    private final FileBuilder builder;
    private @Nullable ParquetFileInfo info;

    private ParquetFileAppender(
            ParquetSchema schema, ParquetOptions options, OutputStream out, @Nullable FileTarget target)
            throws IOException {
        this.schema = schema;
        this.target = target;
        this.builder = new FileBuilder(out, schema, options.metadata());
    }

    /**
     * Opens a file. An existing file at the path is replaced by {@link #finish()}; what an earlier attempt left behind is
     * overwritten.
     *
     * @param path the path of the finished file; its folder must exist
     * @param schema the columns
     * @param options how to write; those about encoding do not matter here
     * @return the appender, to be closed by the caller
     * @throws IOException if the file cannot be opened
     * @throws UsageException if a column has a type that Parquet files cannot hold
     */
    public static ParquetFileAppender create(Path path, Schema schema, ParquetOptions options) throws IOException {
        ParquetSchema parquet = ParquetSchema.of(schema);
        FileTarget target = FileTarget.open(path, options.sync());
        try {
            return new ParquetFileAppender(parquet, options, target.out(), target);
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * Writes to a stream.
     *
     * @param out where to write; flushed by {@link #finish()}, closed by nobody but the caller
     * @param schema the columns
     * @param options how to write; those about encoding and {@link ParquetOptions#sync()} do not matter here
     * @return the appender, to be closed by the caller
     * @throws IOException if the stream cannot be written
     * @throws UsageException if a column has a type that Parquet files cannot hold
     */
    public static ParquetFileAppender to(OutputStream out, Schema schema, ParquetOptions options) throws IOException {
        return new ParquetFileAppender(ParquetSchema.of(schema), options, out, null);
    }

    /**
     * Appends a row group and takes it over.
     *
     * @param group the row group
     * @throws IOException if it cannot be written
     * @throws UsageException if it has other columns than the file
     * @throws IllegalStateException if it has been appended before, or if the file is finished or could not be written before
     */
    public void append(EncodedRowGroup group) throws IOException {
        if (!group.parquetSchema().sameAs(schema)) {
            throw new UsageException("row group has other columns than the file: " + group.schema() + " instead of "
                    + schema.arrow() + "; encode it with the schema of the file");
        }
        builder.append(group.takeChunks(), group.rows());
    }

    /**
     * How many bytes have been written. The footer and the page index are yet to come.
     *
     * @return bytes
     */
    public long bytes() {
        return builder.position();
    }

    /**
     * How many rows have been written.
     *
     * @return rows
     */
    public long rows() {
        return builder.rows();
    }

    /**
     * Writes the page index and the footer, forces the file to the disk if the options say so, and makes it appear at its path.
     * Nothing can be appended any more.
     *
     * @return what was written
     * @throws IOException if the file cannot be completed; it does not appear then
     * @throws IllegalStateException if the file could not be written before
     */
    public ParquetFileInfo finish() throws IOException {
        ParquetFileInfo done = info;
        if (done == null) {
            builder.finish();
            if (target != null) {
                target.publish();
            }
            done = new ParquetFileInfo(
                    target == null ? null : target.path().toString(),
                    builder.rows(),
                    builder.position(),
                    builder.rowGroups(),
                    schema.statistics(builder.statistics()));
            info = done;
        }
        return done;
    }

    /**
     * Closes the file. Without a preceding successful {@link #finish()} it is discarded.
     *
     * @throws IOException if it cannot be closed or removed
     */
    @Override
    public void close() throws IOException {
        if (target != null) {
            target.close();
        }
    }
}
