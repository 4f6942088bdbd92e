package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Archive;
import io.xylem.core.Committer;
import io.xylem.core.Document;
import io.xylem.core.JobContext;
import io.xylem.core.RejectBatch;
import io.xylem.core.Sink;
import io.xylem.core.Source;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.delta.internal.JobNotes;
import io.xylem.delta.internal.Move;
import io.xylem.delta.internal.TableFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does quarantined documents again, and moves those that pass into the table.
 *
 * <pre>{@code
 * DeltaSink table = DeltaSink.table(folder).build();
 * DeltaReplay replay = DeltaReplay.open(table, "xylem");
 * ArchiveSource archives = ArchiveSource.builder()
 *         .input("in")
 *         .only(replay.documents(), replay.tabled())
 *         .build();
 * RunReport report = Pipeline.from(replay.from(List.of(archives)))
 *         .flatten(ArrowFlattener.of(XmlShredder.of(fixed)))
 *         .into(replay.sink())
 *         .onReject(replay.quarantine())
 *         .run(RunOptions.builder().appId(replay.appId()).build());
 * }</pre>
 *
 * <p>What passes gets its rows in the table and leaves the quarantine; what is refused again is in the quarantine once, with its new reason; what is not
 * read, because its archive is gone or has changed, stays as it is ({@link #left}). A crash at any point leaves each document in the table, or in the quarantine,
 * or, between the two commits, in both; the next {@link #open} completes what was begun, without the archives and the mapping.
 *
 * <p>An object serves one run, in one process.
 */
public final class DeltaReplay {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaReplay.class);
    private static final String SUFFIX = ".replay";

    private final DeltaSink sink;
    private final DeltaQuarantine quarantine;
    private final String replayId;
    private final ReplayCommits commits;
    private final QuarantineFiles files;
    private final ReplayPlan plan;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Queue<Refusal> refused = new ConcurrentLinkedQueue<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final Set<String> offered = new HashSet<>();
    private final long lastSequence;

    private DeltaReplay(DeltaSink sink, String appId, ReplayCommits.Steps steps) throws IOException {
        this.sink = sink;
        this.replayId = appId + SUFFIX;
        Path folder = sink.folder();
        quarantine = DeltaQuarantine.beside(folder);
        Path quarantineFolder = DeltaQuarantine.folderBeside(folder);
        commits = new ReplayCommits(sink, quarantine, quarantineFolder, replayId, steps);
        commits.complete();
        files = new QuarantineFiles(quarantineFolder, List.of(appId, replayId));
        files.load();
        lastSequence = Math.max(0, commits.lastSequence());
        plan = ReplayPlan.of(folder, appId, List.of(appId, replayId), files.sources());
    }

    /**
     * A text that {@link DeltaSink.Builder#note} has kept with a job, and with those after it until the next note.
     *
     * @param appId the application
     * @param sequence the job
     * @param text the text
     */
    public record Note(String appId, long sequence, String text) {}

    /**
     * The texts that were kept with the jobs of a table.
     *
     * @param table the table's folder
     * @return the notes, by application and ascending sequence
     * @throws IOException if they cannot be read
     */
    public static List<Note> notes(Path table) throws IOException {
        return JobNotes.read(table).stream()
                .map(note -> new Note(note.appId(), note.sequence(), note.text()))
                .toList();
    }

    /**
     * Completes what an interrupted replay has begun, and looks what is in the quarantine beside a table.
     *
     * @param sink the table, which is there
     * @param appId the application that has ingested the documents
     * @return the replay
     * @throws IOException if table or quarantine cannot be read, or the interrupted replay not be completed
     * @throws UsageException if there is no table, or another replay is at work
     */
    public static DeltaReplay open(DeltaSink sink, String appId) throws IOException {
        return open(sink, appId, step -> {});
    }

    static DeltaReplay open(DeltaSink sink, String appId, ReplayCommits.Steps steps) throws IOException {
        boolean committed = false;
        for (Path table : TableFolders.tables(sink.folder())) {
            committed |= DeltaTable.exists(table);
        }
        if (!committed) {
            throw TableFolders.missing(sink.folder());
        }
        return new DeltaReplay(sink, appId, steps);
    }

    ReplayCommits commits() {
        return commits;
    }

    Path folder() {
        return sink.folder();
    }

    long lastSequence() {
        return lastSequence;
    }

    /**
     * The app id that the replay has to be run with: that of the application, and {@code .replay}.
     *
     * @return the app id
     */
    public String appId() {
        return replayId;
    }

    /**
     * What to read again.
     *
     * @return full names of documents, and of damaged archives for all that is in them
     */
    public Set<String> documents() {
        return Set.copyOf(plan.documents());
    }

    /**
     * What not to read again, though it is in an archive that is one of {@link #documents}: it has rows in the table.
     *
     * @return full names of documents
     */
    public Set<String> tabled() {
        return Set.copyOf(plan.tabled());
    }

    /**
     * The source of the replay: archives that are still what they were when they were ingested.
     *
     * @param sources where the archives may be; they must yield nothing but {@link #documents}, without {@link #tabled}; anything else fails the run. One that cannot be listed is passed over, unless there is no other
     * @return the source
     */
    public Source<Document> from(List<? extends Source<Document>> sources) {
        return new ReplaySource(sources, this);
    }

    /**
     * The sink of the replay.
     *
     * @return a sink that fills the table and takes what passes from the quarantine
     */
    public Sink<ArrowBatch, DeltaPart, ?> sink() {
        return new ReplaySink(sink, this);
    }

    /**
     * The quarantine of the replay.
     *
     * @return a sink for what is refused again
     */
    public Sink<RejectBatch, DeltaPart, DeltaFile> quarantine() {
        return new ReplayQuarantine(quarantine, this);
    }

    /**
     * Quarantined documents that have not been done again, so far. Complete when the run has ended.
     *
     * @return reasons by full names, sorted
     */
    public Map<String, String> left() {
        Map<String, String> left = new TreeMap<>(plan.left());
        for (String source : files.sources()) {
            String path = plan.archiveOf(source);
            if (path != null && !done.contains(source)) {
                left.put(source, unreadable.getOrDefault(path, reason(path)));
            }
        }
        return left;
    }

    private String reason(String path) {
        return offered.contains(path)
                ? "it was not found in its archive; are limits and globs those of the ingest?"
                : "the archive '" + path + "' is not in the input any more; put it back, or say where it is";
    }

    /** Whether an archive is one to read; remembers why not. */
    boolean wants(Archive archive) {
        Archive ingested = plan.archive(archive.path());
        if (ingested == null) {
            return false;
        }
        if (ingested.equals(archive)) {
            offered.add(archive.path());
            unreadable.remove(archive.path());
            return true;
        }
        if (!offered.contains(archive.path())) {
            unreadable.put(
                    archive.path(),
                    "the archive '" + archive.path() + "' has changed since it was ingested: it had " + ingested.size()
                            + " bytes and digest " + ingested.digest() + ", now it has " + archive.size()
                            + " bytes and digest " + archive.digest() + "; put it back as it was");
        }
        return false;
    }

    /** A document is read again. Called by any thread. */
    void read(String source) {
        requireWanted(source);
        read.add(source);
    }

    /** A document or an archive is refused again. Called by any thread. */
    void refused(Refusal refusal) {
        requireWanted(refusal.source());
        refused.add(refusal);
    }

    private void requireWanted(String source) {
        if (!plan.wants(source)) {
            throw new UsageException("'" + source
                    + "' is not to be replayed, and would be there twice; restrict the source to what documents() and"
                    + " tabled() say");
        }
    }

    void append(JobContext job, DeltaPart part) throws IOException {
        files.append(quarantine.writer(job.run()), job.sequence(), part);
    }

    /** Completes the quarantine's files of a job; none if everything is refused again for the same reasons. */
    Move finish(Move move) throws IOException {
        Set<String> gone = new HashSet<>(read);
        refused.forEach(refusal -> gone.add(refusal.source()));
        // An archive is no longer damaged if something in it was read, and it was not refused itself.
        for (String source : Set.copyOf(gone)) {
            for (int at = source.indexOf("!/"); at >= 0; at = source.indexOf("!/", at + 1)) {
                String archive = source.substring(0, at);
                if (plan.documents().contains(archive)) {
                    gone.add(archive);
                }
            }
        }
        done.addAll(gone);
        if (move.files().isEmpty() && files.holds(gone, refused)) {
            files.close();
            return move;
        }
        return files.finish(quarantine.writer(move.run()), move, gone);
    }

    void closeFiles() throws IOException {
        files.close();
        read.clear();
        refused.clear();
    }

    List<TableCommit> commit(Committer<DeltaFile> committer, Move move) throws IOException {
        List<TableCommit> made = commits.commit(committer, move);
        try {
            files.load();
        } catch (IOException e) {
            LOG.warn("the replay is committed, but the quarantine cannot be read to tell what is left in it", e);
        }
        return made;
    }
}
