package io.xylem.arrow.parquet.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Compresses and keeps the pages of a column chunk, and describes them. */
final class ChunkPages {
    private final Leaf leaf;
    private final Scratch scratch;

    private final List<byte[]> segments = new ArrayList<>();
    private final List<PageLocation> locations = new ArrayList<>();
    private final List<LeafStatistics> statistics = new ArrayList<>();
    private long rows;
    private long bytes;
    private long uncompressedBytes;
    private int dictionaryPages;

    ChunkPages(Leaf leaf, Scratch scratch) {
        this.leaf = leaf;
        this.scratch = scratch;
    }

    /** Adds a data page. */
    void add(ByteBuilder page, Encoding encoding, int slots, int pageRows, LeafStatistics pageStatistics) {
        PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), 0);
        header.setData_page_header(new DataPageHeader(slots, encoding, Encoding.RLE, Encoding.RLE));
        byte[] segment = encode(page, header);
        locations.add(new PageLocation(bytes, segment.length, rows));
        statistics.add(pageStatistics);
        segments.add(segment);
        rows += pageRows;
        bytes += segment.length;
        dictionaryPages += encoding == Encoding.RLE_DICTIONARY ? 1 : 0;
    }

    private byte[] encode(ByteBuilder page, PageHeader header) {
        PageCompressor compressor = scratch.compressor();
        int length = compressor.compress(page);
        CRC32 crc = new CRC32();
        crc.update(compressor.output(), 0, length);
        header.setCompressed_page_size(length);
        header.setCrc((int) crc.getValue());
        ByteBuilder out = scratch.header();
        out.clear();
        try {
            Util.writePageHeader(header, out);
        } catch (IOException e) {
            throw new UncheckedIOException("page header of column '" + leaf.title() + "' could not be encoded", e);
        }
        uncompressedBytes += out.size() + page.size();
        byte[] segment = new byte[out.size() + length];
        System.arraycopy(out.array(), 0, segment, 0, out.size());
        System.arraycopy(compressor.output(), 0, segment, out.size(), length);
        return segment;
    }

    /** Puts the dictionary, if any, in front, and starts a new chunk. */
    EncodedChunk finish(ValueEncoder values) {
        int dictionaryBytes = values.hasDictionary() ? addDictionary(values) : 0;
        LeafStatistics all = LeafStatistics.EMPTY;
        for (LeafStatistics page : statistics) {
            all = all.and(page, leaf.kind());
        }
        locations.forEach(page -> page.setOffset(page.getOffset() + dictionaryBytes));
        ColumnMetaData metadata = new ColumnMetaData(
                leaf.kind().type(),
                encodings(),
                leaf.path(),
                scratch.compressor().codec(),
                all.values(),
                uncompressedBytes,
                bytes,
                dictionaryBytes);
        if (values.hasDictionary()) {
            metadata.setDictionary_page_offset(0);
        }
        metadata.setStatistics(all.format(leaf.kind()));
        metadata.setEncoding_stats(encodingStatistics(values.hasDictionary()));
        EncodedChunk chunk = new EncodedChunk(
                List.copyOf(segments), metadata, columnIndex(), new OffsetIndex(List.copyOf(locations)), all);
        clear();
        return chunk;
    }

    private int addDictionary(ValueEncoder values) {
        ByteBuilder page = scratch.page();
        page.clear();
        values.writeDictionary(page);
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.size(), 0);
        header.setDictionary_page_header(new DictionaryPageHeader(values.entries(), Encoding.PLAIN));
        byte[] segment = encode(page, header);
        segments.add(0, segment);
        bytes += segment.length;
        return segment.length;
    }

    private List<Encoding> encodings() {
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN, Encoding.RLE));
        if (dictionaryPages > 0) {
            encodings.add(Encoding.RLE_DICTIONARY);
        }
        return encodings;
    }

    private List<PageEncodingStats> encodingStatistics(boolean dictionary) {
        List<PageEncodingStats> list = new ArrayList<>();
        if (dictionary) {
            list.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
            list.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.RLE_DICTIONARY, dictionaryPages));
        }
        int plainPages = statistics.size() - dictionaryPages;
        if (plainPages > 0) {
            list.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.PLAIN, plainPages));
        }
        return list;
    }

    /** None if a page has values but no bounds: the format asks for bounds of every page that is not all null. */
    private @Nullable ColumnIndex columnIndex() {
        List<Boolean> nullPages = new ArrayList<>();
        List<ByteBuffer> mins = new ArrayList<>();
        List<ByteBuffer> maxs = new ArrayList<>();
        List<Long> nullCounts = new ArrayList<>();
        List<Long> nanCounts = new ArrayList<>();
        for (LeafStatistics page : statistics) {
            boolean empty = page.values() == page.nulls();
            byte[] min = page.min();
            byte[] max = page.max();
            if (!empty && (!page.bounded() || min == null || max == null)) {
                return null;
            }
            nullPages.add(empty);
            mins.add(ByteBuffer.wrap(min == null ? new byte[0] : min));
            maxs.add(ByteBuffer.wrap(max == null ? new byte[0] : max));
            nullCounts.add(page.nulls());
            nanCounts.add(page.nans());
        }
        ColumnIndex index = new ColumnIndex(nullPages, mins, maxs, boundaryOrder());
        index.setNull_counts(nullCounts);
        if (leaf.kind().floating()) {
            index.setNan_counts(nanCounts);
        }
        return index;
    }

    private BoundaryOrder boundaryOrder() {
        boolean ascending = true;
        boolean descending = true;
        LeafStatistics before = LeafStatistics.EMPTY;
        for (LeafStatistics page : statistics) {
            if (page.min() == null || page.max() == null) {
                continue;
            }
            if (before.min() != null && before.max() != null) {
                int mins = Bounds.compare(leaf.kind(), before.min(), page.min());
                int maxs = Bounds.compare(leaf.kind(), before.max(), page.max());
                ascending &= mins <= 0 && maxs <= 0;
                descending &= mins >= 0 && maxs >= 0;
            }
            before = page;
        }
        return ascending ? BoundaryOrder.ASCENDING : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    private void clear() {
        segments.clear();
        locations.clear();
        statistics.clear();
        rows = 0;
        bytes = 0;
        uncompressedBytes = 0;
        dictionaryPages = 0;
    }
}
