package io.xylem.core.internal;

import io.xylem.core.Encoder;
import io.xylem.core.PipelineException;
import io.xylem.core.Reject;
import io.xylem.core.RejectBatch;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Encodes the refusals of one unit, a batch whenever enough have come together. Opens its encoder for the first one. */
final class QuarantineWriter<P> implements RejectWriter {
    /** Bytes of refusals that may be pending. */
    static final long MAX_PENDING_BYTES = 4L << 20;

    private static final int MAX_PENDING = 1024;
    private static final long OVERHEAD = 256;

    private final Sink<RejectBatch, P, ?> sink;
    private final TaskContext task;
    private final Consumer<P> out;
    private final List<Reject> pending = new ArrayList<>();
    private long pendingBytes;
    private @Nullable Encoder<RejectBatch, P> encoder;

    QuarantineWriter(Sink<RejectBatch, P, ?> sink, TaskContext task, Consumer<P> out) {
        this.sink = sink;
        this.task = task;
        this.out = out;
    }

    @Override
    public void add(Reject reject) {
        byte[] content = reject.content();
        long bytes = OVERHEAD + (content == null ? 0 : content.length);
        if (!pending.isEmpty() && pendingBytes + bytes > MAX_PENDING_BYTES) {
            flush();
        }
        pending.add(reject);
        pendingBytes += bytes;
        if (pending.size() >= MAX_PENDING || pendingBytes >= MAX_PENDING_BYTES) {
            flush();
        }
    }

    private void flush() {
        try {
            encode();
        } catch (IOException e) {
            throw new PipelineException(
                    "the quarantine cannot take refused documents, the first of them '"
                            + pending.get(0).source() + "': " + e.getMessage() + "; nothing of this job is committed",
                    e);
        }
    }

    private void encode() throws IOException {
        Encoder<RejectBatch, P> open = encoder;
        if (open == null) {
            open = sink.openEncoder(task);
            encoder = open;
        }
        open.encode(new RejectBatch(pending), out);
        pending.clear();
        pendingBytes = 0;
    }

    @Override
    public void finish() throws IOException {
        if (!pending.isEmpty()) {
            flush();
        }
        if (encoder != null) {
            encoder.finish(out);
        }
    }

    @Override
    public void close() throws IOException {
        Encoder<RejectBatch, P> open = encoder;
        encoder = null;
        if (open != null) {
            open.close();
        }
    }
}
