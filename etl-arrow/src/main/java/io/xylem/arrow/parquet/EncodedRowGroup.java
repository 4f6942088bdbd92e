package io.xylem.arrow.parquet;

import io.xylem.arrow.parquet.internal.EncodedChunk;
import io.xylem.arrow.parquet.internal.ParquetSchema;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A row group, encoded and compressed, in memory. It belongs to whoever got it from the encoder; a {@link ParquetFileAppender}
 * takes it over, so it can be appended once. It may be handed from one thread to another.
 */
public final class EncodedRowGroup {
    private final ParquetSchema schema;
    private final List<EncodedChunk> chunks;
    private final long rows;
    private final long bytes;
    private boolean taken;

    EncodedRowGroup(ParquetSchema schema, List<EncodedChunk> chunks, long rows) {
        this.schema = schema;
        this.chunks = List.copyOf(chunks);
        this.rows = rows;
        this.bytes = chunks.stream().mapToLong(EncodedChunk::bytes).sum();
    }

    /**
     * The columns.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema.arrow();
    }

    /**
     * The number of rows.
     *
     * @return rows, at least 1
     */
    public long rows() {
        return rows;
    }

    /**
     * What the row group takes in the file, without its share of the footer and the page index.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Statistics of each column, or field of a struct, that is not inside a list.
     *
     * @return the statistics, in the order of the schema
     */
    public List<ColumnStatistics> statistics() {
        return schema.statistics(chunks.stream().map(EncodedChunk::statistics).toList());
    }

    ParquetSchema parquetSchema() {
        return schema;
    }

    /** Hands the chunks over, once. */
    List<EncodedChunk> takeChunks() {
        if (taken) {
            throw new IllegalStateException("the row group has been appended before; encode its rows again");
        }
        taken = true;
        return chunks;
    }
}
