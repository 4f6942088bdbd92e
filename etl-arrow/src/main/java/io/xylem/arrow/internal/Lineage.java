package io.xylem.arrow.internal;

import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/** The columns before those of the mapping: source, record, row, group, rescued values, and one ordinal per group. */
final class Lineage {
    private static final int SOURCE = 0;
    private static final int RECORD = 1;
    private static final int ROW = 2;
    private static final int GROUP = 3;
    private static final int RESCUED = 4;
    private static final int ORDINALS = 5;

    /** The levels whose ordinals are among the columns. */
    private final int[] groups;

    private final byte[] names;
    private final long[] nameRanges;
    private final byte[] namesPresent;

    private final int[][] ordinals;
    private byte[] ones = new byte[0];
    private byte[] sources = new byte[4096];
    private long[] sourceRanges = new long[65];
    private int[] documents = new int[256];

    /** Lineage for rows of a schema; {@code groups}: the levels whose ordinals are among its columns, in order. */
    Lineage(ShredSchema schema, List<Integer> groups) {
        int levels = schema.levels().size();
        this.groups = groups.stream().mapToInt(Integer::intValue).toArray();
        ordinals = new int[levels][64];
        byte[][] utf8 = schema.levels().stream()
                .map(ShredLevel::name)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        nameRanges = new long[levels + 1];
        namesPresent = new byte[levels + 1];
        byte[] all = new byte[0];
        for (int level = 1; level < levels; level++) {
            int start = all.length;
            all = Arrays.copyOf(all, start + utf8[level].length);
            System.arraycopy(utf8[level], 0, all, start, utf8[level].length);
            nameRanges[level + 1] = TextColumn.range(start, all.length);
            namesPresent[level + 1] = 1;
        }
        names = all;
    }

    /** The number of columns. */
    int columns() {
        return ORDINALS + groups.length;
    }

    /** Prepares the rows of a chunk. */
    void of(Shreds shreds, RowView rows) {
        int most = shreds.documents();
        for (int level : groups) {
            LevelShreds instances = shreds.level(level);
            ordinals[level] = Gather.room(ordinals[level], instances.size() + 1);
            System.arraycopy(instances.ordinals(), 0, ordinals[level], 1, instances.size());
            most = Math.max(most, instances.size());
        }
        if (ones.length <= most) {
            ones = new byte[Math.max(most + 1, ones.length * 2)];
            Arrays.fill(ones, 1, ones.length, (byte) 1);
        }
        encodeSources(shreds);
        documents = Gather.room(documents, rows.size());
        int[] records = rows.instances()[0];
        int[] parents = shreds.level(0).parents();
        for (int i = 0; i < rows.size(); i++) {
            documents[i] = parents[records[i]];
        }
    }

    private void encodeSources(Shreds shreds) {
        sourceRanges = Gather.room(sourceRanges, shreds.documents() + 1);
        int size = 0;
        for (int document = 0; document < shreds.documents(); document++) {
            String source = shreds.source(document);
            int start = size;
            sources = Gather.grown(sources, size + (long) source.length());
            int i = 0;
            for (; i < source.length() && source.charAt(i) < 0x80; i++) {
                sources[size++] = (byte) source.charAt(i);
            }
            if (i < source.length()) {
                byte[] utf8 = source.getBytes(StandardCharsets.UTF_8);
                sources = Gather.grown(sources, start + (long) utf8.length);
                System.arraycopy(utf8, 0, sources, start, utf8.length);
                size = start + utf8.length;
            }
            sourceRanges[document + 1] = TextColumn.range(start, size);
        }
    }

    /** How many bytes the columns of rows take, apart from validity. */
    long bytes(RowView rows, RescuedObjects rescues, int from, int count) {
        return count * (4L * groups.length + 8 + 4 + 3 * 4)
                + Gather.length(sourceRanges, documents, from, count)
                + Gather.length(nameRanges, rows.levels(), from, count)
                + Gather.length(rescues.ranges(), rescues.index(), from, count);
    }

    /** Writes rows to the first vectors of a table. */
    void write(
            Shreds shreds,
            RowView rows,
            RescuedObjects rescues,
            int from,
            int count,
            List<FieldVector> vectors,
            int at) {
        RangeValues.write(ones, sources, sourceRanges, documents, from, count, vectors.get(SOURCE), at);
        writeRecords(shreds, rows, from, count, vectors.get(RECORD), at);
        writeRows(rows, from, count, vectors.get(ROW), at);
        RangeValues.write(namesPresent, names, nameRanges, rows.levels(), from, count, vectors.get(GROUP), at);
        RangeValues.write(
                rescues.present(),
                rescues.bytes(),
                rescues.ranges(),
                rescues.index(),
                from,
                count,
                vectors.get(RESCUED),
                at);
        for (int i = 0; i < groups.length; i++) {
            int level = groups[i];
            FieldVector vector = vectors.get(ORDINALS + i);
            int[] index = rows.instances()[level];
            Gather.bits(ones, index, from, count, vector.getValidityBuffer().memoryAddress(), at);
            Gather.ints(
                    ordinals[level], index, from, count, vector.getDataBuffer().memoryAddress(), at);
        }
    }

    private static void writeRecords(Shreds shreds, RowView rows, int from, int count, FieldVector vector, int at) {
        Gather.ones(count, vector.getValidityBuffer().memoryAddress(), at);
        int[] places = shreds.level(0).ordinals();
        int[] records = rows.instances()[0];
        long target = vector.getDataBuffer().memoryAddress() + at * 8L;
        for (int i = from; i < from + count; i++, target += 8) {
            MemoryUtil.putLong(target, places[records[i]]);
        }
    }

    private static void writeRows(RowView rows, int from, int count, FieldVector vector, int at) {
        Gather.ones(count, vector.getValidityBuffer().memoryAddress(), at);
        int[] numbers = rows.numbers();
        long target = vector.getDataBuffer().memoryAddress() + at * 4L;
        for (int i = from; i < from + count; i++, target += 4) {
            MemoryUtil.putInt(target, numbers[i]);
        }
    }
}
