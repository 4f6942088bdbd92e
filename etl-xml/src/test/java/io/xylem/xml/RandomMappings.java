package io.xylem.xml;

import io.xylem.core.MappingException;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.ColumnBuilder;
import io.xylem.xml.mapping.GroupBuilder;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.MappingBuilder;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;

/** Mappings at random that find something in a given document: their paths are those of its elements, made more general. */
final class RandomMappings {
    private static final Map<String, String> PREFIXES =
            Map.of("urn:one", "o", "urn:two", "t", "http://example.org/three#", "r");

    private final Random random;
    private int names;

    /** A step of a path and the element of the sample that it leads to. */
    private record Placed(String step, Tree.Node node) {}

    RandomMappings(long seed) {
        this.random = new Random(seed);
    }

    Mapping next(Tree sample) {
        while (true) {
            try {
                return attempt(sample);
            } catch (MappingException e) {
                // The random paths contradict each other: try others.
                names++;
            }
        }
    }

    private Mapping attempt(Tree sample) {
        MappingBuilder builder = Mapping.builder().name("record");
        PREFIXES.forEach((uri, prefix) -> builder.namespace(prefix, uri));
        builder.unmapped(random.nextInt(8) == 0 ? Unmapped.REJECT : pick(List.of(Unmapped.IGNORE, Unmapped.RESCUE)));
        builder.badValue(random.nextInt(8) == 0 ? BadValue.REJECT : pick(List.of(BadValue.RESCUE, BadValue.NULL)));
        Tree.Node node = random.nextInt(4) == 0 ? sample.nodes.get(0) : pick(sample.nodes);
        List<Placed> chain = steps(null, node);
        builder.record(join(chain, true));
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = "c" + names++;
            builder.column(name, columnPath(sample, chain, node), type(), column());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            group(sample, chain, node, 1, builder::group);
        }
        return builder.build();
    }

    private interface Groups {
        Object add(String name, String path, Consumer<GroupBuilder> content);
    }

    private void group(Tree sample, List<Placed> chain, Tree.Node parent, int depth, Groups groups) {
        List<Tree.Node> below = below(sample, parent);
        if (below.isEmpty()) {
            return;
        }
        Tree.Node node = pick(below);
        List<Placed> own = steps(parent, node);
        List<Placed> all = new ArrayList<>(chain);
        all.addAll(own);
        groups.add("g" + names++, join(own, false), group -> {
            for (int i = random.nextInt(3); i >= 0; i--) {
                group.column("c" + names++, columnPath(sample, all, node), type(), column());
            }
            if (depth < 3 && random.nextInt(2) == 0) {
                group(sample, all, node, depth + 1, group::group);
            }
        });
    }

    private Consumer<ColumnBuilder> column() {
        int kind = random.nextInt(10);
        return column -> {
            if (kind < 4) {
                column.repeated();
            } else if (kind == 4) {
                column.onlyFirst();
            }
        };
    }

    private String type() {
        return random.nextInt(6) == 0 ? "xml" : "string";
    }

    private String columnPath(Tree sample, List<Placed> chain, Tree.Node instance) {
        int kind = random.nextInt(10);
        if (kind < 6) {
            return relative(sample, instance, "", instance);
        }
        int kept = random.nextInt(chain.size() + 1);
        List<Placed> shared = chain.subList(0, kept);
        if (kept == 0) {
            return absolute(steps(null, pick(sample.nodes)));
        }
        return relative(sample, shared.get(kept - 1).node, join(shared, true), instance);
    }

    private String absolute(List<Placed> steps) {
        Tree.Node last = steps.get(steps.size() - 1).node;
        return join(steps, true) + (random.nextInt(3) == 0 ? attribute(last, "") : "");
    }

    private String relative(Tree sample, Tree.Node from, String prefix, Tree.Node instance) {
        List<Tree.Node> below = below(sample, from);
        if (below.isEmpty() || random.nextInt(4) == 0) {
            String attribute = attribute(from, prefix);
            return !attribute.isEmpty() ? prefix + attribute : prefix.isEmpty() ? "." : prefix + "/text()";
        }
        Tree.Node node = random.nextInt(3) == 0 && instance.inside(from) ? instance : pick(below);
        List<Placed> steps = steps(from, node);
        String path = prefix.isEmpty() ? join(steps, false) : prefix + join(steps, true);
        return path + (random.nextInt(3) == 0 ? attribute(node, "/") : "");
    }

    private String attribute(Tree.Node node, String prefix) {
        if (node.attributes.isEmpty()) {
            return "";
        }
        Attr attribute = pick(node.attributes);
        String uri = attribute.getNamespaceURI();
        String name = random.nextInt(5) == 0 ? "*:" + attribute.getLocalName() : name(uri, attribute.getLocalName());
        return (prefix.isEmpty() ? "" : "/") + "@" + name;
    }

    private static List<Tree.Node> below(Tree sample, Tree.Node node) {
        return sample.nodes.stream().filter(n -> n.inside(node)).toList();
    }

    private List<Placed> steps(Tree.@Nullable Node from, Tree.Node to) {
        List<Placed> steps = new ArrayList<>();
        boolean skipped = false;
        List<Tree.Node> line = new ArrayList<>();
        for (Tree.Node node = to; node != null && node != from; node = node.parent) {
            line.add(0, node);
        }
        for (Tree.Node node : line) {
            if (node != to && random.nextInt(6) == 0) {
                skipped = true;
                continue;
            }
            String axis = skipped || random.nextInt(12) == 0 ? "//" : "/";
            steps.add(new Placed(axis + step(node), node));
            skipped = false;
        }
        return steps;
    }

    private String step(Tree.Node node) {
        int kind = random.nextInt(12);
        String prefix = PREFIXES.get(node.uri());
        String name = kind == 0
                ? "*"
                : kind == 1
                        ? "*:" + node.local()
                        : kind == 2 && prefix != null ? prefix + ":*" : name(node.uri(), node.local());
        return name + predicate(node) + (random.nextInt(4) == 0 ? predicate(node) : "");
    }

    private String predicate(Tree.Node node) {
        if (node.attributes.isEmpty() || random.nextInt(4) > 0) {
            return "";
        }
        Attr attribute = pick(node.attributes);
        String value = random.nextInt(6) == 0 ? "other" : attribute.getValue();
        return value.contains("'")
                ? ""
                : "[@" + name(attribute.getNamespaceURI(), attribute.getLocalName()) + "='" + value + "']";
    }

    private static String name(@Nullable String uri, String local) {
        if (uri == null || uri.isEmpty()) {
            return local;
        }
        String prefix = PREFIXES.get(uri);
        return prefix == null ? "*:" + local : prefix + ":" + local;
    }

    private static String join(List<Placed> steps, boolean absolute) {
        StringBuilder path = new StringBuilder();
        steps.forEach(s -> path.append(s.step));
        if (absolute) {
            return path.toString();
        }
        return path.indexOf("//") == 0 ? "." + path : path.substring(1);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
