package io.xylem.core.internal;

import io.xylem.core.Reject;
import java.io.Closeable;
import java.io.IOException;

/** Takes the refusals of one unit. Used by one thread. */
interface RejectWriter extends Closeable {
    /** Takes a refusal. Fails only with unchecked exceptions, since it is called from inside a stage. */
    void add(Reject reject);

    /** Hands on what is left at the end of the unit. */
    void finish() throws IOException;
}
