package io.xylem.arrow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What travels from the flattener through the enrichers to the sink: the rows of one or more tables, as Arrow vectors.
 *
 * <p>The {@code stacked} layout has exactly one table. Names of tables and of columns are those of
 * {@link io.xylem.core.Flattener#tables()}, columns are in that order.
 *
 * <p><b>Ownership.</b> A batch owns nothing. The vectors belong to the cursor that made them: they are valid until that
 * cursor's next {@code advance()} or {@code close()}, which clears or reuses them. An enricher that adds columns owns the vectors
 * it adds, allocates them from {@link #allocator()}, and closes them when its own cursor advances or is closed, before it
 * advances or closes its input. Nobody but the owner may write to a vector, transfer its buffers or close it; so nobody
 * closes {@link #root()}. Whoever wants to keep rows copies them.
 */
public final class ArrowBatch {
    private final Map<String, VectorSchemaRoot> roots;
    private final String first;
    private final BufferAllocator allocator;

    private ArrowBatch(Map<String, VectorSchemaRoot> roots, BufferAllocator allocator) {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one table");
        }
        this.roots = roots;
        this.first = roots.keySet().iterator().next();
        this.allocator = allocator;
    }

    /**
     * A batch of one table.
     *
     * @param table the table's name
     * @param root its rows; stays with the caller
     * @param allocator where enrichers allocate the vectors they add; stays with the caller
     * @return the batch
     */
    public static ArrowBatch of(String table, VectorSchemaRoot root, BufferAllocator allocator) {
        return new ArrowBatch(Map.of(table, root), allocator);
    }

    /**
     * A batch of several tables.
     *
     * @param roots the rows by table, in the order of the tables, the root table first; stay with the caller
     * @param allocator where enrichers allocate the vectors they add; stays with the caller
     * @return the batch
     * @throws IllegalArgumentException if there is no table
     */
    public static ArrowBatch of(Map<String, VectorSchemaRoot> roots, BufferAllocator allocator) {
        return new ArrowBatch(new LinkedHashMap<>(roots), allocator);
    }

    /**
     * The names of the tables, the root table first.
     *
     * @return the names
     */
    public List<String> tables() {
        return List.copyOf(roots.keySet());
    }

    /**
     * The rows of the root table.
     *
     * @return the rows, borrowed
     */
    public VectorSchemaRoot root() {
        return root(first);
    }

    /**
     * The rows of a table.
     *
     * @param table its name
     * @return the rows, borrowed; may be empty
     * @throws IllegalArgumentException if there is no such table
     */
    public VectorSchemaRoot root(String table) {
        VectorSchemaRoot root = roots.get(table);
        if (root == null) {
            throw new IllegalArgumentException("no table '" + table + "' in this batch; it has " + roots.keySet());
        }
        return root;
    }

    /**
     * Where enrichers allocate the vectors they add. Lives as long as the cursor that made the batch.
     *
     * @return the allocator, borrowed
     */
    public BufferAllocator allocator() {
        return allocator;
    }

    /**
     * The same batch with more columns at the end of a table. No data is copied: the new batch shares all vectors with this
     * one, and each stays with its owner. Costs a few microseconds per batch.
     *
     * @param table the table's name
     * @param columns the columns, each with as many values as the table has rows
     * @return the wider batch
     * @throws IllegalArgumentException if there is no such table, a column has another number of values, or its name is taken
     */
    public ArrowBatch with(String table, List<? extends FieldVector> columns) {
        VectorSchemaRoot narrow = root(table);
        List<FieldVector> vectors = new ArrayList<>(narrow.getFieldVectors());
        List<Field> fields = new ArrayList<>(narrow.getSchema().getFields());
        for (FieldVector column : columns) {
            if (column.getValueCount() != narrow.getRowCount()) {
                throw new IllegalArgumentException("column '" + column.getName() + "' has " + column.getValueCount()
                        + " values, table '" + table + "' has " + narrow.getRowCount() + " rows");
            }
            if (fields.stream().anyMatch(field -> field.getName().equals(column.getName()))) {
                throw new IllegalArgumentException(
                        "column '" + column.getName() + "' is already in table '" + table + "'");
            }
            vectors.add(column);
            fields.add(column.getField());
        }
        return with(table, fields, vectors);
    }

    /**
     * The same batch with a column in the place of the one of that name. No data is copied: the new batch shares all other vectors
     * with this one, and each stays with its owner.
     *
     * @param table the table's name
     * @param column the column, with as many values as the table has rows
     * @return the other batch
     * @throws IllegalArgumentException if there is no such table or column, or it has another number of values
     */
    public ArrowBatch replacing(String table, FieldVector column) {
        VectorSchemaRoot old = root(table);
        int place = old.getFieldVectors().indexOf(old.getVector(column.getName()));
        if (place < 0 || column.getValueCount() != old.getRowCount()) {
            throw new IllegalArgumentException("column '" + column.getName() + "' with " + column.getValueCount()
                    + " values cannot replace one of table '" + table + "', which has " + old.getRowCount()
                    + " rows of "
                    + old.getSchema());
        }
        List<FieldVector> vectors = new ArrayList<>(old.getFieldVectors());
        List<Field> fields = new ArrayList<>(old.getSchema().getFields());
        vectors.set(place, column);
        fields.set(place, column.getField());
        return with(table, fields, vectors);
    }

    private ArrowBatch with(String table, List<Field> fields, List<FieldVector> vectors) {
        VectorSchemaRoot old = root(table);
        Schema schema = new Schema(fields, old.getSchema().getCustomMetadata());
        Map<String, VectorSchemaRoot> changed = new LinkedHashMap<>(roots);
        changed.put(table, new VectorSchemaRoot(schema, vectors, old.getRowCount()));
        return new ArrowBatch(changed, allocator);
    }
}
