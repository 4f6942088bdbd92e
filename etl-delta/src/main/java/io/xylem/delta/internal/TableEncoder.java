package io.xylem.delta.internal;

import io.xylem.arrow.parquet.EncodedRowGroup;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.arrow.parquet.RowGroupEncoder;
import io.xylem.core.UsageException;
import io.xylem.delta.DeltaPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Encodes the rows that one unit has for one table, each partition by itself. Used by one thread. */
public final class TableEncoder implements AutoCloseable {
    private static final int MOST_OPEN = 32;
    private static final long MOST_PENDING_ROWS = 262_144;

    private final int table;
    private final String name;
    private final ParquetOptions options;
    private final List<String> columns = new ArrayList<>();
    private final List<Integer> stored = new ArrayList<>();
    private final Schema schema;
    private final String digest;
    private final Partitioner partitioner;
    private final boolean partitioned;
    private final TreeMap<Integer, RowGroupEncoder> open = new TreeMap<>();
    private @Nullable List<Field> checked;

    /**
     * An encoder.
     *
     * @param table the place of the table among the job's tables
     * @param name its name
     * @param fields its columns, those derived for partitioning included
     * @param partitions the columns that it is partitioned by; they are not stored in data files
     * @param options how to encode
     */
    public TableEncoder(
            int table,
            String name,
            List<PhysicalField> fields,
            List<PartitionColumn> partitions,
            ParquetOptions options) {
        this.table = table;
        this.name = name;
        this.options = options;
        this.digest = PhysicalField.digest(fields);
        this.partitioner = new Partitioner(partitions);
        this.partitioned = !partitions.isEmpty();
        List<String> partitionNames =
                partitions.stream().map(PartitionColumn::name).toList();
        List<String> derived = partitions.stream()
                .filter(PartitionColumn::derived)
                .map(PartitionColumn::name)
                .toList();
        List<PhysicalField> data = new ArrayList<>();
        for (PhysicalField field : fields) {
            String column = field.field().name();
            if (!partitionNames.contains(column)) {
                stored.add(columns.size());
                data.add(field);
            }
            if (!derived.contains(column)) {
                columns.add(column);
            }
        }
        this.schema = PhysicalColumns.schema(data);
    }

    /**
     * Encodes a batch.
     *
     * @param root the rows; borrowed
     * @param allocator where rows are copied to if a batch has several partitions
     * @param out takes what is complete
     * @throws UsageException if the batch has other columns than the table
     */
    public void encode(VectorSchemaRoot root, BufferAllocator allocator, Consumer<? super DeltaPart> out) {
        requireColumns(root.getSchema().getFields());
        List<FieldVector> vectors = stored.stream().map(root::getVector).toList();
        if (!partitioned) {
            encode(0, vectors, root.getRowCount(), out);
            return;
        }
        partitioner.divide(root);
        for (int partition = 0; partition < partitioner.count(); partition++) {
            int begin = partitioner.begin(partition);
            int rows = partitioner.begin(partition + 1) - begin;
            if (rows == root.getRowCount()) {
                encode(partition, vectors, rows, out);
            } else if (rows > 0) {
                encodeSome(partition, vectors, begin, rows, allocator, out);
            }
        }
        limit(out);
    }

    private void encodeSome(
            int partition,
            List<FieldVector> vectors,
            int begin,
            int rows,
            BufferAllocator allocator,
            Consumer<? super DeltaPart> out) {
        List<FieldVector> copies = RowSelection.copy(vectors, partitioner.order(), begin, rows, allocator);
        try {
            encode(partition, copies, rows, out);
        } finally {
            copies.forEach(FieldVector::close);
        }
    }

    private void encode(int partition, List<FieldVector> vectors, int rows, Consumer<? super DeltaPart> out) {
        RowGroupEncoder encoder = open.computeIfAbsent(partition, key -> new RowGroupEncoder(schema, options));
        // The vectors stay with their owner: this root only gives them their physical names and is never closed.
        encoder.encode(new VectorSchemaRoot(schema, vectors, rows), group -> out.accept(part(partition, group)));
    }

    private DeltaPart part(int partition, EncodedRowGroup group) {
        return new DeltaPart(table, partitioned ? partitioner.values(partition) : List.of(), group, digest);
    }

    /** Keeps memory bounded where there are many partitions: those with most rows are handed out first. */
    private void limit(Consumer<? super DeltaPart> out) {
        while (open.size() > MOST_OPEN || pendingRows() > MOST_PENDING_ROWS) {
            int largest = 0;
            int most = -1;
            for (Map.Entry<Integer, RowGroupEncoder> entry : open.entrySet()) {
                if (entry.getValue().pendingRows() > most) {
                    largest = entry.getKey();
                    most = entry.getValue().pendingRows();
                }
            }
            flush(largest, out);
        }
    }

    private long pendingRows() {
        return open.values().stream().mapToLong(RowGroupEncoder::pendingRows).sum();
    }

    private void flush(int partition, Consumer<? super DeltaPart> out) {
        try (RowGroupEncoder encoder = open.remove(partition)) {
            if (encoder != null) {
                encoder.flush(group -> out.accept(part(partition, group)));
            }
        }
    }

    private void requireColumns(List<Field> given) {
        if (given.equals(checked)) {
            return;
        }
        List<String> names = given.stream().map(Field::getName).toList();
        if (!names.equals(columns)) {
            throw new UsageException("table '" + name + "': the batch has the columns " + names + ", the table "
                    + columns + "; the stage that makes the batches must fill the tables that it announces");
        }
        PhysicalColumns.requireSameTypes(
                name, "", schema.getFields(), stored.stream().map(given::get).toList());
        checked = given;
    }

    /**
     * Hands out what is left.
     *
     * @param out takes the parts
     */
    public void finish(Consumer<? super DeltaPart> out) {
        while (!open.isEmpty()) {
            flush(open.firstKey(), out);
        }
    }

    @Override
    public void close() {
        open.values().forEach(RowGroupEncoder::close);
        open.clear();
    }
}
