package io.xylem.arrow.parquet.internal;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.UsageException;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Encodes one leaf of a row group: levels and values, page by page. */
final class ChunkEncoder {
    /** Rows that nested columns are walked at a time. */
    private static final int WALKED_ROWS = 1024;

    private final Leaf leaf;
    private final int pageRows;
    private final int pageBytes;
    private final Scratch scratch;
    private final ValueEncoder values;
    private final ChunkPages pages;
    private final @Nullable LevelWalker walker;

    /** Definition levels of a column that is not nested: the validity bitmap of the page. */
    private final byte[] valid;

    private final ByteBuilder definitions = new ByteBuilder(0);
    private final ByteBuilder repetitions = new ByteBuilder(0);
    private int rows;
    private long raw;
    private int slots;
    private int present;

    ChunkEncoder(Leaf leaf, ParquetOptions options, int dictionaryBytes, Scratch scratch) {
        this.leaf = leaf;
        this.pageRows = options.pageRows();
        this.pageBytes = options.pageBytes();
        this.scratch = scratch;
        this.values = ValueEncoder.of(leaf, options.dictionary(), dictionaryBytes);
        this.pages = new ChunkPages(leaf, scratch);
        this.walker = leaf.flat() ? null : new LevelWalker(leaf);
        this.valid = leaf.flat() && leaf.maxDefinition() == 1
                ? new byte[(pageRows >>> 3) + 1 + 2 * ByteBuilder.SLACK]
                : new byte[0];
    }

    /** Encodes rows of a batch; {@code vectors} leads from the column of the batch to the leaf. */
    void write(List<FieldVector> vectors, int from, int to) {
        int row = from;
        while (row < to) {
            int end = Math.min(to, row + pageRows - rows);
            end = RawSize.rowReaching(pageBytes - raw, leaf, vectors, row, end);
            if (walker == null) {
                appendFlat(vectors.get(0), row, end);
            } else {
                appendNested(walker, vectors, row, end);
            }
            rows += end - row;
            raw += RawSize.of(leaf, vectors, row, end);
            if (rows == pageRows || raw >= pageBytes) {
                closePage();
            }
            row = end;
        }
    }

    EncodedChunk finish() {
        if (rows > 0) {
            closePage();
        }
        EncodedChunk chunk = pages.finish(values);
        values.clearChunk();
        return chunk;
    }

    private void appendFlat(FieldVector vector, int from, int to) {
        for (int row = from; row < to; row += Values.BLOCK) {
            int end = Math.min(to, row + Values.BLOCK);
            int count = end - row;
            int there = Bitmaps.count(vector.getValidityBuffer(), row, end);
            if (leaf.maxDefinition() == 0) {
                requireValid(vector, row, end, there);
            } else if (there == count) {
                Bitmaps.fill(valid, slots, count);
            } else if (there > 0) {
                copyValidity(vector.getValidityBuffer(), row, end);
            }
            slots += count;
            present += there;
            if (there > 0) {
                scratch.values().read(vector, leaf, row, end, scratch.places(), there);
                values.add(scratch.values());
            }
        }
    }

    private void copyValidity(ArrowBuf validity, int from, int to) {
        int origin = from >>> 3;
        byte[] bits = Values.stage(scratch.bits(), validity, origin, ((to + 7) >>> 3) - origin);
        Bitmaps.copy(bits, from & 7, valid, slots, to - from);
        Bitmaps.positions(bits, from & 7, to - from, scratch.places());
    }

    private void requireValid(FieldVector vector, int from, int to, int there) {
        if (there < to - from) {
            throw new UsageException(
                    "column '" + leaf.title() + "' is null in row "
                            + Bitmaps.firstUnset(vector.getValidityBuffer(), from, to)
                            + " of a batch, but its Arrow field is not nullable; declare the field nullable or fill in a value");
        }
    }

    private void appendNested(LevelWalker levels, List<FieldVector> vectors, int from, int to) {
        FieldVector vector = vectors.get(vectors.size() - 1);
        for (int row = from; row < to; row += WALKED_ROWS) {
            levels.walk(vectors, row, Math.min(to, row + WALKED_ROWS));
            if (leaf.maxDefinition() > 0) {
                definitions.write(levels.definitions(), 0, levels.slots());
            }
            if (leaf.maxRepetition() > 0) {
                repetitions.write(levels.repetitions(), 0, levels.slots());
            }
            slots += levels.slots();
            present += levels.live();
            addPlaces(vector, levels.places(), levels.live());
        }
    }

    /** Adds the values at the given places, which ascend, in blocks that span no more than {@link Values#BLOCK} places. */
    private void addPlaces(FieldVector vector, int[] places, int count) {
        int[] relative = scratch.places();
        int from = 0;
        while (from < count) {
            int first = places[from];
            int to = from;
            while (to < count && places[to] - first < Values.BLOCK) {
                relative[to - from] = places[to] - first;
                to++;
            }
            scratch.values().read(vector, leaf, first, places[to - 1] + 1, relative, to - from);
            values.add(scratch.values());
            from = to;
        }
    }

    private void closePage() {
        LeafStatistics statistics = values.statistics(slots, slots - present);
        ByteBuilder page = scratch.page();
        page.clear();
        if (leaf.maxRepetition() > 0) {
            int at = page.skip(4);
            int width = HybridEncoder.width(leaf.maxRepetition());
            HybridEncoder.encode(repetitions.array(), repetitions.size(), width, page);
            page.setInt(at, page.size() - at - 4);
        }
        if (leaf.maxDefinition() > 0) {
            int at = page.skip(4);
            if (walker == null) {
                HybridEncoder.encodeBits(valid, slots, present, page);
            } else {
                int width = HybridEncoder.width(leaf.maxDefinition());
                HybridEncoder.encode(definitions.array(), definitions.size(), width, page);
            }
            page.setInt(at, page.size() - at - 4);
        }
        Encoding encoding = values.closePage(page);
        pages.add(page, encoding, slots, rows, statistics);
        Arrays.fill(valid, (byte) 0);
        definitions.shrink(pageBytes);
        repetitions.shrink(pageBytes);
        rows = 0;
        raw = 0;
        slots = 0;
        present = 0;
    }
}
