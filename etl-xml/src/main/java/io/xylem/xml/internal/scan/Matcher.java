package io.xylem.xml.internal.scan;

import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows a mapping through documents: a tree of the paths met so far, each with its plan worked out once. Documents of one kind
 * run along nodes that are already there. A tree that grows too large takes no more nodes, and is dropped when the document ends.
 */
final class Matcher {
    private static final int MAX_NODES = 20_000;
    /** A node with more searches than this counts as several. */
    private static final int SEARCHES_PER_NODE = 64;

    private static final Comparator<PathNode.Hit> LEVELS_FIRST = Comparator.comparing(
                    (PathNode.Hit h) -> !h.target().isLevel())
            .thenComparing(h -> h.target().level())
            .thenComparing(h -> h.target().column())
            .thenComparing(PathNode.Hit::origin);

    private final Mapping mapping;
    private final MappingPlan plan;
    private PathNode document;
    private int nodes;
    /** Which conditions hold of the element that is being entered. Reused. */
    private boolean[] held = new boolean[8];

    Matcher(MappingPlan plan) {
        this.plan = plan;
        this.mapping = plan.mapping;
        this.document = root();
    }

    /** Whether the tree has grown too large. */
    boolean full() {
        return nodes >= MAX_NODES;
    }

    /** Drops the tree. Called between documents. */
    void clear() {
        document = root();
        nodes = 0;
    }

    /** The node of the document itself. */
    PathNode document() {
        return document;
    }

    private PathNode root() {
        PathNode root = new PathNode(null, "", "", true);
        for (Target target : plan.atDocument) {
            begin(root, target);
        }
        return root;
    }

    /** The node of a child element. */
    PathNode child(PathNode parent, Name name, String uri, Attributes attributes) {
        PathNode.Edge edge = parent.edge(name, uri);
        if (edge == null) {
            edge = edge(parent, name, uri);
        }
        PathNode.Condition[] conditions = edge.conditions;
        if (conditions.length == 0) {
            return edge.variants.isEmpty() ? variant(parent, edge, new boolean[0]) : edge.variants.get(0);
        }
        int count = conditions.length;
        if (held.length < count) {
            held = new boolean[count];
        }
        for (int i = 0; i < count; i++) {
            held[i] = holds(conditions[i], attributes);
        }
        for (int i = 0; i < edge.variants.size(); i++) {
            if (Arrays.equals(edge.outcomes.get(i), 0, count, held, 0, count)) {
                return edge.variants.get(i);
            }
        }
        return variant(parent, edge, Arrays.copyOf(held, count));
    }

    private PathNode.Edge edge(PathNode parent, Name name, String uri) {
        Set<Step.Predicate> predicates = new LinkedHashSet<>();
        for (PathNode.Search search : parent.searches) {
            Step step = search.target().steps().get(search.position());
            if (matches(step, uri, name.local)) {
                predicates.addAll(step.predicates());
            }
        }
        PathNode.Condition[] conditions = predicates.stream()
                .map(p -> new PathNode.Condition(p, p.value().getBytes(StandardCharsets.UTF_8)))
                .toArray(PathNode.Condition[]::new);
        PathNode.Edge edge = new PathNode.Edge(name, uri, conditions);
        if (parent.cached && nodes < MAX_NODES) {
            parent.add(edge);
        }
        return edge;
    }

