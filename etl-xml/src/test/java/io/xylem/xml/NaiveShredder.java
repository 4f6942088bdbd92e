package io.xylem.xml;

import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.testkit.DomOracle;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;

/**
 * What shreds ought to hold, worked out from the tree of the whole document by trying paths out on it, one after the other. As
 * slow as it is simple.
 */
final class NaiveShredder {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final Mapping mapping;
    private final Tree tree;
    private final List<List<Instance>> instances = new ArrayList<>();
    private final Set<Object> rescued = new HashSet<>();

    private final Set<Tree.Node> steps = new HashSet<>();
    private final Map<Tree.Node, Set<Step.Predicate>> held = new HashMap<>();
    private final Set<Tree.Node> textsRead = new HashSet<>();
    private final Set<Tree.Node> sourcesRead = new HashSet<>();
    private final Set<Tree.Node> lateSources = new HashSet<>();
    private final Set<Attr> attributesRead = new HashSet<>();

    /** The codes of all reasons to refuse the document. */
    final Set<String> refusals = new HashSet<>();

    final Map<String, Long> unmapped = new TreeMap<>();
    long nulled;

    private static final class Instance {
        final int level;
        final Tree.Node node;
        final @Nullable Instance parent;
        final int number;
        int ordinal;
        int place;
        int children;
        final List<List<String>> values = new ArrayList<>();
        final Map<String, List<String>> extras = new TreeMap<>();

        Instance(int level, Tree.Node node, @Nullable Instance parent, int number) {
            this.level = level;
            this.node = node;
            this.parent = parent;
            this.number = number;
        }

        Instance record() {
            return parent == null ? this : parent.record();
        }

        Instance at(int wanted) {
            return level == wanted || parent == null ? this : parent.at(wanted);
        }

        void extra(String path, String text) {
            extras.computeIfAbsent(path, p -> new ArrayList<>()).add(text);
        }
    }

    /** A value of a column: an element or an attribute. */
    private record Found(Tree.Node node, @Nullable Attr attribute) {}

    NaiveShredder(Mapping mapping, Tree tree) {
        this.mapping = mapping;
        this.tree = tree;
        for (int level = 0; level < mapping.levels().size(); level++) {
            instances.add(new ArrayList<>());
            ShredLevel shape = mapping.schema().levels().get(level);
            if (shape.parent() < 0) {
                begin(level, null);
            } else {
                instances.get(shape.parent()).forEach(parent -> begin(shape(shape), parent));
            }
        }
        number();
        values();
        marks();
        lateSources();
        tree.nodes.forEach(this::unread);
    }

    private int shape(ShredLevel level) {
        return mapping.schema().levels().indexOf(level);
    }

    private List<Step> path(int level) {
        return mapping.levels().get(level).path().steps();
    }

    private void begin(int level, @Nullable Instance parent) {
        int ordinal = 0;
        for (Tree.Node node : hits(parent == null ? null : parent.node, path(level))) {
            Instance instance =
                    new Instance(level, node, parent, instances.get(level).size());
            instance.ordinal = ordinal++;
            instances.get(level).add(instance);
            if (parent != null) {
                parent.children++;
            }
        }
    }

    /** The matches of a level's path that are not inside others. */
    private List<Tree.Node> hits(Tree.@Nullable Node context, List<Step> path) {
        List<Tree.Node> all = tree.nodes.stream()
                .filter(n -> matches(context, path, path.size() - 1, n))
                .toList();
        return all.stream().filter(n -> all.stream().noneMatch(n::inside)).toList();
    }

    /** Whether an element is at the end of the first steps of a path from a context; null stands for the document. */
    private static boolean matches(Tree.@Nullable Node context, List<Step> path, int last, Tree.@Nullable Node node) {
        if (last < 0) {
            return node == context;
        }
        if (node == null || (context != null && !node.inside(context)) || !named(path.get(last), node)) {
            return false;
        }
        return path.get(last).predicates().stream().allMatch(p -> holds(p, node)) && reached(context, path, last, node);
    }

    /** Whether the steps before one lead to where it could start to an element. */
    private static boolean reached(Tree.@Nullable Node context, List<Step> path, int step, Tree.Node node) {
        if (path.get(step).axis() == Step.Axis.CHILD) {
            return matches(context, path, step - 1, node.parent);
        }
        for (Tree.Node above = node.parent; above != null; above = above.parent) {
            if (matches(context, path, step - 1, above)) {
                return true;
            }
        }
        return matches(context, path, step - 1, null);
    }

