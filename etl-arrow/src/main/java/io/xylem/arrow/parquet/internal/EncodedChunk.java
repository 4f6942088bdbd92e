package io.xylem.arrow.parquet.internal;

import java.util.List;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;

/**
 * A column chunk, encoded and compressed. All offsets count from its first byte until {@link #moveTo} adds where that is.
 *
 * @param segments its bytes, headers included, in order
 * @param metadata its entry in the footer
 * @param columnIndex bounds of its pages; null if a page has none
 * @param offsetIndex places of its pages
 * @param statistics statistics of its values
 */
public record EncodedChunk(
        List<byte[]> segments,
        ColumnMetaData metadata,
        @Nullable ColumnIndex columnIndex,
        OffsetIndex offsetIndex,
        LeafStatistics statistics) {

    /**
     * The size of the chunk.
     *
     * @return bytes
     */
    public long bytes() {
        return metadata.getTotal_compressed_size();
    }

    /** The same without its bytes, to be kept until the footer is written. */
    EncodedChunk withoutSegments() {
        return new EncodedChunk(List.of(), metadata, columnIndex, offsetIndex, statistics);
    }

    /** Makes all offsets absolute. Called once. */
    void moveTo(long offset) {
        metadata.setData_page_offset(metadata.getData_page_offset() + offset);
        if (metadata.isSetDictionary_page_offset()) {
            metadata.setDictionary_page_offset(offset);
        }
        offsetIndex.getPage_locations().forEach(page -> page.setOffset(page.getOffset() + offset));
    }
}
