package io.xylem.core.lines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a pipeline opens and closes, and makes one call of it fail. One probe at a time is installed; the pieces of the
 * pipeline report to it.
 */
public final class Probe {
    private static volatile Probe installed = new Probe(-1, () -> new IOException("never thrown"));

    private final int failAt;
    private final Supplier<Throwable> failure;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<Object, String> open = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    private Probe(int failAt, Supplier<Throwable> failure) {
        this.failAt = failAt;
        this.failure = failure;
    }

    /** Installs a probe that only counts. */
    public static Probe counting() {
        return failing(-1, () -> new IOException("never thrown"));
    }

    /** Installs a probe that makes the call with this number fail. */
    public static Probe failing(int call, Supplier<Throwable> failure) {
        Probe probe = new Probe(call, failure);
        installed = probe;
        return probe;
    }

    static void call(String name) throws IOException {
        Probe probe = installed;
        int number;
        synchronized (probe.calls) {
            number = probe.calls.size();
            probe.calls.add(name);
        }
        if (number == probe.failAt) {
            sneak(probe.failure.get());
        }
    }

    private static void sneak(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) failure;
    }

    static void opened(Object resource, String name) {
        installed.open.put(resource, name);
    }

    static void closed(Object resource, String name) throws IOException {
        Probe probe = installed;
        if (probe.open.remove(resource) == null) {
            probe.wrong.add(name + " closed but not open");
        }
        call(name + ".close");
    }

    /** The calls so far, in order. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** The call that failed. */
    public @Nullable String failed() {
        List<String> all = calls();
        return failAt >= 0 && failAt < all.size() ? all.get(failAt) : null;
    }

    /** What was not closed, or closed twice. */
    public List<String> leaks() {
        List<String> leaks = new ArrayList<>(wrong);
        synchronized (open) {
            open.values().forEach(name -> leaks.add(name + " not closed"));
        }
        return leaks;
    }
}
