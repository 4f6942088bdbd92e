package io.xylem.xml.internal.scan;

import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A concrete path of element names that occurs in documents, and what the mapping wants of elements there. */
final class PathNode {
    /** How many edges are tried one after the other before a map is asked. */
    private static final int FEW = 4;

    private static final Hit[] NO_HITS = {};
    private static final int[] NOTHING = {};

    final @Nullable PathNode parent;
    final String uri;
    final String local;
    /** How many elements the path has; 0 for the document. */
    final int depth;
    /** Whether the node is kept for further elements of its path. */
    final boolean cached;

    /** Searches that go on below this element. */
    final Set<Search> searches = new LinkedHashSet<>();
    /** Levels of which this element is an instance, outer ones first. */
    int[] opens = NOTHING;
    /** Columns that take the element's own text. */
    Hit[] texts = NO_HITS;
    /** Columns that take its source. */
    Hit[] sources = NO_HITS;
    /** Columns that take attributes of it. */
    Hit[] attributes = NO_HITS;
    /** Slots whose place this element is. */
    int[] slots = NOTHING;
    /** For each slot of the levels that it opens, in order, the depth of the element that is its place, and its entry there. */
    int[] bindings = NOTHING;
    /** Attribute conditions that held on the way into this node. */
    final Set<Step.Predicate> held = new LinkedHashSet<>();
    /** Whether it lies on a path of the mapping. */
    boolean step;
    /** Whether it is, or is inside, an element whose source a column takes. */
    boolean inSource;

    /** Whether the columns that want its text or source all lie outside of the records, and nothing else has them. */
    boolean outside;

    /** Whether it is a plain value of at most one column, or none. */
    boolean plain;

    final Tally unmapped = new Tally();

    private Edge[] edges = new Edge[2];
    private int edgeCount;
    private @Nullable Map<Name, List<Edge>> manyEdges;
    private int lastEdge;
    private AttributeEdge[] attributeEdges = new AttributeEdge[2];
    private int attributeCount;
    private @Nullable Map<Name, List<AttributeEdge>> manyAttributes;
    private @Nullable String path;

    /**
     * A search in progress: so many of the target's steps have been made.
     *
     * @param origin for a target that has a slot, the depth of the element that it was begun at; else 0
     * @param entry the slot's place among the slots of that element
     */
    record Search(Target target, int position, int origin, int entry) {}

    /**
     * A search that has arrived.
     *
     * @param origin as in {@link Search}
     * @param entry as in {@link Search}
     */
    record Hit(Target target, int origin, int entry) {}

    /** All elements of one name below a node; which conditions hold decides between variants. */
    static final class Edge {
        final Name name;
        final String uri;
        final Condition[] conditions;
        final List<PathNode> variants = new ArrayList<>(1);
        final List<boolean[]> outcomes = new ArrayList<>(1);
        /** Its place among the edges of its node. */
        int index;

        Edge(Name name, String uri, Condition[] conditions) {
            this.name = name;
            this.uri = uri;
            this.conditions = conditions;
        }
    }

    /**
     * A predicate.
     *
     * @param value its value as UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Condition(Step.Predicate predicate, byte[] value) {}

    /** An attribute of the elements of a node. */
    static final class AttributeEdge {
        final Name name;
        final String uri;
        final Hit[] hits;
        /** Whether something of the mapping reads it, or nothing need. */
        final boolean mapped;
        /** Whether the columns that want it all lie outside of the records. */
        final boolean outside;
        /** Whether it is one of XML Schema's own. */
        final boolean schema;
        /** Whether it is {@code xsi:nil}. */
        final boolean nil;

        final String path;
        final Tally unmapped = new Tally();

        AttributeEdge(Name name, String uri, Hit[] hits, boolean mapped, String path) {
            this.name = name;
            this.uri = uri;
            this.hits = hits;
            this.schema = uri.equals(Namespaces.XSI);
            this.mapped = mapped || schema;
            this.outside = outside(hits);
            this.nil = schema && name.local.equals("nil");
            this.path = path;
        }
    }

    /** How often something was met that no column reads: in this document, and in all that were kept. */
    static final class Tally {
        long pending;
        long total;
    }

