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
    private static volatile Probe installed = new Probe("", 0, () -> new IOException("never thrown"));

    private final String failing;
    private final int occurrence;
    private final Supplier<Throwable> failure;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<Object, String> open = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    private boolean failed;
    private int met;

    private Probe(String failing, int occurrence, Supplier<Throwable> failure) {
        this.failing = failing;
        this.occurrence = occurrence;
        this.failure = failure;
    }

    /** Installs a probe that only counts. */
    public static Probe counting() {
        return failing("", 0, () -> new IOException("never thrown"));
    }

    /**
     * Installs a probe that makes one call of that name fail.
     *
     * @param occurrence which one, from 1: how often a name is called does not depend on which worker comes first
     */
    public static Probe failing(String call, int occurrence, Supplier<Throwable> failure) {
        Probe probe = new Probe(call, occurrence, failure);
        installed = probe;
        return probe;
    }

    static void call(String name) throws IOException {
        Probe probe = installed;
        boolean fail;
        synchronized (probe.calls) {
            probe.calls.add(name);
            fail = name.equals(probe.failing) && ++probe.met == probe.occurrence;
            probe.failed |= fail;
        }
        if (fail) {
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

    /** The name of the call that failed, or null if it never came to it. */
    public @Nullable String failed() {
        synchronized (calls) {
            return failed ? failing : null;
        }
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
