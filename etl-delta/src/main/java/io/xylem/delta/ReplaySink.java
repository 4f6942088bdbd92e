package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.delta.internal.Move;
import io.xylem.delta.internal.PlanJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Fills the table, and takes from the quarantine what has been done again, in one step as far as a crash can tell. */
final class ReplaySink implements Sink<ArrowBatch, DeltaPart, Move> {
    private static final long serialVersionUID = 1L;

    private final DeltaSink sink;
    private final transient DeltaReplay replay;

    ReplaySink(DeltaSink sink, DeltaReplay replay) {
        this.sink = sink;
        this.replay = replay;
    }

    @Override
    public Encoder<ArrowBatch, DeltaPart> openEncoder(TaskContext context) throws IOException {
        return sink.openEncoder(context);
    }

    @Override
    public Appender<DeltaPart, Move> openAppender(JobContext context) throws IOException {
        if (!context.run().appId().equals(replay.appId())) {
            throw new UsageException("a replay runs with the app id '" + replay.appId() + "', not with '"
                    + context.run().appId() + "'; set it in the options of the run");
        }
        Appender<DeltaPart, DeltaFile> appender = sink.openAppender(context);
        try {
            replay.commits().begin(context.sequence());
        } catch (IOException | RuntimeException e) {
            try (appender) {
                throw e;
            }
        }
        return new ReplayAppender(appender, context, replay);
    }

    @Override
    public Committer<Move> openCommitter(JobContext context) throws IOException {
        return new ReplayCommitter(sink.openCommitter(context), replay);
    }

    @Override
    public long bytes(DeltaPart part) {
        return sink.bytes(part);
    }

    @Override
    public Journal openJournal(RunInfo run) {
        return new ReplayJournal(replay);
    }

    /** Knows no plans: what there is to do again is in the quarantine. The plan of a job only tells that files of it may have been left. */
    private record ReplayJournal(DeltaReplay replay) implements Journal {
        @Override
        public List<JobPlan> plans() {
            return List.of();
        }

        @Override
        public long committed() {
            return replay.lastSequence();
        }

        @Override
        public void write(JobPlan plan) throws IOException {
            Files.deleteIfExists(PlanJournal.file(replay.folder(), replay.appId(), plan.sequence()));
            new PlanJournal(replay.folder(), replay.appId()).write(plan);
        }
    }

    private record ReplayAppender(Appender<DeltaPart, DeltaFile> appender, JobContext job, DeltaReplay replay)
            implements Appender<DeltaPart, Move> {
        @Override
        public void append(DeltaPart part) throws IOException {
            appender.append(part);
        }

        @Override
        public List<Move> finish() throws IOException {
            List<DeltaFile> files = appender.finish();
            return List.of(
                    replay.finish(new Move(job.run(), job.sequence(), job.tables(), files, List.of(), List.of())));
        }

        @Override
        public void close() throws IOException {
            try (appender) {
                replay.closeFiles();
            }
        }
    }

    private record ReplayCommitter(Committer<DeltaFile> committer, DeltaReplay replay) implements Committer<Move> {
        @Override
        public List<TableCommit> commit(List<Move> moves) throws IOException {
            return replay.commit(committer, moves.get(0));
        }

        @Override
        public void abort(List<Move> moves) throws IOException {
            for (Move move : moves) {
                committer.abort(move.files());
                replay.commits().abort(move);
            }
        }

        @Override
        public void close() throws IOException {
            committer.close();
        }
    }
}
