package io.xylem.core.internal;

import io.xylem.core.Reject;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the first refusals of a run that has no quarantine. Shared by all its tasks. */
final class RejectLog {
    static final int MAX_LINES = 20;

    private static final Logger LOG = LoggerFactory.getLogger("io.xylem.rejects");

    private final AtomicLong count = new AtomicLong();

    RejectWriter writer() {
        return new RejectWriter() {
            @Override
            public void add(Reject reject) {
                log(reject);
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    private void log(Reject reject) {
        long number = count.incrementAndGet();
        if (number <= MAX_LINES) {
            LOG.warn(
                    "refused {}{}: {}: {}",
                    reject.source(),
                    reject.path() == null ? "" : " at " + reject.path(),
                    reject.code(),
                    reject.message());
        }
        if (number == MAX_LINES) {
            LOG.warn(
                    "further refused documents are counted but not logged; give the pipeline a quarantine to keep them");
        }
    }
}
