package io.xylem.delta.internal;

import io.xylem.delta.DeltaVacuum;
import io.xylem.delta.DeltaVacuum.Orphan;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files in tables that jobs have made and no version needs. Used by one thread, once. */
public final class OrphanSearch {
    private final Set<Path> folders;
    private final Duration retention;
    private final Instant now;
    private final Applications applications;
    private final Map<Path, LogState> logs = new HashMap<>();
    private final Map<String, Set<Long>> pending = new HashMap<>();
    private final List<Orphan> orphans = new ArrayList<>();
    private long young;
    private long begun;
    private long foreign;

    private OrphanSearch(Set<Path> folders, Duration retention, Instant now, Applications applications) {
        this.folders = folders;
        this.retention = retention;
        this.now = now;
        this.applications = applications;
    }

    /** What to do with the orphans, while no run can begin. */
    public interface Action {
        /**
         * Does it.
         *
         * @param orphan the file
         * @throws IOException if that fails
         */
        void take(Orphan orphan) throws IOException;
    }

    /**
     * Searches.
     *
     * @param tables the folders of the tables; a job is committed when all of them have it
     * @param quarantines the folders of their quarantines, which lack the jobs that have refused nothing
     * @param retention files younger than this stay
     * @param now the present
     * @param action takes each orphan
     * @return what was found
     * @throws IOException if a log or a folder cannot be read, or the action fails
     */
    public static DeltaVacuum.Result search(
            List<Path> tables, List<Path> quarantines, Duration retention, Instant now, Action action)
            throws IOException {
        Set<Path> folders = new LinkedHashSet<>(tables);
        folders.addAll(quarantines);
        try (Applications applications = Applications.lock(folders)) {
            OrphanSearch search = new OrphanSearch(folders, retention, now, applications);
            for (Path table : tables) {
                LogState log = LogState.read(table, retention, now);
                if (log.exists()) {
                    search.logs.put(table, log);
                }
            }
            for (Path folder : folders) {
                LogState log = search.logs.get(folder);
                search.walk(folder, log == null ? LogState.read(folder, retention, now) : log);
            }
            for (Orphan orphan : search.orphans) {
                action.take(orphan);
            }
            return new DeltaVacuum.Result(search.orphans, search.young, search.begun, search.foreign);
        }
    }

    private void walk(Path table, LogState log) throws IOException {
        Files.walkFileTree(table, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean hidden = (name.startsWith("_") || name.startsWith(".")) && !name.contains("=");
                return !folder.equals(table) && (hidden || folders.contains(folder))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!log.needs(file)) {
                    judge(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void judge(Path file, BasicFileAttributes attributes) throws IOException {
        Optional<JobFile> name =
                JobFile.parse(String.valueOf(file.getFileName())).filter(job -> applications.knows(job.application()));
        if (name.isEmpty()) {
            foreign++;
        } else if (mayBeWanted(name.get())) {
            begun++;
        } else if (attributes.lastModifiedTime().toInstant().isAfter(now.minus(retention))) {
            young++;
        } else {
            orphans.add(new Orphan(file, attributes.size()));
        }
    }

    /** A run at work, and a job that is begun and not committed, may still commit the file. An incomplete one nobody commits. */
    private boolean mayBeWanted(JobFile file) throws IOException {
        String application = file.application();
        if (applications.busy(application)) {
            return true;
        }
        Set<Long> jobs = pending.get(application);
        if (jobs == null) {
            jobs = uncommitted(application);
            pending.put(application, jobs);
        }
        return file.complete() && jobs.contains(file.sequence());
    }

    private Set<Long> uncommitted(String application) throws IOException {
        long committed = logs.isEmpty() ? -1 : Long.MAX_VALUE;
        for (LogState log : logs.values()) {
            committed = Math.min(committed, log.lastSequence(application));
        }
        long last = committed;
        Set<Long> jobs = new HashSet<>(applications.planned(application));
        jobs.removeIf(sequence -> sequence <= last);
        jobs.addAll(applications.moving(application));
        return jobs;
    }
}
