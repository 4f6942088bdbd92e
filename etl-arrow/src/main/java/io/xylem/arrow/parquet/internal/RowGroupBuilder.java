package io.xylem.arrow.parquet.internal;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The open row group of an encoder. */
public final class RowGroupBuilder implements AutoCloseable {
    /** What all dictionaries of an encoder may take together, and what each may take in any case. */
    private static final int ALL_DICTIONARY_BYTES = 16 << 20;

    private static final int LEAST_DICTIONARY_BYTES = 64 << 10;

    private final ParquetSchema schema;
    private final ParquetOptions options;
    private final Scratch scratch;
    private final List<ChunkEncoder> chunks = new ArrayList<>();

    /** For each leaf, the vectors that lead to it in the current batch. */
    private final List<List<FieldVector>> vectors = new ArrayList<>();

    private Schema known;
    private int batchRows;
    private int rows;
    private long raw;

    /**
     * An empty row group.
     *
     * @param schema the columns
     * @param options how to encode
     */
    public RowGroupBuilder(ParquetSchema schema, ParquetOptions options) {
        this.schema = schema;
        this.options = options;
        this.scratch = new Scratch(options);
        this.known = schema.arrow();
        int share = Math.max(
                LEAST_DICTIONARY_BYTES, ALL_DICTIONARY_BYTES / schema.leaves().size());
        int dictionaryBytes = Math.min(options.dictionaryBytes(), share);
        for (Leaf leaf : schema.leaves()) {
            chunks.add(new ChunkEncoder(leaf, options, dictionaryBytes, scratch));
        }
    }

    /**
     * Starts a batch.
     *
     * @param batch the batch, borrowed until the next call
     * @throws UsageException if it has other columns
     */
    @SuppressWarnings("ReferenceEquality") // the same schema object needs no second look
    public void begin(VectorSchemaRoot batch) {
        if (batch.getSchema() != known) {
            requireSameColumns(batch.getSchema());
            known = batch.getSchema();
        }
        batchRows = batch.getRowCount();
        vectors.clear();
        for (Leaf leaf : schema.leaves()) {
            FieldVector vector = batch.getFieldVectors().get(leaf.column());
            if (vector.getValueCount() < batchRows) {
                throw new UsageException("column '" + vector.getName() + "' has " + vector.getValueCount()
                        + " values in a batch of " + batchRows + " rows; set the value counts of all vectors");
            }
            List<FieldVector> way = new ArrayList<>();
            way.add(vector);
            for (Step step : leaf.steps().subList(0, leaf.steps().size() - 1)) {
                vector = vector.getChildrenFromFields().get(step.child());
                way.add(vector);
            }
            vectors.add(way);
        }
    }

    private void requireSameColumns(Schema other) {
        if (!sameColumns(other.getFields(), schema.arrow().getFields(), true)) {
            throw new UsageException("batch has other columns than the writer: " + other.getFields() + " instead of "
                    + schema.arrow().getFields() + "; open the writer with the schema of the batches");
        }
    }

    /**
     * Whether fields have the same names and types. What the inside of a list is named, metadata, and what may be null is the
     * writer's matter: values are checked against its own schema.
     */
    private static boolean sameColumns(List<Field> fields, List<Field> others, boolean named) {
        if (fields.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Field other = others.get(i);
            if (named && !field.getName().equals(other.getName())
                    || !field.getType().equals(other.getType())
                    || field.getDictionary() != null
                    || !sameInside(field, other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameInside(Field field, Field other) {
        if (field.getType() instanceof ArrowType.Map) {
            Field entries = field.getChildren().get(0);
            return sameColumns(entries.getChildren(), other.getChildren().get(0).getChildren(), false);
        }
        boolean struct = field.getType() instanceof ArrowType.Struct;
        return sameColumns(field.getChildren(), other.getChildren(), struct);
    }

    /**
     * Encodes rows of the current batch until the row group is full or the batch at its end.
     *
     * @param row the first row
     * @return the row behind the last
     * @throws UsageException if there is a null where the schema says there is none
     */
    public int write(int row) {
        int end = (int) Math.min(batchRows, (long) row + options.rowGroupRows() - rows);
        long size = raw(row, end);
        if (raw + size >= options.rowGroupBytes()) {
            end = rowReaching(options.rowGroupBytes() - raw, row, end);
            size = raw(row, end);
        }
        for (int i = 0; i < chunks.size(); i++) {
            chunks.get(i).write(vectors.get(i), row, end);
        }
        rows += end - row;
        raw += size;
        return end;
    }

    private long raw(int from, int to) {
        long bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            bytes += RawSize.of(schema.leaves().get(i), vectors.get(i), from, to);
        }
        return bytes;
    }

    private int rowReaching(long size, int from, int to) {
        int low = from + 1;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (raw(from, middle) < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Whether the row group is complete.
     *
     * @return whether it is
     */
    public boolean full() {
        return rows >= options.rowGroupRows() || raw >= options.rowGroupBytes();
    }

    /**
     * The number of rows.
     *
     * @return rows
     */
    public int rows() {
        return rows;
    }

    /**
     * Completes the row group and starts another.
     *
     * @return its chunks, in the order of the leaves
     */
    public List<EncodedChunk> finish() {
        List<EncodedChunk> done = new ArrayList<>();
        for (ChunkEncoder chunk : chunks) {
            done.add(chunk.finish());
        }
        scratch.shrink();
        rows = 0;
        raw = 0;
        return done;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
