package io.xylem.xml.internal.scan;

import io.xylem.core.shred.Shreds;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A mapping as the matcher wants it: for each place where a search begins, what is looked for from there.
 *
 * <p>A place is the document, an element of a level, or an element on the way to a level that an absolute path shares.
 */
final class MappingPlan {
    /**
     * Where the values of a column lie that are outside of the elements of its own level: below the element that the first
     * steps of a level's path lead to. No steps: below the document.
     */
    record Slot(Target target, int level, int position) {}

    final Mapping mapping;
    final Target[] levels;
    /** By level, the columns whose values lie inside. */
    final List<List<Target>> columns = new ArrayList<>();
    /** By level, the groups inside. */
    final List<List<Target>> children = new ArrayList<>();
    /** What is looked for from the document on. */
    final List<Target> atDocument = new ArrayList<>();

    final List<Slot> slots = new ArrayList<>();
    /** By level, its columns that have a slot. */
    final int[][] slotsOf;

    private final int[] parents;

    private final Shreds shreds;

    MappingPlan(Mapping mapping, Shreds shreds) {
        this.mapping = mapping;
        this.shreds = shreds;
        List<Group> groups = mapping.levels();
        levels = new Target[groups.size()];
        parents = new int[groups.size()];
        for (int level = 0; level < groups.size(); level++) {
            levels[level] = Target.level(level, groups.get(level).path().steps());
            parents[level] = mapping.schema().levels().get(level).parent();
            columns.add(new ArrayList<>());
            children.add(new ArrayList<>());
        }
        for (int level = 0; level < groups.size(); level++) {
            (level == 0 ? atDocument : children.get(parents[level])).add(levels[level]);
            for (int column = 0; column < groups.get(level).columns().size(); column++) {
                add(level, column, groups.get(level).columns().get(column));
            }
        }
        slotsOf = new int[levels.length][];
        for (int level = 0; level < levels.length; level++) {
            int wanted = level;
            slotsOf[level] = slots.stream()
                    .filter(s -> s.target().level() == wanted)
                    .mapToInt(s -> s.target().slot())
                    .toArray();
        }
    }

    /** The level around a level; -1 for the record. */
    int parent(int level) {
        return parents[level];
    }

    /** The slots whose place is the element that the first {@code position} steps of a level's path lead to. */
    List<Target> slotsAt(int level, int position) {
        return slots.stream()
                .filter(s -> s.level() == level && s.position() == position && position > 0)
                .map(Slot::target)
                .toList();
    }

    private void add(int level, int index, Column column) {
        List<Step> steps = column.path().steps();
        List<Step> chain = mapping.chain(level);
        int shared = column.path().absolute() ? mapping.sharedSteps(level, column.path()) : chain.size();
        List<Step> rest = column.path().absolute() ? steps.subList(shared, steps.size()) : steps;
        boolean own = shared == chain.size();
        boolean attribute = column.path().attribute();
        Target target = new Target(
                level,
                index,
                List.copyOf(attribute ? rest.subList(0, rest.size() - 1) : rest),
                attribute ? rest.get(rest.size() - 1) : null,
                column.xml(),
                column.repeated(),
                column.onlyFirst(),
                column.rules().badValue(),
                wild(rest) || wild(chain.subList(0, shared)),
                own ? -1 : slots.size(),
                shreds.level(level).column(index));
        if (own) {
            columns.get(level).add(target);
        } else if (shared == 0) {
            slots.add(new Slot(target, 0, 0));
            atDocument.add(target);
        } else {
            slots.add(place(level, shared, target));
        }
    }

    /** Finds the level on whose own steps the shared ones end. */
    private Slot place(int level, int shared, Target target) {
        int before = parents[level] < 0 ? 0 : mapping.chain(parents[level]).size();
        return shared <= before ? place(parents[level], shared, target) : new Slot(target, level, shared - before);
    }

    private static boolean wild(List<Step> steps) {
        return steps.stream().anyMatch(s -> s.axis() == Step.Axis.DESCENDANT || s.uri() == null || s.local() == null);
    }
}
