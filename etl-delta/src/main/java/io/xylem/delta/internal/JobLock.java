package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one run at a time writes the files of an application to a table. A run claims the lock; the appender takes it, from the
 * claim if there is one in this process; the committer, opened before the appender is closed, keeps it. The system frees it if the process dies.
 */
public final class JobLock {
    private static final Map<Path, JobLock> HELD = new HashMap<>();

    private final Path file;
    private final FileChannel channel;
    private int holders;
    private boolean claimed;

    private JobLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * The folder in which an application keeps its state.
     *
     * @param table the table's folder
     * @param appId the application
     * @return a folder below {@code _xylem}
     */
    public static Path stateFolder(Path table, String appId) {
        return table.resolve(ExistingTable.STATE_FOLDER).resolve(SafeNames.of(appId));
    }

    private static Path lockFile(Path table, String appId) {
        return stateFolder(table, appId).toAbsolutePath().normalize().resolve("lock");
    }

    /**
     * Takes the lock for a run, whose appenders will take it over one after the other.
     *
     * @param table the table's folder; made if it is missing
     * @param appId the application
     * @return to be closed; frees the lock if nobody else keeps it
     * @throws IOException if the folder cannot be written to
     * @throws UsageException if another run has it
     */
    static Closeable claim(Path table, String appId) throws IOException {
        synchronized (HELD) {
            Closeable lock = attempt(stateFolder(table, appId)).orElseThrow(() -> taken(table, appId));
            Objects.requireNonNull(HELD.get(lockFile(table, appId)), "just taken").claimed = true;
            return lock;
        }
    }

    /**
     * Takes the lock for an appender.
     *
     * @param table the table's folder; made if it is missing
     * @param appId the application
     * @return to be closed; frees the lock if nobody else keeps it
     * @throws IOException if the folder cannot be written to
     * @throws UsageException if another run has it
     */
    public static Closeable take(Path table, String appId) throws IOException {
        synchronized (HELD) {
            JobLock lock = HELD.get(lockFile(table, appId));
            if (lock != null && lock.claimed && lock.holders == 1) {
                return lock.hold();
            }
            return attempt(stateFolder(table, appId)).orElseThrow(() -> taken(table, appId));
        }
    }

    private static UsageException taken(Path table, String appId) {
        return new UsageException("another run with app id '" + appId + "' is writing to '" + table
                + "'; wait until it is done, or, for other archives, use another app id");
    }

    /**
     * Takes the lock of a state folder, which is there, if nobody has it.
     *
     * @param stateFolder an application's folder below {@code _xylem}
     * @return to be closed; empty if a run has the lock
     * @throws IOException if the folder cannot be written to
     */
    public static Optional<Closeable> attempt(Path stateFolder) throws IOException {
        synchronized (HELD) {
            Path file = stateFolder.toAbsolutePath().normalize().resolve("lock");
            JobLock lock = HELD.containsKey(file) ? null : open(file);
            if (lock == null) {
                return Optional.empty();
            }
            HELD.put(file, lock);
            return Optional.of(lock.hold());
        }
    }

    /**
     * Keeps the lock if somebody in this process has it.
     *
     * @param table the table's folder
     * @param appId the application
     * @return to be closed; frees the lock if nobody else keeps it
     */
    public static Closeable keep(Path table, String appId) {
        synchronized (HELD) {
            JobLock lock = HELD.get(lockFile(table, appId));
            return lock == null ? () -> {} : lock.hold();
        }
    }

    private static @Nullable JobLock open(Path file) throws IOException {
        DurableFiles.createFolders(DurableFiles.parent(file));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? new JobLock(file, channel) : null;
    }

    private Closeable hold() {
        holders++;
        return new Closeable() {
            private boolean closed;

            @Override
            public void close() throws IOException {
                synchronized (HELD) {
                    if (!closed) {
                        closed = true;
                        release();
                    }
                }
            }
        };
    }

    private void release() throws IOException {
        if (--holders == 0) {
            HELD.remove(file);
            channel.close();
        }
    }
}
