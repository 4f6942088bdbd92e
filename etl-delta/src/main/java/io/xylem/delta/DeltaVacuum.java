package io.xylem.delta;

import io.xylem.core.UsageException;
import io.xylem.delta.internal.OrphanSearch;
import io.xylem.delta.internal.TableFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes files that runs have left in a table and that no version of it needs: data files {@code <app>-<sequence>-<number>.parquet}, and
 * temporary ones in the same folders, whose names end in {@code .incomplete}. It looks at the table, at the quarantine beside it, and, if the
 * folder holds one table per level, at each of them.
 *
 * <p>What it leaves: files that are live, or were removed from the table within the retention or within the table's own
 * {@code delta.deletedFileRetentionDuration}, whichever is longer; all files of an application one of whose runs is at work; data files of a job that
 * is planned but not committed; plans and logs; files younger than the retention; and every file that was made by somebody else.
 *
 * <p>While it searches, no run of the table's applications can begin.
 */
public final class DeltaVacuum {
    /** As long as Delta keeps removed files by default. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    private final Path folder;
    private final Duration retention;

    private DeltaVacuum(Path folder, Duration retention) {
        this.folder = folder;
        this.retention = retention;
    }

    /**
     * A file that no version needs.
     *
     * @param path where it is
     * @param bytes its size
     */
    public record Orphan(Path path, long bytes) {}

    /**
     * What was found.
     *
     * @param orphans files of ours that no version needs, by folder and name
     * @param young files that would be orphans but are younger than the retention
     * @param begun files of a run at work, or of a job that is planned but not committed: run it again, and they become part of the table or go
     * @param foreign files that were made by others and are no part of the table
     */
    public record Result(List<Orphan> orphans, long young, long begun, long foreign) {
        /** Copies the list. */
        public Result {
            orphans = List.copyOf(orphans);
        }

        /**
         * How much the orphans take.
         *
         * @return bytes
         */
        public long bytes() {
            return orphans.stream().mapToLong(Orphan::bytes).sum();
        }
    }

    /**
     * A vacuum with a retention of {@link #DEFAULT_RETENTION}.
     *
     * @param folder the table's folder, or the folder that holds one table per level
     * @return the vacuum
     */
    public static DeltaVacuum of(Path folder) {
        return new DeltaVacuum(folder, DEFAULT_RETENTION);
    }

    /**
     * The same with another retention.
     *
     * @param value files that were changed within this time stay; may be zero
     * @return the vacuum
     * @throws UsageException if it is negative
     */
    public DeltaVacuum retention(Duration value) {
        if (value.isNegative()) {
            throw new UsageException("the retention is " + value + "; it cannot be negative");
        }
        return new DeltaVacuum(folder, value);
    }

    /**
     * Looks for orphans and leaves them.
     *
     * @param now the present, which ages count back from
     * @return what was found
     * @throws IOException if a log or a folder cannot be read
     * @throws UsageException if there is no table
     */
    public Result find(Instant now) throws IOException {
        return search(now, orphan -> {});
    }

    /**
     * Removes orphans.
     *
     * @param now the present, which ages count back from
     * @return what was found; the orphans are gone
     * @throws IOException if a log or a folder cannot be read, or a file not be removed; those before it are gone
     * @throws UsageException if there is no table
     */
    public Result remove(Instant now) throws IOException {
        return search(now, orphan -> Files.deleteIfExists(orphan.path()));
    }

    private Result search(Instant now, OrphanSearch.Action action) throws IOException {
        List<Path> tables = TableFolders.tables(folder);
        if (tables.isEmpty()) {
            throw TableFolders.missing(folder);
        }
        return OrphanSearch.search(tables, TableFolders.quarantine(folder), retention, now, action);
    }
}
