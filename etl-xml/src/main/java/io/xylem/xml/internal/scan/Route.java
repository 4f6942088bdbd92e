package io.xylem.xml.internal.scan;

import io.xylem.xml.mapping.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The ways that the steps of a level's path can be taken along the ancestors of one of its elements. */
final class Route {
    private final List<PathNode> line = new ArrayList<>();
    private final List<Step> steps;

    /** The steps lead from one node to another, which is below it. */
    Route(PathNode from, PathNode to, List<Step> steps) {
        this.steps = steps;
        for (PathNode node = to; node != null && node.depth >= from.depth; node = node.parent) {
            line.add(node);
        }
        Collections.reverse(line);
    }

    /** The innermost node that the first {@code position} steps lead to and the others lead on from. */
    PathNode innermost(int position) {
        boolean[] reached = reached(position);
        boolean[] leading = leading(position);
        for (int i = line.size() - 1; i >= 0; i--) {
            if (reached[i] && leading[i]) {
                return line.get(i);
            }
        }
        throw new IllegalStateException("an instance has no ancestor on its own path");
    }

    /** By node, whether the first steps lead to it. */
    private boolean[] reached(int position) {
        boolean[] before = new boolean[line.size()];
        before[0] = true;
        for (Step step : steps.subList(0, position)) {
            boolean[] after = new boolean[line.size()];
            boolean above = false;
            for (int i = 1; i < line.size(); i++) {
                above = step.axis() == Step.Axis.CHILD ? before[i - 1] : above || before[i - 1];
                after[i] = above && Matcher.matches(step, line.get(i));
            }
            before = after;
        }
        return before;
    }

    /** By node, whether the steps from a position on lead from it to the last. */
    private boolean[] leading(int position) {
        boolean[] after = new boolean[line.size()];
        after[line.size() - 1] = true;
        for (int s = steps.size() - 1; s >= position; s--) {
            Step step = steps.get(s);
            boolean[] before = new boolean[line.size()];
            boolean below = false;
            for (int i = line.size() - 2; i >= 0; i--) {
                boolean next = after[i + 1] && Matcher.matches(step, line.get(i + 1));
                below = step.axis() == Step.Axis.CHILD ? next : below || next;
                before[i] = below;
            }
            after = before;
        }
        return after;
    }
}
