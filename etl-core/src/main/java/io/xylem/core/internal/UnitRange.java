package io.xylem.core.internal;

import java.util.ArrayList;
import java.util.List;

/** Consecutive units: {@code from} (inclusive) to {@code to} (exclusive). */
record UnitRange(int from, int to) {
    /** A task writes a file at least, so tasks are as heavy as they may be without leaving workers idle. */
    private static final long HEAVIEST = 1L << 30;

    private static final int TASKS_PER_WORKER = 2;

    /** Divides units among tasks: two for each worker, more if they would be heavier than 1 GiB. */
    static List<UnitRange> divide(List<? extends Unit<?>> units, int workers) {
        long total = units.stream().mapToLong(Unit::weight).sum();
        long weight = Math.min(HEAVIEST, total / ((long) TASKS_PER_WORKER * workers) + 1);
        List<UnitRange> ranges = new ArrayList<>();
        int from = 0;
        long open = 0;
        for (int i = 0; i < units.size(); i++) {
            open += units.get(i).weight();
            if (open >= weight || i == units.size() - 1) {
                ranges.add(new UnitRange(from, i + 1));
                from = i + 1;
                open = 0;
            }
        }
        return ranges;
    }
}
