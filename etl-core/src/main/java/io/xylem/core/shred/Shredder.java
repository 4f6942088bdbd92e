package io.xylem.core.shred;

import io.xylem.core.Flattener;
import io.xylem.core.schema.TableSchema;
import java.util.List;

/**
 * A flattener that yields {@link Shreds}, a chunk of documents at a time.
 *
 * <p>Every document in a chunk has been read to its end; those refused on the way are reported and leave nothing in it. A
 * shredder does not report documents as tabled: that is for whoever assembles rows, who may still refuse one.
 *
 * @param <D> the kind of document
 */
public interface Shredder<D> extends Flattener<D, Shreds> {
    /**
     * The levels and columns of the output.
     *
     * @return the schema
     */
    ShredSchema schema();

    @Override
    default List<TableSchema> tables() {
        return schema().tables();
    }
}
