package io.xylem.xml.mapping.internal;

import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.Step.Axis;
import io.xylem.xml.mapping.Step.Predicate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said about steps without a document. */
public final class Steps {
    private static final String XML_URI = "http://www.w3.org/XML/1998/namespace";

    private Steps() {}

    /**
     * How many leading steps two paths from the document have in common, conditions included.
     *
     * @param a the steps of one
     * @param b the steps of the other
     * @return the number of equal leading steps
     */
    public static int shared(List<Step> a, List<Step> b) {
        int count = 0;
        while (count < a.size() && count < b.size() && a.get(count).equals(b.get(count))) {
            count++;
        }
        return count;
    }

    /** Whether no attribute can satisfy both. */
    static boolean contradict(Predicate a, Predicate b) {
        return a.uri() != null
                && a.uri().equals(b.uri())
                && a.local().equals(b.local())
                && !a.value().equals(b.value());
    }

    /** Whether one document can have an element at its root that both paths go through. */
    static boolean shareRoot(List<Step> a, List<Step> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return true;
        }
        Step first = a.get(0);
        Step second = b.get(0);
        if (first.axis() != Axis.CHILD || second.axis() != Axis.CHILD) {
            return true;
        }
        return compatible(first.uri(), second.uri())
                && compatible(first.local(), second.local())
                && first.predicates().stream()
                        .noneMatch(p -> second.predicates().stream().anyMatch(q -> contradict(p, q)));
    }

    private static boolean compatible(@Nullable String a, @Nullable String b) {
        return a == null || b == null || a.equals(b);
    }

    /**
     * The path of a level or column as users see it: absolute, without conditions, in the mapping's prefixes.
     *
     * @param parent the shown path that relative paths start from
     * @param path the path
     * @param namespaces uri by prefix
     * @return the shown path
     */
    public static String display(String parent, Path path, Map<String, String> namespaces) {
        StringBuilder out = new StringBuilder(path.absolute() ? "" : parent);
        for (Step step : path.steps()) {
            out.append(
                    switch (step.axis()) {
                        case CHILD -> "/";
                        case DESCENDANT -> "//";
                        case ATTRIBUTE -> "/@";
                    });
            out.append(display(step.uri(), step.local(), namespaces));
        }
        return out.toString();
    }

    /**
     * A name as users see it.
     *
     * @param uri the namespace; null for any
     * @param local the local name; null for any
     * @param namespaces uri by prefix; the first prefix wins
     * @return {@code prefix:local}, {@code local} or {@code {uri}local}, with {@code *} for any
     */
    public static String display(@Nullable String uri, @Nullable String local, Map<String, String> namespaces) {
        String name = local == null ? "*" : local;
        if (uri == null) {
            return local == null ? name : "*:" + name;
        }
        if (uri.isEmpty()) {
            return name;
        }
        for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
            if (namespace.getValue().equals(uri)) {
                return namespace.getKey() + ":" + name;
            }
        }
        return uri.equals(XML_URI) ? "xml:" + name : "{" + uri + "}" + name;
    }
}
