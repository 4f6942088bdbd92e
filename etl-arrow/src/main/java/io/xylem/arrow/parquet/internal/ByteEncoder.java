package io.xylem.arrow.parquet.internal;

/** Encodes values of the physical types BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY. */
final class ByteEncoder extends ValueEncoder {
    private final boolean prefixed;
    private final ByteDictionary dictionary;
    private final ByteRange range;

    ByteEncoder(Leaf leaf, boolean dictionary, int dictionaryBytes) {
        super(dictionary);
        this.prefixed = leaf.length() == 0;
        this.dictionary = new ByteDictionary(dictionaryBytes, prefixed);
        this.range = new ByteRange(leaf.kind());
    }

    @Override
    int lookUp(Values values, int from, int to, int[] out, int at) {
        byte[] bytes = values.bytes();
        int write = at;
        for (int i = from; i < to; i++) {
            int start = values.starts[i];
            int length = values.lengths[i];
            int index = dictionary.last();
            if (!dictionary.repeats(bytes, start, length)) {
                index = dictionary.index(bytes, start, length);
                if (index < 0) {
                    return i - from;
                }
            }
            if (dictionary.firstInPage(index)) {
                range.add(bytes, start, length);
            }
            out[write++] = index;
        }
        return to - from;
    }

    @Override
    void appendPlain(Values values, int from, int to, ByteBuilder out) {
        byte[] bytes = values.bytes();
        for (int i = from; i < to; i++) {
            int start = values.starts[i];
            int length = values.lengths[i];
            range.add(bytes, start, length);
            if (prefixed) {
                out.writeInt(length);
            }
            out.write(bytes, start, length);
        }
    }

    @Override
    void appendEntries(int[] entries, int count, ByteBuilder out) {
        byte[] page = dictionary.page().array();
        for (int i = 0; i < count; i++) {
            out.write(page, dictionary.start(entries[i]), dictionary.length(entries[i]));
        }
    }

    @Override
    long plainBytes(int[] entries, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += dictionary.length(entries[i]);
        }
        return bytes;
    }

    @Override
    int entries() {
        return dictionary.size();
    }

    @Override
    int entryBytes() {
        return dictionary.page().size();
    }

    @Override
    LeafStatistics statistics(long values, long nulls) {
        return range.statistics(values, nulls);
    }

    @Override
    void clearPage() {
        range.clear();
        dictionary.nextPage();
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    void releaseDictionary() {
        dictionary.release();
    }

    @Override
    void writeDictionary(ByteBuilder out) {
        out.write(dictionary.page().array(), 0, dictionary.page().size());
    }
}
