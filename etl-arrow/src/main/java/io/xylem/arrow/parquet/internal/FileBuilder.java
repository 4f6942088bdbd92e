package io.xylem.arrow.parquet.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes a Parquet file: row groups, then the page index, then the footer (<a
 * href="https://parquet.apache.org/docs/file-format/">File Format</a>).
 */
public final class FileBuilder {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final String CREATED_BY = "xylem version 1.0.0 (build 1)";

    private final OutputStream out;
    private final ParquetSchema schema;
    private final Map<String, String> metadata;
    private final ByteBuilder buffer = new ByteBuilder(1 << 12);
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<EncodedIndex> indexes = new ArrayList<>();
    private final List<LeafStatistics> statistics = new ArrayList<>();
    private long position;
    private long rows;
    private boolean finished;
    private boolean failed;

    private record EncodedIndex(ColumnChunk chunk, EncodedChunk encoded) {}

    /**
     * Starts a file.
     *
     * @param out where to write; stays with the caller
     * @param schema the columns
     * @param metadata key-value metadata
     * @throws IOException if it cannot be written
     */
    public FileBuilder(OutputStream out, ParquetSchema schema, Map<String, String> metadata) throws IOException {
        this.out = out;
        this.schema = schema;
        this.metadata = metadata;
        schema.leaves().forEach(leaf -> statistics.add(LeafStatistics.EMPTY));
        write(MAGIC, MAGIC.length);
    }

    /**
     * Appends a row group and takes it over.
     *
     * @param chunks its chunks
     * @param groupRows its rows
     * @throws IOException if it cannot be written
     */
    public void append(List<EncodedChunk> chunks, long groupRows) throws IOException {
        requireOpen();
        failed = true;
        long start = position;
        long uncompressed = 0;
        List<ColumnChunk> columns = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            EncodedChunk encoded = chunks.get(i);
            encoded.moveTo(position);
            for (byte[] segment : encoded.segments()) {
                write(segment, segment.length);
            }
            ColumnChunk column = new ColumnChunk(0);
            column.setMeta_data(encoded.metadata());
            columns.add(column);
            indexes.add(new EncodedIndex(column, encoded.withoutSegments()));
            statistics.set(
                    i,
                    statistics
                            .get(i)
                            .and(encoded.statistics(), schema.leaves().get(i).kind()));
            uncompressed += encoded.metadata().getTotal_uncompressed_size();
        }
        RowGroup group = new RowGroup(columns, uncompressed, groupRows);
        group.setFile_offset(start);
        group.setTotal_compressed_size(position - start);
        if (rowGroups.size() <= Short.MAX_VALUE) {
            group.setOrdinal((short) rowGroups.size());
        }
        rowGroups.add(group);
        rows += groupRows;
        failed = false;
    }

    /**
     * Writes the page index and the footer, and flushes.
     *
     * @throws IOException if they cannot be written
     */
    public void finish() throws IOException {
        requireOpen();
        finished = true;
        for (EncodedIndex index : indexes) {
            ColumnIndex columnIndex = index.encoded().columnIndex();
            if (columnIndex != null) {
                buffer.clear();
                Util.writeColumnIndex(columnIndex, buffer);
                index.chunk().setColumn_index_offset(position);
                index.chunk().setColumn_index_length(buffer.size());
                write(buffer.array(), buffer.size());
            }
        }
        for (EncodedIndex index : indexes) {
            buffer.clear();
            Util.writeOffsetIndex(index.encoded().offsetIndex(), buffer);
            index.chunk().setOffset_index_offset(position);
            index.chunk().setOffset_index_length(buffer.size());
            write(buffer.array(), buffer.size());
        }
        writeFooter();
        out.flush();
    }

    private void writeFooter() throws IOException {
        FileMetaData footer = new FileMetaData(2, schema.elements(), rows, rowGroups);
        footer.setCreated_by(CREATED_BY);
        List<ColumnOrder> orders = new ArrayList<>();
        schema.leaves().forEach(leaf -> orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        footer.setColumn_orders(orders);
        if (!metadata.isEmpty()) {
            List<KeyValue> pairs = new ArrayList<>();
            metadata.forEach((key, value) -> pairs.add(new KeyValue(key).setValue(value)));
            footer.setKey_value_metadata(pairs);
        }
        buffer.clear();
        Util.writeFileMetaData(footer, buffer);
        buffer.writeInt(buffer.size());
        buffer.write(MAGIC, 0, MAGIC.length);
        write(buffer.array(), buffer.size());
    }

    /**
     * How many bytes have been written.
     *
     * @return bytes
     */
    public long position() {
        return position;
    }

    /**
     * How many rows have been written.
     *
     * @return rows
     */
    public long rows() {
        return rows;
    }

    /**
     * How many row groups have been written.
     *
     * @return row groups
     */
    public int rowGroups() {
        return rowGroups.size();
    }

    /**
     * Statistics of all row groups together.
     *
     * @return one for each leaf
     */
    public List<LeafStatistics> statistics() {
        return List.copyOf(statistics);
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the Parquet file is finished; nothing can be added to it");
        } else if (failed) {
            throw new IllegalStateException("a row group could not be written before; the Parquet file is of no use");
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        position += length;
    }
}
