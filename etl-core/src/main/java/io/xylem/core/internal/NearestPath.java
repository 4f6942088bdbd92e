package io.xylem.core.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path in documents that is nearest to one that somebody wrote. Paths are steps behind slashes, {@code prefix:name} or
 * {@code {uri}name}; what was written may have {@code *}, {@code //} and conditions in brackets.
 */
final class NearestPath {
    private static final String ANY_DEPTH = "";
    private static final double OTHER_NAMESPACE = 0.2;
    /** People leave out steps more often than they make some up. */
    private static final double LEFT_OUT = 0.5;

    private final Set<String> elements = new TreeSet<>();
    private final Set<String> roots = new TreeSet<>();

    /**
     * Collects the elements of documents.
     *
     * @param paths absolute paths of elements and attributes
     */
    NearestPath(Collection<String> paths) {
        for (String path : paths) {
            StringBuilder element = new StringBuilder();
            for (String step : steps(path)) {
                if (step.startsWith("@") || step.equals(ANY_DEPTH)) {
                    break;
                }
                element.append('/').append(step);
                elements.add(element.toString());
                if (element.length() == step.length() + 1) {
                    roots.add(element.toString());
                }
            }
        }
    }

    /** The paths of the outermost elements, sorted. */
    Collection<String> roots() {
        return roots;
    }

    /** The element whose path needs the fewest changes; null if there are no elements. */
    @Nullable String to(String wanted) {
        List<String> steps =
                steps(wanted).stream().map(step -> step.replaceAll("\\[.*", "")).toList();
        String best = null;
        double least = Double.MAX_VALUE;
        for (String element : elements) {
            double distance = distance(steps, steps(element));
            if (distance < least) {
                least = distance;
                best = element;
            }
        }
        return best;
    }

    /** The steps of a path; an empty one for {@code //}. */
    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        int from = path.startsWith("/") ? 1 : 0;
        int depth = 0;
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (c == '/' && depth == 0) {
                steps.add(path.substring(from, i));
                from = i + 1;
            }
        }
        steps.add(path.substring(from));
        return steps;
    }

    /** Edit distance over steps, where names that are alike cost less than others. */
    private static double distance(List<String> wanted, List<String> found) {
        double[] previous = new double[found.size() + 1];
        for (int j = 1; j <= found.size(); j++) {
            previous[j] = j * LEFT_OUT;
        }
        for (String step : wanted) {
            boolean gap = step.equals(ANY_DEPTH);
            double[] current = new double[found.size() + 1];
            current[0] = previous[0] + (gap ? 0 : 1);
            for (int j = 1; j <= found.size(); j++) {
                double replaced = previous[j - 1] + (gap ? 0 : difference(step, found.get(j - 1)));
                double left = previous[j] + (gap ? 0 : 1);
                current[j] = Math.min(Math.min(replaced, left), current[j - 1] + (gap ? 0 : LEFT_OUT));
            }
            previous = current;
        }
        return previous[found.size()];
    }

    /** From 0 for equal names to 1 for names that have nothing in common. */
    private static double difference(String wanted, String found) {
        String local = local(wanted);
        if (wanted.equals(found) || wanted.equals("*") || (wanted.startsWith("*:") && local.equals(local(found)))) {
            return 0;
        }
        Set<String> pairs = pairs(local);
        Set<String> others = pairs(local(found));
        int all = pairs.size() + others.size();
        pairs.retainAll(others);
        double alike = 2.0 * pairs.size() / all;
        return OTHER_NAMESPACE + (1 - OTHER_NAMESPACE) * (1 - alike);
    }

    /** Pairs of neighbouring characters, the ends of the name included, without regard to case. */
    private static Set<String> pairs(String name) {
        String text = "^" + name.toLowerCase(Locale.ROOT) + "$";
        Set<String> pairs = new LinkedHashSet<>();
        for (int i = 1; i < text.length(); i++) {
            pairs.add(text.substring(i - 1, i + 1));
        }
        return pairs;
    }

    private static String local(String step) {
        int end = step.lastIndexOf('}');
        return step.substring(Math.max(end, step.lastIndexOf(':')) + 1);
    }
}
