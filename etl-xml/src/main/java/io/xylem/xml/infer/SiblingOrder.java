package io.xylem.xml.infer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The order in which the children of an element come. Children that come in both orders, or in a circle, share a rank; what was
 * never seen together is ordered by name.
 */
final class SiblingOrder {
    private static final int MOST = 2_000;
    private static final Comparator<PathSummary> BY_NAME = Comparator.comparing(
                    (PathSummary p) -> String.valueOf(p.key.local()))
            .thenComparing(p -> String.valueOf(p.key.uri()));

    private final List<PathSummary> nodes;
    /** For each node, those that come behind it, directly or not. */
    private final List<BitSet> behind = new ArrayList<>();

    /** A child and its rank. */
    record Ranked(PathSummary path, int rank) {}

    private SiblingOrder(List<PathSummary> nodes) {
        this.nodes = nodes;
    }

    /** The attributes, then the elements, each in their order. */
    static List<Ranked> of(PathSummary parent) {
        List<Ranked> all = new ArrayList<>();
        for (boolean attributes : new boolean[] {true, false}) {
            List<PathSummary> some = parent.children.stream()
                    .filter(p -> p.key.attribute() == attributes)
                    .sorted(BY_NAME)
                    .toList();
            if (some.size() > MOST) {
                some.forEach(path -> all.add(new Ranked(path, 0)));
            } else {
                new SiblingOrder(some).rank(all);
            }
        }
        return all;
    }

    private void rank(List<Ranked> into) {
        for (PathSummary before : nodes) {
            BitSet after = new BitSet();
            for (int i = 0; i < nodes.size(); i++) {
                after.set(i, nodes.get(i).preceded.get(before.index));
            }
            behind.add(after);
        }
        for (int between = 0; between < nodes.size(); between++) {
            for (BitSet reached : behind) {
                if (reached.get(between)) {
                    reached.or(behind.get(between));
                }
            }
        }
        place(into);
    }

    /** Takes again and again, of those that nothing is left in front of, the first by name with all that share its rank. */
    private void place(List<Ranked> into) {
        int[] inFront = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            int before = i;
            behind.get(i).stream().filter(j -> !together(before, j)).forEach(j -> inFront[j]++);
        }
        TreeSet<Integer> ready = new TreeSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (inFront[i] == 0) {
                ready.add(i);
            }
        }
        int rank = 0;
        while (!ready.isEmpty()) {
            int first = ready.first();
            for (int i = 0; i < nodes.size(); i++) {
                int member = i;
                if (together(first, member)) {
                    ready.remove(member);
                    into.add(new Ranked(nodes.get(member), rank));
                    behind.get(member).stream()
                            .filter(j -> !together(member, j) && --inFront[j] == 0)
                            .forEach(ready::add);
                }
            }
            rank++;
        }
    }

    private boolean together(int a, int b) {
        return a == b || (behind.get(a).get(b) && behind.get(b).get(a));
    }
}
