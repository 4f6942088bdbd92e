package io.xylem.arrow.parquet.internal;

import org.apache.parquet.format.Type;

/** Encodes values of the physical types BOOLEAN, INT32, INT64, FLOAT and DOUBLE. */
final class FixedEncoder extends ValueEncoder {
    private final ValueKind kind;
    private final int width;
    private final LongDictionary dictionary;
    private final FixedRange range;
    private int bits;

    FixedEncoder(ValueKind kind, boolean dictionary, int dictionaryBytes) {
        super(dictionary && kind != ValueKind.BIT);
        this.kind = kind;
        this.width = kind.type() == Type.INT64 || kind.type() == Type.DOUBLE ? 8 : 4;
        this.dictionary = new LongDictionary(dictionaryBytes / width);
        this.range = new FixedRange(kind);
    }

    @Override
    int lookUp(Values values, int from, int to, int[] out, int at) {
        int found = dictionary.encode(values.longs, from, to, out, at);
        range.add(values.longs, from, from + found);
        return found;
    }

    @Override
    void appendPlain(Values values, int from, int to, ByteBuilder out) {
        range.add(values.longs, from, to);
        if (kind == ValueKind.BIT) {
            appendBits(values.longs, from, to, out);
            return;
        }
        int at = out.skip((to - from) * width);
        byte[] target = out.array();
        if (width == 8) {
            for (int i = from; i < to; i++, at += 8) {
                ByteBuilder.LONG.set(target, at, values.longs[i]);
            }
        } else {
            for (int i = from; i < to; i++, at += 4) {
                ByteBuilder.INT.set(target, at, (int) values.longs[i]);
            }
        }
    }

    private void appendBits(long[] values, int from, int to, ByteBuilder out) {
        for (int i = from; i < to; i++) {
            if ((bits & 7) == 0) {
                out.write((int) values[i]);
            } else {
                out.array()[out.size() - 1] |= (byte) (values[i] << (bits & 7));
            }
            bits++;
        }
    }

    @Override
    void appendEntries(int[] entries, int count, ByteBuilder out) {
        for (int i = 0; i < count; i++) {
            append(dictionary.value(entries[i]), out);
        }
    }

    private void append(long value, ByteBuilder out) {
        if (width == 8) {
            out.writeLong(value);
        } else {
            out.writeInt((int) value);
        }
    }

    @Override
    long plainBytes(int[] entries, int count) {
        return (long) count * width;
    }

    @Override
    int entries() {
        return dictionary.size();
    }

    @Override
    int entryBytes() {
        return dictionary.size() * width;
    }

    @Override
    LeafStatistics statistics(long values, long nulls) {
        return range.statistics(values, nulls);
    }

    @Override
    void clearPage() {
        bits = 0;
        range.clear();
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
        for (int i = 0; i < dictionary.size(); i++) {
            append(dictionary.value(i), out);
        }
    }
}
