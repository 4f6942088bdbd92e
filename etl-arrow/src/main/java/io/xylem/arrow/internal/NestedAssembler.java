package io.xylem.arrow.internal;

import io.xylem.core.shred.LevelShreds;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/**
 * The nested layout: a row for each record, and each group a list of structs. Instances of one parent follow one another, so the
 * parent index of a level is turned into the offsets of its lists by counting.
 */
final class NestedAssembler extends ChunkAssembler {
    private final Level[] levels;
    private int[] records = new int[64];
    private int[] zeros = new int[64];

    /** A level, with the columns that its instances have, and for a group the lists that its instances form. */
    private static final class Level {
        final List<ColumnAssembler> columns = new ArrayList<>();
        final List<Level> groups = new ArrayList<>();
        /** By parent, its first instance; and at last how many there are. */
        int[] starts = new int[65];
        /** For each parent, at its number + 1: 1 if it has an instance. */
        byte[] present = new byte[65];
        /** The instances that are written, one after the other. */
        int[] chosen = new int[64];
    }

    NestedAssembler(ShredSchema schema, ParsedChunk parsed) {
        super(schema, parsed, List.of(), true);
        levels = new Level[schema.levels().size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new Level();
            if (i > 0) {
                levels[schema.levels().get(i).parent()].groups.add(levels[i]);
            }
        }
        for (ColumnAssembler column : columns()) {
            levels[column.level].columns.add(column);
        }
    }

    @Override
    RowView rows(Shreds chunk, boolean[] refused) {
        LevelShreds level = chunk.level(0);
        records = Gather.room(records, level.size());
        zeros = Gather.room(zeros, level.size());
        int size = 0;
        for (int i = 0; i < level.size(); i++) {
            if (!refused[level.parents()[i]]) {
                records[size++] = i;
            }
        }
        for (int i = 1; i < levels.length; i++) {
            int parent = chunk.schema().levels().get(i).parent();
            count(levels[i], chunk.level(i), chunk.level(parent).size());
        }
        int[][] instances = new int[levels.length][];
        instances[0] = records;
        return new RowView(size, zeros, level.places(), instances);
    }

    private static void count(Level level, LevelShreds shreds, int parents) {
        level.starts = Gather.room(level.starts, parents + 1);
        level.present = Gather.grown(level.present, parents + 1L);
        int next = 0;
        for (int parent = 0; parent < parents; parent++) {
            level.starts[parent] = next;
            while (next < shreds.size() && shreds.parents()[next] == parent) {
                next++;
            }
            level.present[parent + 1] = (byte) (next > level.starts[parent] ? 1 : 0);
        }
        level.starts[parents] = next;
    }

    @Override
    long columnBytes(int from, int count) {
        return bytes(levels[0], records, from, count);
    }

    private static long bytes(Level level, int[] index, int from, int count) {
        long sum = 0;
        for (ColumnAssembler column : level.columns) {
            sum += column.bytes(index, from, count);
        }
        for (Level group : level.groups) {
            int size = choose(group, index, from, count);
            sum += 4L * count + bytes(group, group.chosen, 0, size);
        }
        return sum;
    }

    /** Lines up the instances of a group that belong to parents; how many. */
    private static int choose(Level group, int[] parents, int from, int count) {
        int size = 0;
        for (int i = from; i < from + count; i++) {
            int first = group.starts[parents[i]];
            int behind = group.starts[parents[i] + 1];
            group.chosen = ColumnAssembler.grown(group.chosen, size + behind - first);
            for (int instance = first; instance < behind; instance++) {
                group.chosen[size++] = instance;
            }
        }
        return size;
    }

    @Override
    void writeColumns(int from, int count, List<FieldVector> vectors, int place, int at) {
        write(levels[0], records, from, count, vectors.subList(place, vectors.size()), at);
    }

    private static void write(Level level, int[] index, int from, int count, List<FieldVector> vectors, int at) {
        int place = 0;
        for (ColumnAssembler column : level.columns) {
            column.gather(index, from, count, vectors.get(place++), at);
        }
        for (Level group : level.groups) {
            write(group, index, from, count, (ListVector) vectors.get(place++), at);
        }
    }

    private static void write(Level group, int[] parents, int from, int count, ListVector list, int at) {
        Room.list(list, at + count);
        Gather.bits(
                group.present, parents, from, count, list.getValidityBuffer().memoryAddress(), at);
        long offsets = list.getOffsetBuffer().memoryAddress();
        if (at == 0) {
            MemoryUtil.putInt(offsets, 0);
        }
        int first = MemoryUtil.getInt(offsets + at * 4L);
        int end = first;
        for (int i = 0; i < count; i++) {
            int parent = parents[from + i];
            end = Math.addExact(end, group.starts[parent + 1] - group.starts[parent]);
            MemoryUtil.putInt(offsets + (at + i + 1) * 4L, end);
        }
        int size = choose(group, parents, from, count);
        StructVector struct = (StructVector) list.getDataVector();
        Room.struct(struct, first + size);
        Gather.ones(size, struct.getValidityBuffer().memoryAddress(), first);
        write(group, group.chosen, 0, size, struct.getChildrenFromFields(), first);
    }
}
