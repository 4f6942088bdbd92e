package io.xylem.xml.bind;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.internal.scan.ShredCursor;
import io.xylem.xml.internal.scan.ShredWorker;
import io.xylem.xml.mapping.Mapping;

/**
 * Binds each record of a document to a class of the user's own, with Jackson, and lets a function make rows of it: for logic
 * that a mapping cannot say. What comes out goes wherever the shreds of a mapping go.
 *
 * <pre>{@code
 * JacksonFlattener<Flight> flights = JacksonFlattener.of(Flight.class)
 *         .namespace("f", "urn:example:flight:1")
 *         .record("/f:flights/f:flight")
 *         .column("gufi", "string", column -> column.required())
 *         .column("minutes", "int")
 *         .rows((flight, rows) -> rows.add(flight.gufi(), flight.minutes()));
 * }</pre>
 *
 * <p>Documents pass the same scanner and limits as with a mapping. A record that does not fit the class refuses its document
 * ({@code BAD_VALUE}). Rows have {@code _source}, {@code _record} and {@code _row}; {@code _group} is null.
 *
 * @param <R> the class of records
 */
public final class JacksonFlattener<R> implements Shredder<Document> {
    private static final long serialVersionUID = 1L;

    final Class<R> type;
    /** What a mapping says too: namespaces, the record, the columns and their rules. The columns' paths mean nothing. */
    final Mapping mapping;

    final MapperFactory mappers;
    final RowFunction<? super R> rows;
    private final String version;

    JacksonFlattener(
            Class<R> type, Mapping mapping, MapperFactory mappers, RowFunction<? super R> rows, String version) {
        this.version = version;
        this.type = type;
        this.mapping = mapping;
        this.mappers = mappers;
        this.rows = rows;
    }

    /**
     * Starts a flattener.
     *
     * @param type the class of records: a record or anything else that Jackson can make
     * @param <R> the class of records
     * @return a builder
     */
    public static <R> JacksonFlattenerBuilder<R> of(Class<R> type) {
        return new JacksonFlattenerBuilder<>(type);
    }

    /**
     * A digest of namespaces, record and columns, and one of the schema's files if there is a schema; what the class and the
     * function do to a record is not in it.
     */
    @Override
    public String version() {
        return version;
    }

    @Override
    public ShredSchema schema() {
        return mapping.schema();
    }

    @Override
    public Cursor<Shreds> flatten(Cursor<? extends Document> in, TaskContext context) {
        ShredWorker worker = ShredWorker.of(schema(), shreds -> new RecordTaker<>(this, context.limits(), shreds));
        return new ShredCursor(in, context, worker, w -> {});
    }
}
