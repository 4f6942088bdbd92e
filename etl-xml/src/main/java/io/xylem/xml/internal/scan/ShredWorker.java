package io.xylem.xml.internal.scan;

import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import java.util.function.Function;

/**
 * What takes documents, and the shreds that it fills.
 *
 * @param shreds the shreds
 * @param taker puts documents into them
 */
public record ShredWorker(Shreds shreds, DocumentTaker taker) {
    /** How much text a chunk holds, in bytes. */
    static final int CHUNK_BYTES = 1 << 20;

    /**
     * A worker.
     *
     * @param schema the levels of the shreds
     * @param taker makes what puts documents into the shreds
     * @return the worker
     */
    public static ShredWorker of(ShredSchema schema, Function<Shreds, DocumentTaker> taker) {
        Shreds shreds = new Shreds(schema, CHUNK_BYTES);
        return new ShredWorker(shreds, taker.apply(shreds));
    }
}
