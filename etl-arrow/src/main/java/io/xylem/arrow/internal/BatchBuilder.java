package io.xylem.arrow.internal;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** The open batch: vectors that are filled, handed out and filled again, bounded in rows and bytes. */
final class BatchBuilder implements AutoCloseable {
    /** Buffers that a batch of uncommonly long values has blown up by more than this many batches are given back. */
    private static final int KEPT = 4;

    private static final long LEAST_KEPT = 1 << 20;

    private final VectorSchemaRoot root;
    private final int maxRows;
    private final long maxBytes;
    private long allocated = -1;
    private int rows;
    private long bytes;

    BatchBuilder(Schema schema, BufferAllocator allocator, int maxRows, long maxBytes) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** The vectors; complete after {@link #finish}. */
    VectorSchemaRoot root() {
        return root;
    }

    int rows() {
        return rows;
    }

    /** Whether nothing more is to be added. */
    boolean full() {
        return rows >= maxRows || bytes >= maxBytes;
    }

    /** Starts an empty batch. */
    void begin() {
        if (allocated < 0 || held() > allocated + Math.max(LEAST_KEPT, KEPT * maxBytes)) {
            root.clear();
            for (FieldVector vector : root.getFieldVectors()) {
                vector.setInitialCapacity((maxRows + 63) & ~63);
                vector.allocateNew();
            }
            allocated = held();
        }
        rows = 0;
        bytes = 0;
    }

    private long held() {
        long sum = 0;
        for (FieldVector vector : root.getFieldVectors()) {
            sum += capacity(vector);
        }
        return sum;
    }

    private static long capacity(FieldVector vector) {
        long sum = vector.getValidityBuffer().capacity();
        if (vector instanceof ListVector list) {
            return sum + list.getOffsetBuffer().capacity() + capacity(list.getDataVector());
        }
        if (vector instanceof StructVector struct) {
            for (FieldVector child : struct.getChildrenFromFields()) {
                sum += capacity(child);
            }
            return sum;
        }
        return sum + vector.getDataBuffer().capacity();
    }

    /**
     * Adds rows of a chunk as long as there is room; an empty batch takes one row, however large.
     *
     * @param chunk the chunk
     * @param from its first row that is not yet in a batch
     * @param to behind its last row
     * @return how many rows were added; fewer than there are only if the batch is full
     */
    int add(ChunkAssembler chunk, int from, int to) {
        int count = Math.min(to - from, maxRows - rows);
        long size = chunk.bytes(from, count);
        if (bytes + size > maxBytes) {
            count = fitting(chunk, from, count);
            size = chunk.bytes(from, count);
            bytes = maxBytes;
        }
        if (count > 0) {
            chunk.write(from, count, root.getFieldVectors(), rows);
        }
        rows += count;
        bytes = Math.min(maxBytes, bytes + size);
        return count;
    }

    private int fitting(ChunkAssembler chunk, int from, int count) {
        int low = rows == 0 ? 1 : 0;
        int high = count;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (bytes + chunk.bytes(from, middle) <= maxBytes) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Completes the batch. */
    void finish() {
        for (FieldVector vector : root.getFieldVectors()) {
            finish(vector, rows);
        }
        root.setRowCount(rows);
    }

    private static void finish(FieldVector vector, int count) {
        if (vector instanceof BaseVariableWidthVector variable) {
            variable.setLastSet(count - 1);
        } else if (vector instanceof ListVector list) {
            list.setLastSet(count - 1);
            finish(list.getDataVector(), count == 0 ? 0 : list.getOffsetBuffer().getInt(count * 4L));
        } else if (vector instanceof StructVector struct) {
            for (FieldVector child : struct.getChildrenFromFields()) {
                finish(child, count);
            }
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
