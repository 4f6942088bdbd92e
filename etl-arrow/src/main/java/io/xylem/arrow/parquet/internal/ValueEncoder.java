package io.xylem.arrow.parquet.internal;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/**
 * Encodes the values of a column chunk page by page: through a dictionary as long as that pays, PLAIN from then on.
 *
 * <p>A dictionary is given up when it is full, or when the first page would be smaller without it. Both depend on the values
 * alone.
 */
abstract class ValueEncoder {
    private static final int FEW = 256;

    private final boolean wanted;
    private final ByteBuilder plain = new ByteBuilder(256);
    private final ByteBuilder indexPage = new ByteBuilder(256);
    private int[] indices = new int[FEW];
    private int indexed;
    private boolean active;
    private int dictionaryPages;

    /** An encoder; {@code dictionary}: whether to try one. */
    ValueEncoder(boolean dictionary) {
        wanted = dictionary;
        active = dictionary;
    }

    static ValueEncoder of(Leaf leaf, boolean dictionary, int dictionaryBytes) {
        return leaf.kind().fixed()
                ? new FixedEncoder(leaf.kind(), dictionary, dictionaryBytes)
                : new ByteEncoder(leaf, dictionary, dictionaryBytes);
    }

    /**
     * Writes the dictionary index of values and accounts for them in the bounds of the page.
     *
     * @return how many values were taken: fewer than asked for if the dictionary is full
     */
    abstract int lookUp(Values values, int from, int to, int[] out, int at);

    /** Appends values PLAIN and accounts for them in the bounds of the page. */
    abstract void appendPlain(Values values, int from, int to, ByteBuilder out);

    /** Appends dictionary entries PLAIN. */
    abstract void appendEntries(int[] entries, int count, ByteBuilder out);

    /** How many bytes dictionary entries take PLAIN. */
    abstract long plainBytes(int[] entries, int count);

    /** The number of dictionary entries. */
    abstract int entries();

    /** How many bytes the dictionary takes PLAIN. */
    abstract int entryBytes();

    /** The bounds of the page. */
    abstract LeafStatistics statistics(long values, long nulls);

    abstract void clearPage();

    abstract void clearDictionary();

    /** Clears the dictionary and gives its memory back. */
    abstract void releaseDictionary();

    final void add(Values values) {
        int from = 0;
        if (active) {
            from = addIndexed(values);
        }
        if (from < values.count) {
            appendPlain(values, from, values.count, plain);
        }
    }

    private int addIndexed(Values values) {
        if (indexed + values.count > indices.length) {
            indices = Arrays.copyOf(indices, Math.max(indexed + values.count, indices.length / 2 * 3));
        }
        int found = lookUp(values, 0, values.count, indices, indexed);
        indexed += found;
        if (found < values.count) {
            giveUp();
        }
        return found;
    }

    private void giveUp() {
        active = false;
        appendEntries(indices, indexed, plain);
        indexed = 0;
        indices = new int[FEW];
        if (dictionaryPages == 0) {
            releaseDictionary();
        }
    }

    /** Appends the values of the page to {@code out} and starts a new page. */
    final Encoding closePage(ByteBuilder out) {
        Encoding encoding = Encoding.PLAIN;
        if (active && (indexed > 0 || dictionaryPages > 0)) {
            encodeIndices();
            if (dictionaryPages == 0
                    && entryBytes() + (long) indexPage.size() > plainBytes(indices, indexed) / 10 * 9) {
                giveUp();
            } else {
                out.write(indexPage.array(), 0, indexPage.size());
                dictionaryPages++;
                encoding = Encoding.RLE_DICTIONARY;
            }
        }
        if (encoding == Encoding.PLAIN) {
            out.write(plain.array(), 0, plain.size());
        }
        plain.clear();
        indexed = 0;
        clearPage();
        return encoding;
    }

    private void encodeIndices() {
        int width = Math.max(1, HybridEncoder.width(entries() - 1));
        indexPage.clear();
        indexPage.write(width);
        HybridEncoder.encode(indices, indexed, width, indexPage);
    }

    /** Whether any page of the chunk so far refers to the dictionary. */
    final boolean hasDictionary() {
        return dictionaryPages > 0;
    }

    /** Appends the dictionary, PLAIN. */
    abstract void writeDictionary(ByteBuilder out);

    /** Starts a new chunk. */
    final void clearChunk() {
        active = wanted;
        dictionaryPages = 0;
        indexed = 0;
        plain.shrink(1 << 20);
        indexPage.shrink(1 << 20);
        clearPage();
        clearDictionary();
    }
}
