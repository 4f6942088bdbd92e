package io.xylem.core.internal;

import io.xylem.core.RunListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener; what goes wrong there is logged and forgotten. */
final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final RunListener listener;

    News(RunListener listener) {
        this.listener = listener;
    }

    void tell(Consumer<RunListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("a listener of the run has failed; the run goes on without its help", e);
        }
    }
}
