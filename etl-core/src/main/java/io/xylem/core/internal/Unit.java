package io.xylem.core.internal;

import io.xylem.core.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive splits that are worked on together.
 *
 * @param splits the splits, at least one
 * @param weight their weight
 * @param <D> the kind of document
 */
record Unit<D>(List<Split<D>> splits, long weight) implements Serializable {
    /**
     * Packs splits into units. A unit ends before the split that would make it heavier than wanted; a split is never cut. The
     * result depends on nothing but the arguments.
     */
    static <D> List<Unit<D>> pack(List<? extends Split<D>> splits, long unitWeight) {
        List<Unit<D>> units = new ArrayList<>();
        List<Split<D>> open = new ArrayList<>();
        long weight = 0;
        for (Split<D> split : splits) {
            long more = Math.max(1, split.weight());
            if (!open.isEmpty() && more > unitWeight - weight) {
                units.add(new Unit<>(List.copyOf(open), weight));
                open.clear();
                weight = 0;
            }
            open.add(split);
            weight = weight + more < 0 ? Long.MAX_VALUE : weight + more;
        }
        if (!open.isEmpty()) {
            units.add(new Unit<>(List.copyOf(open), weight));
        }
        return units;
    }

    String name() {
        String first = "'" + splits.get(0).id() + "'";
        return splits.size() == 1
                ? "split " + first
                : "splits " + first + " to '" + splits.get(splits.size() - 1).id() + "'";
    }
}
