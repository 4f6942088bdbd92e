package io.xylem.delta;

import io.xylem.core.Archive;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobFile;
import io.xylem.delta.internal.PlanJournal;
import io.xylem.delta.internal.RowReader;
import io.xylem.delta.internal.SafeNames;
import io.xylem.delta.internal.TableFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which quarantined documents can be done again, where they are, and why the others cannot. Immutable once made. */
final class ReplayPlan {
    private static final String SOURCE = "_source";

    private final Set<String> documents = new HashSet<>();
    private final Set<String> tabled = new HashSet<>();
    private final Map<String, Archive> archives = new HashMap<>();
    private final Map<String, String> archiveOf = new HashMap<>();
    private final TreeMap<String, String> left = new TreeMap<>();

    private ReplayPlan() {}

    /**
     * Plans.
     *
     * @param folder the table's folder
     * @param appId the application that has ingested the documents
     * @param applications it, and that of its replays
     * @param quarantined names of the quarantined documents and archives
     */
    static ReplayPlan of(Path folder, String appId, List<String> applications, Set<String> quarantined)
            throws IOException {
        ReplayPlan plan = new ReplayPlan();
        if (!quarantined.isEmpty()) {
            plan.locate(quarantined, Ingested.read(folder, appId, mayBeArchives(quarantined)));
            plan.dropTabled(
                    folder,
                    new HashSet<>(applications.stream().map(SafeNames::of).toList()));
        }
        return plan;
    }

    private static Set<String> mayBeArchives(Set<String> sources) {
        Set<String> paths = new HashSet<>(sources);
        for (String source : sources) {
            for (int at = source.indexOf("!/"); at >= 0; at = source.indexOf("!/", at + 1)) {
                paths.add(source.substring(0, at));
            }
        }
        return paths;
    }

    /**
     * The archives that jobs have taken.
     *
     * @param versions what was ingested, by path
     * @param open the paths of archives of jobs that are not committed
     */
    private record Ingested(Map<String, Set<Archive>> versions, Set<String> open) {
        static Ingested read(Path folder, String appId, Set<String> paths) throws IOException {
            PlanJournal journal = new PlanJournal(folder, appId);
            long committed = journal.committed();
            Ingested ingested = new Ingested(new HashMap<>(), new HashSet<>());
            journal.forEachPlan(job -> {
                for (Archive archive : job.archives()) {
                    if (paths.contains(archive.path())) {
                        ingested.versions
                                .computeIfAbsent(archive.path(), p -> new HashSet<>())
                                .add(archive);
                        if (job.sequence() > committed) {
                            ingested.open.add(archive.path());
                        }
                    }
                }
            });
            return ingested;
        }
    }

    private void locate(Set<String> quarantined, Ingested ingested) {
        for (String source : quarantined) {
            String path = outermost(source, ingested.versions.keySet());
            Set<Archive> versions = path == null ? Set.of() : ingested.versions.getOrDefault(path, Set.of());
            if (path == null || versions.isEmpty() || ingested.open.contains(path)) {
                left.put(source, "no committed job has its archive; complete the interrupted ingest first");
            } else if (versions.size() > 1) {
                left.put(
                        source,
                        "several archives named '" + path
                                + "' were ingested, with different content, and it cannot be told which one it is from. If the document"
                                + " has been corrected and is in the table now, delete its row from the quarantine");
            } else {
                documents.add(source);
                archiveOf.put(source, path);
                archives.put(path, versions.iterator().next());
            }
        }
    }

    private static @Nullable String outermost(String source, Set<String> archives) {
        for (int at = source.indexOf("!/"); at >= 0; at = source.indexOf("!/", at + 1)) {
            if (archives.contains(source.substring(0, at))) {
                return source.substring(0, at);
            }
        }
        return archives.contains(source) ? source : null;
    }

    /** What has rows already is not done again: it would be in the table twice. */
    private void dropTabled(Path folder, Set<String> applications) throws IOException {
        for (Path table : TableFolders.tables(folder)) {
            Optional<ExistingTable> existing = ExistingTable.read(table);
            if (existing.isPresent() && existing.get().hasColumn(SOURCE)) {
                Set<String> files = existing.get().filesWithin(SOURCE, archives.keySet());
                new RowReader(existing.get(), List.of(SOURCE))
                        .read(
                                file -> files.contains(file) && madeBy(applications, file),
                                (row, file) -> tabled(String.valueOf(row.get(SOURCE))));
            }
        }
    }

    private static boolean madeBy(Set<String> applications, String path) {
        return JobFile.parse(path.substring(path.lastIndexOf('/') + 1))
                .map(file -> applications.contains(file.application()))
                .orElse(true);
    }

    private void tabled(String source) {
        if (documents.remove(source)) {
            left.put(source, "the table has rows of it already");
        }
        if (left.containsKey(source) || isInside(source, documents)) {
            tabled.add(source);
        }
    }

    private static boolean isInside(String source, Set<String> archives) {
        for (int at = source.indexOf("!/"); at >= 0; at = source.indexOf("!/", at + 1)) {
            if (archives.contains(source.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a document is one to read. */
    boolean wants(String source) {
        return !tabled.contains(source) && (documents.contains(source) || isInside(source, documents));
    }

    /** Names of documents, and of archives for all that is in them. */
    Set<String> documents() {
        return documents;
    }

    /** Names of documents in those archives that have rows already. */
    Set<String> tabled() {
        return tabled;
    }

    /** The archive that a path stood for when it was ingested; null if nothing is wanted of it. */
    @Nullable Archive archive(String path) {
        return documents.isEmpty() ? null : archives.get(path);
    }

    /** The path of the archive that a document is from; null if it cannot be done again. */
    @Nullable String archiveOf(String source) {
        return documents.contains(source) ? archiveOf.get(source) : null;
    }

    /** Documents that cannot be done again, and why. */
    Map<String, String> left() {
        return left;
    }
}
