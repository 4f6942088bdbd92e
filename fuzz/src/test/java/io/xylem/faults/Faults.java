package io.xylem.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which call of the file system fails, and how. Calls are told by what they do, to which file, for the how manieth time; so it does not matter
 * which thread comes first.
 */
final class Faults {
    /** What needs room on the disk. */
    private static final Set<String> GROWING = Set.of("create", "write", "link", "folder");

    private static String root = "";
    private static @Nullable Call failing;
    private static Way way = Way.BEFORE;
    private static boolean happened;
    private static final Map<String, Integer> MET = new HashMap<>();
    private static final List<Call> CALLS = new ArrayList<>();

    private Faults() {}

    /** How a call fails. */
    enum Way {
        /** Without an effect. */
        BEFORE,
        /** After its effect. */
        AFTER,
        /** After its effect, and so do all calls after it, as if the process had died. */
        FOR_GOOD,
        /** For want of room, halfway, and so do all calls after it that need room. */
        DISK_FULL
    }

    /**
     * A call.
     *
     * @param what the operation and the file
     * @param occurrence which one, from 1
     */
    record Call(String what, int occurrence) {
        boolean canFail(Way way) {
            return way != Way.DISK_FULL || GROWING.contains(what.substring(0, what.indexOf(' ')));
        }
    }

    /** What a call does. */
    interface Effect<T> {
        T run() throws IOException;
    }

    /** From now on counts the calls below a folder, and lets one fail. */
    static synchronized void install(String folder, @Nullable Call call, Way how) {
        root = folder;
        failing = call;
        way = how;
        happened = false;
        MET.clear();
        CALLS.clear();
    }

    /** Stops counting, and returns the calls so far. */
    static synchronized List<Call> uninstall() {
        root = "";
        return List.copyOf(CALLS);
    }

    static synchronized boolean happened() {
        return happened;
    }

    /** Does what a call does, unless it fails. */
    static <T> T call(String operation, String path, Effect<T> effect) throws IOException {
        boolean fails = meets(operation, path);
        if (fails && way != Way.AFTER && way != Way.FOR_GOOD) {
            throw failure(path);
        }
        T result = effect.run();
        if (fails) {
            if (result instanceof AutoCloseable resource) {
                close(resource);
            }
            throw failure(path);
        }
        return result;
    }

    /** Whether calls fail for want of room, so that a write is to have half of its effect. */
    static synchronized boolean diskMayBeFull() {
        return way == Way.DISK_FULL;
    }

    /** Counts a call, and tells whether it is to fail. */
    static synchronized boolean meets(String operation, String path) {
        if (root.isEmpty() || !path.startsWith(root)) {
            return false;
        }
        String what = operation + " " + path.substring(root.length()).replaceAll("\\.[0-9]+\\.[0-9]+\\.tmp$", ".tmp");
        Call call = new Call(what, MET.merge(what, 1, Integer::sum));
        CALLS.add(call);
        if (call.equals(failing)) {
            happened = true;
            return true;
        }
        return happened && (way == Way.FOR_GOOD || way == Way.DISK_FULL && GROWING.contains(operation));
    }

    static FileSystemException failure(String path) {
        return new FileSystemException(
                path, null, way == Way.DISK_FULL ? "No space left on device" : "Input/output error");
    }

    private static void close(AutoCloseable resource) throws IOException {
        try {
            resource.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
