package io.xylem.delta;

import io.xylem.core.Committer;
import io.xylem.core.PipelineException;
import io.xylem.core.RunReport;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobLock;
import io.xylem.delta.internal.LeftFiles;
import io.xylem.delta.internal.Move;
import io.xylem.delta.internal.MoveJournal;
import io.xylem.delta.internal.TableAppender;
import io.xylem.delta.internal.TableFolders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the jobs of a replay to the table and to the quarantine: both, or neither, whatever happens in between. */
final class ReplayCommits {
    /** What a replay has done when it is about to go on. For tests, which end it there. */
    interface Steps {
        void reached(String step);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReplayCommits.class);

    private final DeltaSink sink;
    private final DeltaQuarantine quarantine;
    private final Path folder;
    private final String replayId;
    private final MoveJournal moves;
    private final Steps steps;

    /**
     * Commits.
     *
     * @param folder the quarantine's folder
     * @param replayId the app id of the replay
     */
    ReplayCommits(DeltaSink sink, DeltaQuarantine quarantine, Path folder, String replayId, Steps steps) {
        this.sink = sink;
        this.quarantine = quarantine;
        this.folder = folder;
        this.replayId = replayId;
        this.moves = new MoveJournal(sink.folder(), replayId);
        this.steps = steps;
    }

    /** Moves that are written down are made, whatever has become of archives and mapping since. */
    void complete() throws IOException {
        if (moves.moves().isEmpty()) {
            return;
        }
        Closeable lock = JobLock.take(sink.folder(), replayId);
        try (lock) {
            for (Move move : moves.moves()) {
                complete(move);
            }
        }
    }

    private void complete(Move move) throws IOException {
        try (Committer<DeltaFile> committer = sink.openCommitter(move)) {
            try {
                commitRows(committer, move);
            } catch (IOException | UsageException e) {
                if (lastSequence() >= move.sequence()) {
                    throw unfinished(move, e);
                }
                LOG.warn("an interrupted replay cannot be completed and is begun anew: {}", e.getMessage());
                committer.abort(move.files());
                abort(move);
                return;
            }
        }
        try {
            removeFromQuarantine(move);
        } catch (IOException | UsageException e) {
            throw unfinished(move, e);
        }
        moves.forget(move.sequence());
    }

    /** Refuses a job that another replay has done since this one looked at the quarantine; takes away what one has left of it. */
    void begin(long sequence) throws IOException {
        if (lastSequence() >= sequence) {
            throw new UsageException("another replay has changed the quarantine '" + folder
                    + "' in the meantime; nothing was done, run again");
        }
        if (Files.isDirectory(folder)) {
            LeftFiles.remove(folder, replayId, sequence);
        }
    }

    /** The last job of a replay that is committed anywhere; -1 if there is none. */
    long lastSequence() throws IOException {
        long last = -1;
        List<Path> folders = new ArrayList<>(TableFolders.tables(sink.folder()));
        folders.add(folder);
        for (Path table : folders) {
            last = Math.max(
                    last,
                    ExistingTable.read(table)
                            .map(existing -> existing.lastSequence(replayId))
                            .orElse(-1L));
        }
        return last;
    }

    /** The table first: a crash in between leaves documents in both, never in neither. */
    List<TableCommit> commit(Committer<DeltaFile> committer, Move move) throws IOException {
        if (move.files().isEmpty() && move.removed().isEmpty() && move.kept().isEmpty()) {
            moves.forget(move.sequence());
            return List.of();
        }
        steps.reached("files written");
        moves.write(move);
        steps.reached("move written");
        List<TableCommit> commits;
        try {
            commits = new ArrayList<>(commitRows(committer, move));
        } catch (IOException | UsageException e) {
            if (lastSequence() >= move.sequence()) {
                throw unfinished(move, e);
            }
            moves.forget(move.sequence());
            throw e;
        }
        steps.reached("table committed");
        try {
            commits.addAll(removeFromQuarantine(move));
        } catch (IOException | UsageException e) {
            throw unfinished(move, e);
        }
        steps.reached("quarantine committed");
        try {
            moves.forget(move.sequence());
        } catch (IOException e) {
            LOG.warn("the replay is committed, but could not be cleaned up; the next one will", e);
        }
        return commits;
    }

    private static List<TableCommit> commitRows(Committer<DeltaFile> committer, Move move) throws IOException {
        return move.files().isEmpty() ? List.of() : committer.commit(move.files());
    }

    private List<TableCommit> removeFromQuarantine(Move move) throws IOException {
        if (move.kept().isEmpty() && move.removed().isEmpty()) {
            return List.of();
        }
        TableCommit commit =
                quarantine.writer(move.run()).commit(move.sequence()).commit(move.kept(), move.removed());
        String name = move.tables().get(0).name() + RunReport.QUARANTINE_SUFFIX;
        return List.of(new TableCommit(name, commit.version(), commit.rows(), commit.files(), commit.bytes()));
    }

    private PipelineException unfinished(Move move, Exception cause) {
        return new PipelineException(
                "documents are in the table and still in the quarantine '" + folder + "': " + cause.getMessage()
                        + "; remove the cause and run the replay again, which will complete this one; or, to keep both, remove '"
                        + moves.file(move.sequence()) + "'",
                cause);
    }

    /** Removes the quarantine's files of a job that is known not to be committed. */
    void abort(Move move) throws IOException {
        if (lastSequence() < move.sequence()) {
            moves.forget(move.sequence());
            TableAppender.remove(folder, move.kept());
        }
    }
}
