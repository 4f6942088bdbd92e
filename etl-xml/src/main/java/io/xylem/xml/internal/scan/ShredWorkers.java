package io.xylem.xml.internal.scan;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.mapping.Mapping;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a mapping. One that has come to the end of its documents goes on with those of the next task: it knows their
 * names and paths by then, and the code compiled for it need not be compiled anew for first times. For any number of threads.
 */
public final class ShredWorkers {
    private final Mapping mapping;
    private final Queue<Idle> idle = new ConcurrentLinkedQueue<>();

    private record Idle(ShredWorker worker, Limits limits) {}

    /**
     * No workers yet.
     *
     * @param mapping what is wanted of documents
     */
    public ShredWorkers(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * A cursor over the shreds that the mapping wants of documents.
     *
     * @param in the documents; closed together with the cursor
     * @param context the task
     * @return the cursor
     */
    public Cursor<Shreds> open(Cursor<? extends Document> in, TaskContext context) {
        Limits limits = context.limits();
        @Nullable Idle known = idle.poll();
        ShredWorker worker = known != null && known.limits.equals(limits)
                ? known.worker
                : ShredWorker.of(mapping.schema(), shreds -> new DocumentShredder(mapping, limits, shreds));
        return new ShredCursor(in, context, worker, w -> idle.add(new Idle(w, limits)));
    }
}