    private static boolean holds(PathNode.Condition condition, Attributes attributes) {
        Step.Predicate predicate = condition.predicate();
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.name(i).local.equals(predicate.local())
                    && (predicate.uri() == null || predicate.uri().equals(attributes.uri(i)))
                    && attributes.is(i, condition.value())) {
                return true;
            }
        }
        return false;
    }

    /** What the mapping wants of an attribute of an element. */
    PathNode.AttributeEdge attribute(PathNode node, int guess, Name name, String uri) {
        PathNode.AttributeEdge edge = node.attribute(guess, name, uri);
        if (edge == null) {
            List<PathNode.Hit> hits = new ArrayList<>();
            for (PathNode.Hit hit : node.attributes) {
                Step wanted = hit.target().attribute();
                if (wanted != null && matches(wanted, uri, name.local)) {
                    hits.add(hit);
                }
            }
            boolean tested = node.held.stream()
                    .anyMatch(p -> p.local().equals(name.local)
                            && (p.uri() == null || p.uri().equals(uri)));
            edge = new PathNode.AttributeEdge(
                    name,
                    uri,
                    hits.toArray(PathNode.Hit[]::new),
                    tested || !hits.isEmpty() || node.inSource,
                    node.path(mapping) + "/@" + mapping.displayName(uri, name.local));
            if (node.cached && nodes < MAX_NODES) {
                node.add(edge);
                nodes++;
            }
        }
        return edge;
    }

    private PathNode variant(PathNode parent, PathNode.Edge edge, boolean[] outcome) {
        boolean keep = parent.cached && nodes < MAX_NODES;
        PathNode node = new PathNode(parent, edge.uri, edge.name.local, keep);
        for (int i = 0; i < outcome.length; i++) {
            if (outcome[i]) {
                node.held.add(edge.conditions[i].predicate());
            }
        }
        Set<PathNode.Hit> hits = new LinkedHashSet<>();
        for (PathNode.Search search : parent.searches) {
            follow(node, search, hits);
        }
        List<PathNode.Hit> inOrder = new ArrayList<>(hits);
        inOrder.sort(LEVELS_FIRST);
        inOrder.forEach(hit -> arrive(node, hit));
        node.inSource = parent.inSource || node.sources.length > 0;
        node.outside = !parent.inSource && PathNode.outside(node.texts) && PathNode.outside(node.sources);
        node.plain =
                node.texts.length <= 1 && node.sources.length == 0 && node.opens.length == 0 && node.slots.length == 0;
        if (keep) {
            nodes += 1 + node.searches.size() / SEARCHES_PER_NODE;
            edge.variants.add(node);
            edge.outcomes.add(outcome);
        }
        return node;
    }

    private void follow(PathNode node, PathNode.Search search, Set<PathNode.Hit> hits) {
        Target target = search.target();
        Step step = target.steps().get(search.position());
        if (step.axis() == Step.Axis.DESCENDANT) {
            node.searches.add(search);
        }
        if (!matches(step, node)) {
            return;
        }
        node.step = true;
        int position = search.position() + 1;
        if (target.isLevel()) {
            plan.slotsAt(target.level(), position).forEach(slot -> begin(node, slot));
        }
        if (position == target.steps().size()) {
            hits.add(new PathNode.Hit(target, search.origin(), search.entry()));
        } else {
            node.searches.add(new PathNode.Search(target, position, search.origin(), search.entry()));
        }
    }

    private void arrive(PathNode node, PathNode.Hit hit) {
        Target target = hit.target();
        if (!target.isLevel()) {
            reach(node, hit);
            return;
        }
        node.opens = with(node.opens, target.level());
        // A match inside another match of the same level belongs to the outer one.
        node.searches.removeIf(s -> s.target().equals(target));
        plan.columns.get(target.level()).forEach(column -> begin(node, column));
        plan.children.get(target.level()).forEach(child -> begin(node, child));
        for (int slot : plan.slotsOf[target.level()]) {
            PathNode place = place(node, plan.slots.get(slot));
            node.bindings = with(with(node.bindings, place.depth), place.entry(slot));
        }
    }

    /** Starts looking for a target from a node. */
    private static void begin(PathNode node, Target target) {
        int origin = 0;
        int entry = 0;
        if (target.slot() >= 0) {
            if (node.entry(target.slot()) >= 0) {
                return;
            }
            origin = node.depth;
            entry = node.slots.length;
            node.slots = with(node.slots, target.slot());
        }
        if (target.steps().isEmpty()) {
            reach(node, new PathNode.Hit(target, origin, entry));
        } else {
            node.searches.add(new PathNode.Search(target, 0, origin, entry));
        }
    }

    /** The element that a column wants is at hand. */
    private static void reach(PathNode node, PathNode.Hit hit) {
        if (hit.target().attribute() != null) {
            node.addAttribute(hit);
        } else if (hit.target().xml()) {
            node.addSource(hit);
        } else {
            node.addText(hit);
        }
    }

    /**
     * The element that is a slot's place for an instance: of the ancestors that the shared steps lead to and the others lead on
     * from, the innermost.
     */
    private PathNode place(PathNode instance, MappingPlan.Slot slot) {
        if (slot.position() == 0) {
            return document;
        }
        PathNode end = opening(instance, slot.level());
        PathNode from = slot.level() == 0 ? document : opening(instance, plan.parent(slot.level()));
        return new Route(from, end, plan.levels[slot.level()].steps()).innermost(slot.position());
    }

    private static PathNode opening(PathNode instance, int level) {
        for (PathNode node = instance; node != null; node = node.parent) {
            if (Arrays.stream(node.opens).anyMatch(l -> l == level)) {
                return node;
            }
        }
        throw new IllegalStateException("an instance is outside of the level around it");
    }

    /** Whether a node is what a step wants, as far as its predicates were looked at on the way into the node. */
    static boolean matches(Step step, PathNode node) {
        return matches(step, node.uri, node.local) && node.held.containsAll(step.predicates());
    }

    private static boolean matches(Step step, String uri, String local) {
        return (step.local() == null || step.local().equals(local))
                && (step.uri() == null || step.uri().equals(uri));
    }

    private static int[] with(int[] values, int more) {
        int[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = more;
        return all;
    }
}
