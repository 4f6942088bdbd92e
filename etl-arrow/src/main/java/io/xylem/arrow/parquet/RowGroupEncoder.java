package io.xylem.arrow.parquet;

import io.xylem.arrow.parquet.internal.ParquetSchema;
import io.xylem.arrow.parquet.internal.RowGroupBuilder;
import io.xylem.core.UsageException;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Encodes Arrow batches into row groups in memory. Used by one thread; many encoders work at the same time.
 *
 * <p>The output depends on the rows and the options only: not on how the rows are divided into batches.
 */
public final class RowGroupEncoder implements AutoCloseable {
    private final ParquetSchema schema;
    private final RowGroupBuilder builder;
    private boolean failed;

    /**
     * Opens an encoder.
     *
     * @param schema the columns of all batches
     * @param options how to encode
     * @throws UsageException if a column has a type that Parquet files cannot hold, or is dictionary-encoded in Arrow
     */
    public RowGroupEncoder(Schema schema, ParquetOptions options) {
        this.schema = ParquetSchema.of(schema);
        this.builder = new RowGroupBuilder(this.schema, options);
    }

    /**
     * Encodes the rows of a batch. The batch is only borrowed.
     *
     * @param batch the batch; may be empty
     * @param out takes each row group that became full; the row group belongs to it
     * @throws UsageException if the batch has other columns than the encoder, a null where its schema says there is none, or a
     *     decimal that does not fit its precision
     * @throws IllegalStateException if encoding has failed before: columns may then differ in length
     */
    public void encode(VectorSchemaRoot batch, Consumer<? super EncodedRowGroup> out) {
        requireSound();
        builder.begin(batch);
        int row = 0;
        while (row < batch.getRowCount()) {
            failed = true;
            row = builder.write(row);
            failed = false;
            if (builder.full()) {
                flush(out);
            }
        }
    }

    private void requireSound() {
        if (failed) {
            throw new IllegalStateException(
                    "a batch could not be encoded before; nothing more can come of this encoder");
        }
    }

    /**
     * Hands out the rows that are not yet part of a row group. The encoder can be used further.
     *
     * @param out takes the row group, if there is one; it belongs to it
     * @throws IllegalStateException if encoding has failed before
     */
    public void flush(Consumer<? super EncodedRowGroup> out) {
        requireSound();
        int rows = builder.rows();
        if (rows > 0) {
            out.accept(new EncodedRowGroup(schema, builder.finish(), rows));
        }
    }

    /**
     * How many rows are not yet part of a row group that was handed out.
     *
     * @return rows
     */
    public int pendingRows() {
        return builder.rows();
    }

    /** Releases the compressor. Rows not yet handed out are lost. */
    @Override
    public void close() {
        builder.close();
    }
}
