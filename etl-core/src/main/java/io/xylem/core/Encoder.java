package io.xylem.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Encodes the batches of one unit into parts. Used by one thread; many encoders work at the same time.
 *
 * @param <B> the kind of batch
 * @param <P> the kind of part
 */
public interface Encoder<B, P> extends Closeable {
    /**
     * Takes a batch. The batch is only borrowed.
     *
     * @param batch the batch
     * @param out takes each part that is complete; the part belongs to it from then on
     * @throws IOException if encoding fails
     */
    void encode(B batch, Consumer<? super P> out) throws IOException;

    /**
     * Hands out what is left at the end of the unit.
     *
     * @param out takes the parts
     * @throws IOException if encoding fails
     */
    void finish(Consumer<? super P> out) throws IOException;
}