    private static boolean named(Step step, Tree.Node node) {
        return (step.uri() == null || step.uri().equals(node.uri()))
                && (step.local() == null || step.local().equals(node.local()));
    }

    private static boolean named(@Nullable String uri, @Nullable String local, Attr attribute) {
        String own = attribute.getNamespaceURI() == null ? "" : attribute.getNamespaceURI();
        return (uri == null || uri.equals(own)) && (local == null || local.equals(attribute.getLocalName()));
    }

    private static boolean holds(Step.Predicate predicate, Tree.Node node) {
        return node.attributes.stream()
                .anyMatch(a -> named(predicate.uri(), predicate.local(), a)
                        && a.getValue().equals(predicate.value()));
    }

    private List<Instance> inOrder() {
        return instances.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt((Instance i) -> i.node.start).thenComparingInt(i -> i.level))
                .toList();
    }

    private void number() {
        Map<Instance, Integer> places = new HashMap<>();
        for (Instance instance : inOrder()) {
            if (instance.parent != null) {
                instance.place = places.merge(instance.record(), 1, Integer::sum) - 1;
            }
        }
    }

    private void values() {
        for (int level = 0; level < instances.size(); level++) {
            for (Column column : mapping.levels().get(level).columns()) {
                for (Instance instance : instances.get(level)) {
                    value(level, column, instance);
                }
            }
        }
    }

    private int shared(int level, Column column) {
        return column.path().absolute()
                ? mapping.sharedSteps(level, column.path())
                : mapping.chain(level).size();
    }

    private List<Step> rest(int level, Column column) {
        List<Step> all = column.path().steps();
        return column.path().absolute() ? all.subList(shared(level, column), all.size()) : all;
    }

    private void value(int level, Column column, Instance instance) {
        boolean own = shared(level, column) == mapping.chain(level).size();
        Tree.Node context = own ? instance.node : bound(level, shared(level, column), instance);
        Tree.Node record = instance.record().node;
        List<Found> found = found(context, rest(level, column)).stream()
                .filter(f -> before(f, record))
                .toList();
        List<String> texts = new ArrayList<>();
        for (Found value : found) {
            String text = text(column, value);
            if (column.repeated() || texts.isEmpty()) {
                texts.add(path(value) + " " + (nil(value) ? "nil" : text));
                if (own) {
                    filledNil(column, value);
                }
            } else if (!column.onlyFirst()
                    && (own || rescued.add(List.of(column.name(), context == null ? "" : context, value)))) {
                again(column, instance, value, nil(value) && !own ? "\"\"" : text);
            }
        }
        instance.values.add(texts);
    }

    private static boolean nil(Found value) {
        return value.attribute == null && nil(value.node);
    }

    /** What an element holds that says it is nil. */
    private void filledNil(Column column, Found value) {
        boolean filled = nil(value)
                && (!blank(DomOracle.text(value.node.element))
                        || (column.xml()
                                && !DomOracle.children(value.node.element).isEmpty()));
        if (!filled) {
            return;
        }
        if (column.rules().badValue() == BadValue.REJECT) {
            refusals.add("BAD_VALUE");
        } else if (column.rules().badValue() == BadValue.NULL) {
            nulled++;
        } else {
            Instance owner = owner(value.node);
            if (owner != null) {
                owner.extra(path(value), text(column, value));
            }
        }
    }

    private void again(Column column, Instance instance, Found value, String text) {
        if (column.rules().badValue() == BadValue.REJECT) {
            refusals.add("REPEATED");
        } else if (column.rules().badValue() == BadValue.NULL) {
            nulled++;
        } else {
            instance.extra(path(value), text);
        }
    }

    /** The ancestor of an instance that is at the end of the first steps of its chain: of several, the innermost. */
    private Tree.@Nullable Node bound(int level, int shared, Instance instance) {
        if (shared == 0) {
            return null;
        }
        int parent = mapping.schema().levels().get(level).parent();
        int before = parent < 0 ? 0 : mapping.chain(parent).size();
        if (shared <= before && instance.parent != null) {
            return bound(parent, shared, instance.parent);
        }
        List<Step> path = path(level);
        int own = shared - before;
        Tree.Node from = instance.parent == null ? null : instance.parent.node;
        for (Tree.Node above = instance.node; above != null; above = above.parent) {
            if (matches(from, path, own - 1, above)
                    && matches(above, path.subList(own, path.size()), path.size() - own - 1, instance.node)) {
                return above;
            }
        }
        throw new AssertionError("an instance has no ancestor on its own path");
    }

    private List<Found> found(Tree.@Nullable Node context, List<Step> rest) {
        boolean attribute = !rest.isEmpty() && rest.get(rest.size() - 1).axis() == Step.Axis.ATTRIBUTE;
        List<Step> path = attribute ? rest.subList(0, rest.size() - 1) : rest;
        List<Found> found = new ArrayList<>();
        for (Tree.Node node : tree.nodes) {
            if (!matches(context, path, path.size() - 1, node)) {
                continue;
            }
            if (!attribute) {
                found.add(new Found(node, null));
                continue;
            }
            Step last = rest.get(rest.size() - 1);
            node.attributes.stream()
                    .filter(a -> named(last.uri(), last.local(), a))
                    .forEach(a -> found.add(new Found(node, a)));
        }
        return found;
    }

    private static boolean nil(Tree.Node node) {
        String nil = node.element.getAttributeNS(XSI, "nil").strip();
        return nil.equals("true") || nil.equals("1");
    }

    private static String text(Column column, Found found) {
        if (found.attribute != null) {
            return '"' + found.attribute.getValue() + '"';
        }
        return '"' + (column.xml() ? found.node.source : DomOracle.text(found.node.element)) + '"';
    }

    private String path(Found found) {
        return found.attribute == null ? path(found.node) : path(found.node, found.attribute);
    }

    private String path(Tree.Node node) {
        return (node.parent == null ? "" : path(node.parent)) + "/" + mapping.displayName(node.uri(), node.local());
    }

    private String path(Tree.Node node, Attr attribute) {
        String uri = attribute.getNamespaceURI() == null ? "" : attribute.getNamespaceURI();
        return path(node) + "/@" + mapping.displayName(uri, attribute.getLocalName());
    }

    /** Notes what lies on paths of the mapping, whether or not a value comes of it. */
    private void marks() {
        for (int level = 0; level < instances.size(); level++) {
            for (Tree.Node context : contexts(level)) {
                List<Tree.Node> hits = hits(context, path(level));
                follow(context, path(level), hits);
            }
            for (Column column : mapping.levels().get(level).columns()) {
                marks(level, column);
            }
        }
    }

    private List<Tree.@Nullable Node> contexts(int level) {
        int parent = mapping.schema().levels().get(level).parent();
        List<Tree.@Nullable Node> contexts = new ArrayList<>();
        if (parent < 0) {
            contexts.add(null);
        } else {
            instances.get(parent).forEach(i -> contexts.add(i.node));
        }
        return contexts;
    }

    private void marks(int level, Column column) {
        List<Step> rest = rest(level, column);
        boolean attribute = column.path().attribute();
        List<Step> path = attribute ? rest.subList(0, rest.size() - 1) : rest;
        for (Tree.Node context : starts(level, shared(level, column))) {
            follow(context, path, List.of());
            List<Found> all = found(context, rest);
            boolean own = shared(level, column) == mapping.chain(level).size();
            for (Found found : all) {
                boolean ignored = column.onlyFirst() && found != all.get(0);
                if (!own && !ignored && !nil(found) && late(level, column, context, found)) {
                    if (column.xml()) {
                        lateSources.add(found.node);
                    }
                } else if (found.attribute != null) {
                    attributesRead.add(found.attribute);
                } else {
                    (column.xml() ? sourcesRead : textsRead).add(found.node);
                }
                if (!own) {
                    filledNil(column, found);
                }
            }
        }
    }

    /** Whether there are records that could read something, and it stands behind them all. */
    private boolean late(int level, Column column, Tree.@Nullable Node context, Found found) {
        List<Tree.Node> records = instances.get(level).stream()
                .filter(i -> bound(level, shared(level, column), i) == context)
                .map(i -> i.record().node)
                .toList();
        return !records.isEmpty() && records.stream().noneMatch(record -> before(found, record));
    }

    private static boolean before(Found found, Tree.Node record) {
        return found.attribute != null ? found.node.start < record.end : found.node.end <= record.end;
    }

    /** Sources that stand behind their records: all that is inside goes with them. */
    private void lateSources() {
        for (Tree.Node node : tree.nodes) {
            boolean covered = false;
            for (Tree.Node above = node; above != null; above = above.parent) {
                covered |= sourcesRead.contains(above);
            }
            if (lateSources.contains(node) && !covered) {
                unmapped(node, path(node), '"' + node.source + '"');
                sourcesRead.add(node);
            }
        }
    }

    /** All elements that the first steps of a level's chain lead to, whether or not the other steps lead on from there. */
    private List<Tree.@Nullable Node> starts(int level, int shared) {
        List<Tree.@Nullable Node> starts = new ArrayList<>();
        if (shared == 0) {
            starts.add(null);
            return starts;
        }
        int parent = mapping.schema().levels().get(level).parent();
        int before = parent < 0 ? 0 : mapping.chain(parent).size();
        if (shared <= before) {
            return starts(parent, shared);
        }
        for (Tree.Node context : contexts(level)) {
            List<Tree.Node> hits = hits(context, path(level));
            for (Tree.Node node : tree.nodes) {
                boolean hidden = hits.stream().anyMatch(node::inside);
                boolean wanted = shared - before == path(level).size()
                        ? hits.contains(node)
                        : !hidden && matches(context, path(level), shared - before - 1, node);
                if (wanted) {
                    starts.add(node);
                }
            }
        }
        return starts;
    }

    private void follow(Tree.@Nullable Node context, List<Step> path, List<Tree.Node> hits) {
        for (Tree.Node node : tree.nodes) {
            if ((context != null && !node.inside(context)) || hits.stream().anyMatch(node::inside)) {
                continue;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!named(path.get(i), node) || !reached(context, path, i, node)) {
                    continue;
                }
                for (Step.Predicate predicate : path.get(i).predicates()) {
                    if (holds(predicate, node)) {
                        held.computeIfAbsent(node, n -> new HashSet<>()).add(predicate);
                    }
                }
                if (matches(context, path, i, node)) {
                    steps.add(node);
                }
            }
        }
    }

    private void unread(Tree.Node node) {
        for (Tree.Node above = node; above != null; above = above.parent) {
            if (sourcesRead.contains(above)) {
                return;
            }
        }
        boolean attributes = false;
        for (Attr attribute : node.attributes) {
            if (XSI.equals(attribute.getNamespaceURI())) {
                continue;
            }
            attributes = true;
            boolean tested =
                    held.getOrDefault(node, Set.of()).stream().anyMatch(p -> named(p.uri(), p.local(), attribute));
            if (!tested && !attributesRead.contains(attribute)) {
                unmapped(node, path(node, attribute), '"' + attribute.getValue() + '"');
            }
        }
        String text = DomOracle.text(node.element);
        boolean blank = blank(text);
        boolean empty = text.isEmpty()
                && !attributes
                && DomOracle.children(node.element).isEmpty()
                && !steps.contains(node);
        if (!textsRead.contains(node) && (!blank || empty)) {
            unmapped(node, path(node), '"' + text + '"');
        }
    }

    private static boolean blank(String text) {
        return text.chars().allMatch(c -> " \t\n\r".indexOf(c) >= 0);
    }

    /** The innermost instance around an element; the first record if there is none. */
    private @Nullable Instance owner(Tree.Node node) {
        return inOrder().stream()
                .filter(i -> i.node == node || node.inside(i.node))
                .reduce((a, b) -> b)
                .orElse(instances.get(0).isEmpty() ? null : instances.get(0).get(0));
    }

    private void unmapped(Tree.Node node, String path, String text) {
        unmapped.merge(path, 1L, Long::sum);
        if (mapping.unmapped() == Unmapped.REJECT) {
            refusals.add("UNMAPPED");
        } else if (mapping.unmapped() == Unmapped.RESCUE) {
            Instance owner = owner(node);
            if (owner != null) {
                owner.extra(path, text);
            }
        }
    }

    /** The same form as {@link Shredded} has. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Instance instance : inOrder()) {
            out.append(mapping.levels().get(instance.level).name())
                    .append(" of ")
                    .append(instance.parent == null ? "document" : instance.parent.number)
                    .append(" ordinal ")
                    .append(instance.ordinal)
                    .append(" place ")
                    .append(instance.place)
                    .append(" children ")
                    .append(instance.children)
                    .append('\n');
            List<Column> columns = mapping.levels().get(instance.level).columns();
            for (int i = 0; i < columns.size(); i++) {
                out.append("  ")
                        .append(columns.get(i).name())
                        .append(" = ")
                        .append(instance.values.get(i))
                        .append('\n');
            }
            instance.extras.forEach((path, texts) -> out.append("  extra ")
                    .append(path)
                    .append(" = ")
                    .append(texts.stream().sorted().toList())
                    .append('\n'));
        }
        return out.toString();
    }
}
