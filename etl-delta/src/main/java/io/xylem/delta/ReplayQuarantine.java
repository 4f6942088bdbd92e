package io.xylem.delta;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.RejectBatch;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Takes what is refused again. It becomes part of the quarantine when {@link ReplaySink} commits. */
final class ReplayQuarantine implements Sink<RejectBatch, DeltaPart, DeltaFile> {
    private static final long serialVersionUID = 1L;

    private final DeltaQuarantine quarantine;
    private final transient DeltaReplay replay;

    ReplayQuarantine(DeltaQuarantine quarantine, DeltaReplay replay) {
        this.quarantine = quarantine;
        this.replay = replay;
    }

    @Override
    public Encoder<RejectBatch, DeltaPart> openEncoder(TaskContext context) throws IOException {
        return new WatchedEncoder(quarantine.openEncoder(context), context.run().mappingVersion(), replay);
    }

    @Override
    public Appender<DeltaPart, DeltaFile> openAppender(JobContext context) {
        return new PartAppender(context, replay);
    }

    @Override
    public Committer<DeltaFile> openCommitter(JobContext context) {
        return new Committer<>() {
            @Override
            public List<TableCommit> commit(List<DeltaFile> messages) {
                return List.of();
            }

            @Override
            public void abort(List<DeltaFile> messages) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public long bytes(DeltaPart part) {
        return quarantine.bytes(part);
    }

    private record WatchedEncoder(Encoder<RejectBatch, DeltaPart> encoder, String mappingVersion, DeltaReplay replay)
            implements Encoder<RejectBatch, DeltaPart> {
        @Override
        public void encode(RejectBatch batch, Consumer<? super DeltaPart> out) throws IOException {
            batch.rejects().forEach(reject -> replay.refused(Refusal.of(reject, mappingVersion)));
            encoder.encode(batch, out);
        }

        @Override
        public void finish(Consumer<? super DeltaPart> out) throws IOException {
            encoder.finish(out);
        }

        @Override
        public void close() throws IOException {
            encoder.close();
        }
    }

    private record PartAppender(JobContext job, DeltaReplay replay) implements Appender<DeltaPart, DeltaFile> {
        @Override
        public void append(DeltaPart part) throws IOException {
            replay.append(job, part);
        }

        @Override
        public List<DeltaFile> finish() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
