package io.xylem.xml.internal.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Inflater;

/** Inflaters for raw deflate data, kept for the next entry: each holds some 40 KB of native memory. Used by one thread. */
final class Inflaters {
    private final Deque<Inflater> idle = new ArrayDeque<>();

    /** An inflater, reset; to be given back. */
    Inflater take() {
        Inflater inflater = idle.poll();
        return inflater == null ? new Inflater(true) : inflater;
    }

    void giveBack(Inflater inflater) {
        inflater.reset();
        idle.push(inflater);
    }

    void end() {
        while (!idle.isEmpty()) {
            idle.pop().end();
        }
    }
}
