package io.xylem.geo.internal;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.geo.Coordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Adds the columns with cells to each batch, and owns them. */
public final class CellCursor implements Cursor<ArrowBatch> {
    private static final String NULLED = "coordinates_nulled";
    private static final int HEX_DIGITS = 16;

    private final Cursor<? extends ArrowBatch> in;
    private final TaskContext context;
    private final Coordinates coordinates;
    private final List<String> names;
    private final boolean hex;
    private final CoordinateReader reader;
    private final CellGrid grid;
    private final Positions positions = new Positions();
    private final byte[] digits = new byte[HEX_DIGITS];
    private final List<FieldVector> vectors = new ArrayList<>();
    private @Nullable ArrowBatch current;

    /**
     * Opens the cursor.
     *
     * @param in the input; closed with this cursor
     * @param context the task
     * @param coordinates where the coordinates are
     * @param resolutions the resolutions
     * @param names the name of the column for each resolution
     * @param hierarchical whether coarser cells are parents of the finest one
     * @param hex whether cells are written as text
     */
    public CellCursor(
            Cursor<? extends ArrowBatch> in,
            TaskContext context,
            Coordinates coordinates,
            List<Integer> resolutions,
            List<String> names,
            boolean hierarchical,
            boolean hex) {
        this.in = in;
        this.context = context;
        this.coordinates = coordinates;
        this.names = names;
        this.hex = hex;
        this.reader = CoordinateReader.of(coordinates);
        this.grid = new CellGrid(resolutions, hierarchical);
    }

    @Override
    public boolean advance() throws IOException {
        release();
        if (!in.advance()) {
            return false;
        }
        context.checkCancelled();
        current = enrich(in.current());
        return true;
    }

    @Override
    public ArrowBatch current() {
        if (current == null) {
            throw new IllegalStateException("there is no current batch: advance() was not called or returned false");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        try (in) {
            release();
        }
    }

    private void release() {
        current = null;
        vectors.forEach(FieldVector::close);
        vectors.clear();
    }

    private ArrowBatch enrich(ArrowBatch batch) {
        for (String table : batch.tables()) {
            VectorSchemaRoot root = batch.root(table);
            List<String> place = NestedColumns.find(root.getSchema(), coordinates.columns());
            if (place != null && place.isEmpty()) {
                add(root, batch.allocator());
                return batch.with(table, vectors);
            }
            if (place != null) {
                FieldVector list = root.getVector(place.get(0));
                StructVector structs = NestedColumns.structs(list, place);
                List<FieldVector> fields = structs.getChildrenFromFields();
                List<org.apache.arrow.vector.types.pojo.Field> schema =
                        structs.getField().getChildren();
                add(new VectorSchemaRoot(schema, fields, structs.getValueCount()), batch.allocator());
                FieldVector wider = NestedColumns.with(list, place, vectors, batch.allocator());
                vectors.add(wider);
                return batch.replacing(table, wider);
            }
        }
        throw new UsageException("no table of the batch, which has " + batch.tables() + ", has all of the columns "
                + coordinates.columns() + " that coordinates are read from");
    }

    private void add(VectorSchemaRoot root, BufferAllocator allocator) {
        int rows = root.getRowCount();
        positions.ensure(rows);
        reader.read(root, positions);
        int unusable = grid.compute(positions, rows);
        if (unusable > 0) {
            context.ledger().values(NULLED, unusable);
        }
        for (int i = 0; i < names.size(); i++) {
            if (hex) {
                addText(names.get(i), grid.column(i), rows, allocator);
            } else {
                addLongs(names.get(i), grid.column(i), rows, allocator);
            }
        }
    }

    private void addLongs(String name, long[] cells, int rows, BufferAllocator allocator) {
        BigIntVector vector = new BigIntVector(name, allocator);
        vectors.add(vector);
        vector.allocateNew(rows);
        for (int row = 0; row < rows; row++) {
            if (cells[row] != 0) {
                vector.set(row, cells[row]);
            }
        }
        vector.setValueCount(rows);
    }

    private void addText(String name, long[] cells, int rows, BufferAllocator allocator) {
        VarCharVector vector = new VarCharVector(name, allocator);
        vectors.add(vector);
        vector.allocateNew((long) rows * HEX_DIGITS, rows);
        for (int row = 0; row < rows; row++) {
            if (cells[row] != 0) {
                int start = hex(cells[row]);
                vector.set(row, digits, start, HEX_DIGITS - start);
            }
        }
        vector.setValueCount(rows);
    }

    /** Writes the digits of a cell at the end of {@link #digits} and gives the index of the first. */
    private int hex(long cell) {
        int at = HEX_DIGITS;
        for (long rest = cell; rest != 0; rest >>>= 4) {
            digits[--at] = (byte) Character.forDigit((int) rest & 0xF, 16);
        }
        return at;
    }
}