    PathNode(@Nullable PathNode parent, String uri, String local, boolean cached) {
        this.parent = parent;
        this.uri = uri;
        this.local = local;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.cached = cached;
    }

    /** The edge to children of a name; null if none of that name has been met. The last one and its successor come first. */
    @SuppressWarnings("ReferenceEquality") // there is one object for each namespace
    @Nullable Edge edge(Name name, String childUri) {
        int count = edgeCount;
        for (int i = 0, at = lastEdge; i < count && i < FEW; i++, at++) {
            if (at == count) {
                at = 0;
            }
            Edge edge = edges[at];
            if (edge.name == name && edge.uri == childUri) {
                lastEdge = at;
                return edge;
            }
        }
        if (manyEdges != null) {
            for (Edge edge : manyEdges.getOrDefault(name, List.of())) {
                if (edge.uri == childUri) {
                    lastEdge = edge.index;
                    return edge;
                }
            }
        }
        return null;
    }

    void add(Edge edge) {
        if (edgeCount == edges.length) {
            edges = Arrays.copyOf(edges, edgeCount * 2);
        }
        edge.index = edgeCount;
        edges[edgeCount++] = edge;
        if (edgeCount == FEW) {
            manyEdges = new HashMap<>();
            for (int i = 0; i < edgeCount; i++) {
                list(manyEdges, edges[i].name).add(edges[i]);
            }
        } else if (manyEdges != null) {
            list(manyEdges, edge.name).add(edge);
        }
    }

    /** The edge to an attribute, tried first at the place where it was last time. */
    @SuppressWarnings("ReferenceEquality") // there is one object for each namespace
    @Nullable AttributeEdge attribute(int guess, Name name, String attributeUri) {
        if (guess < attributeCount) {
            AttributeEdge edge = attributeEdges[guess];
            if (edge.name == name && edge.uri == attributeUri) {
                return edge;
            }
        }
        if (manyAttributes != null) {
            for (AttributeEdge edge : manyAttributes.getOrDefault(name, List.of())) {
                if (edge.uri == attributeUri) {
                    return edge;
                }
            }
            return null;
        }
        for (int i = 0; i < attributeCount; i++) {
            AttributeEdge edge = attributeEdges[i];
            if (edge.name == name && edge.uri == attributeUri) {
                return edge;
            }
        }
        return null;
    }

    void add(AttributeEdge edge) {
        if (attributeCount == attributeEdges.length) {
            attributeEdges = Arrays.copyOf(attributeEdges, attributeCount * 2);
        }
        attributeEdges[attributeCount++] = edge;
        if (attributeCount == FEW) {
            manyAttributes = new HashMap<>();
            for (int i = 0; i < attributeCount; i++) {
                list(manyAttributes, attributeEdges[i].name).add(attributeEdges[i]);
            }
        } else if (manyAttributes != null) {
            list(manyAttributes, edge.name).add(edge);
        }
    }

    private static <E> List<E> list(Map<Name, List<E>> map, Name name) {
        return map.computeIfAbsent(name, n -> new ArrayList<>(1));
    }

    /** The place of a slot among those of this element; -1 if it is none of them. */
    int entry(int slot) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    /** Whether all targets lie outside of their own level's elements. */
    static boolean outside(Hit[] hits) {
        for (Hit hit : hits) {
            if (hit.target().slot() < 0) {
                return false;
            }
        }
        return true;
    }

    void addText(Hit hit) {
        texts = with(texts, hit);
    }

    void addSource(Hit hit) {
        sources = with(sources, hit);
    }

    void addAttribute(Hit hit) {
        attributes = with(attributes, hit);
    }

    private static Hit[] with(Hit[] hits, Hit more) {
        Hit[] all = Arrays.copyOf(hits, hits.length + 1);
        all[hits.length] = more;
        return all;
    }

    /** The absolute path as users see it. */
    String path(Mapping mapping) {
        if (path == null) {
            StringBuilder text = new StringBuilder();
            List<PathNode> nodes = new ArrayList<>();
            for (PathNode node = this; node != null && node.parent != null; node = node.parent) {
                nodes.add(node);
            }
            for (int i = nodes.size() - 1; i >= 0; i--) {
                text.append('/').append(mapping.displayName(nodes.get(i).uri, nodes.get(i).local));
            }
            path = text.toString();
        }
        return path;
    }
}
