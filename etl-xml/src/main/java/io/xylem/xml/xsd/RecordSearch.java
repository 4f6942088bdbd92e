package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import io.xylem.xml.xsd.Content.Child;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the elements that lead from the document element to the record. */
final class RecordSearch {
    private static final Pattern STEP = Pattern.compile("(//?)(?:([^/:@\\[\\]]+):)?([^/:@\\[\\]]+)");
    private static final int MOST_SHOWN = 12;

    private final String text;
    private final Map<String, String> prefixes;
    private final Contents contents;
    private final List<Step> steps = new ArrayList<>();

    private record Step(boolean descends, @Nullable String uri, String local) {
        boolean fits(Child child) {
            String namespace = child.declaration().getNamespace();
            return local.equals(child.declaration().getName())
                    && (uri == null || uri.equals(namespace == null ? "" : namespace));
        }
    }

    /** An element that is reached with so many steps of the path behind it. */
    private record Reached(@Nullable Reached from, Child child, int steps) {
        List<Child> chain() {
            List<Child> chain = from == null ? new ArrayList<>() : from.chain();
            chain.add(child);
            return chain;
        }
    }

    RecordSearch(String text, Map<String, String> prefixes, Contents contents) {
        this.text = text;
        this.prefixes = prefixes;
        this.contents = contents;
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            steps.add(new Step(matcher.group(1).length() == 2, uri(matcher.group(2)), matcher.group(3)));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (steps.isEmpty() || end < text.length()) {
            throw new UsageException("the record path \"" + text
                    + "\" is not understood; write a path of elements from the document on, such as /m:messages/m:message"
                    + " or //message");
        }
    }

    private @Nullable String uri(@Nullable String prefix) {
        if (prefix == null || prefix.equals("*")) {
            return null;
        }
        String uri = prefixes.get(prefix);
        if (uri == null) {
            throw new UsageException("the record path \"" + text + "\": no schema declares the prefix " + prefix
                    + "; use one of " + String.join(", ", new TreeSet<>(prefixes.keySet())));
        }
        return uri;
    }

    /**
     * The chain from the document element to the record. A {@code //} takes the shortest way.
     *
     * @throws UsageException if no way leads there, or several that are equally short
     */
    List<Child> find(Child document) {
        List<Reached> current = advance(null, document, 0);
        Set<String> seen = new HashSet<>();
        while (!current.isEmpty()) {
            List<Reached> found =
                    current.stream().filter(r -> r.steps == steps.size()).toList();
            if (found.size() == 1) {
                return found.get(0).chain();
            }
            if (found.size() > 1) {
                throw several(found);
            }
            current = next(current, seen);
        }
        throw new UsageException("the schema has no element at the record path \"" + text + "\"; correct the path");
    }

    private List<Reached> next(List<Reached> current, Set<String> seen) {
        List<Reached> next = new ArrayList<>();
        for (Reached reached : current) {
            for (Child child : contents.of(reached.child.declaration()).children()) {
                for (Reached further : advance(reached, child, reached.steps)) {
                    next.add(further);
                }
            }
        }
        next.removeIf(r -> seen.contains(key(r)));
        next.forEach(r -> seen.add(key(r)));
        return next;
    }

    /** Elements of one type that were reached with as many steps lead on alike, so only those that are nearest count. */
    private static String key(Reached reached) {
        return reached.steps + " " + Particles.name(reached.child.declaration()) + " "
                + System.identityHashCode(reached.child.declaration().getTypeDefinition());
    }

    private List<Reached> advance(@Nullable Reached from, Child child, int done) {
        List<Reached> all = new ArrayList<>();
        if (done < steps.size()) {
            Step step = steps.get(done);
            if (step.fits(child)) {
                all.add(new Reached(from, child, done + 1));
            }
            if (step.descends) {
                all.add(new Reached(from, child, done));
            }
        }
        return all;
    }

    private UsageException several(List<Reached> found) {
        List<String> paths = found.stream()
                .limit(MOST_SHOWN)
                .map(r -> "/"
                        + String.join("/", r.chain().stream().map(this::shown).toList()))
                .toList();
        return new UsageException("the record path \"" + text + "\" leads to several elements: "
                + String.join(", ", paths) + (found.size() > MOST_SHOWN ? " and others" : "") + "; choose one");
    }

    private String shown(Child child) {
        String uri = child.declaration().getNamespace();
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            if (prefix.getValue().equals(uri)) {
                return prefix.getKey() + ":" + child.declaration().getName();
            }
        }
        return child.declaration().getName();
    }
}
