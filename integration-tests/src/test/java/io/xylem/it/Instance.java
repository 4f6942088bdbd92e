package io.xylem.it;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a mapping takes of a record, or of an instance of a group: a tree, whose text is the same for the same content. */
final class Instance {
    /** A value that no column took; the same one is in a set once, equal ones of other places are not it. */
    record Rescue(Object place, String path, String text) {}

    final String name;
    final int ordinal;

    /** Texts, lists of texts, and nulls, by column. */
    final Map<String, Object> values = new TreeMap<>();

    final Set<Rescue> rescued = new LinkedHashSet<>();

    /** The instances of the groups inside, by group, in document order. */
    final Map<String, List<Instance>> groups = new TreeMap<>();

    Instance(String name, int ordinal) {
        this.name = name;
        this.ordinal = ordinal;
    }

    void add(Instance child) {
        groups.computeIfAbsent(child.name, g -> new ArrayList<>()).add(child);
    }

    List<Instance> children() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** The same tree, without what is rescued. */
    Instance copy() {
        Instance copy = new Instance(name, ordinal);
        copy.values.putAll(values);
        children().forEach(child -> copy.add(child.copy()));
        return copy;
    }

    /** Everything that is rescued here or below. */
    Set<Rescue> rescuedBelow() {
        Set<Rescue> all = new LinkedHashSet<>(rescued);
        children().forEach(child -> all.addAll(child.rescuedBelow()));
        return all;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        print(out, "");
        return out.toString();
    }

    private void print(StringBuilder out, String indent) {
        out.append(indent).append(name).append('[').append(ordinal).append("]\n");
        values.forEach((column, value) -> out.append(indent)
                .append("  ")
                .append(column)
                .append(" = ")
                .append(value instanceof String text ? '"' + text + '"' : value)
                .append('\n'));
        rescued.stream()
                .map(r -> indent + "  rescued " + r.path() + " = " + r.text() + '\n')
                .sorted()
                .forEach(out::append);
        children().forEach(child -> child.print(out, indent + "  "));
    }
}
