package io.xylem.core.internal;

import io.xylem.core.RunListener.Progress;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is, for its listener only. Safe for use by many threads. */
final class Meter {
    private final LongAdder documents = new LongAdder();
    private final LongAdder rejects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder weightDone = new LongAdder();
    private final LongAdder weightTotal = new LongAdder();

    void add(long moreDocuments, long moreRejects, long moreBytes) {
        documents.add(moreDocuments);
        rejects.add(moreRejects);
        bytes.add(moreBytes);
    }

    void done(long weight) {
        weightDone.add(weight);
    }

    void planned(long weight) {
        weightTotal.add(weight);
    }

    Progress progress() {
        return new Progress(documents.sum(), rejects.sum(), bytes.sum(), weightDone.sum(), weightTotal.sum());
    }
}
