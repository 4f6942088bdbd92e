package io.xylem.xml.draft;

import io.xylem.core.UsageException;
import io.xylem.xml.mapping.internal.Prefixes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the element that people mean by a path. A name without prefix is in no namespace; where that leads nowhere, in whatever
 * namespace.
 */
final class RecordPath {
    private static final Pattern STEP = Pattern.compile("(//?)(?:([^/:@\\[\\]]+):)?([^/:@\\[\\]]+)");
    private static final int MOST_SHOWN = 12;

    private final String text;
    private final Prefixes prefixes;
    private final List<Step> steps = new ArrayList<>();
    private final List<List<DraftNode>> found = new ArrayList<>();
    private boolean lenient;
    private int farthest;
    private final TreeSet<String> there = new TreeSet<>();

    /** A step. The prefix is null if none is given. */
    private record Step(boolean descends, @Nullable String prefix, String local) {}

    private RecordPath(String text, Prefixes prefixes) {
        this.text = text;
        this.prefixes = prefixes;
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            steps.add(new Step(matcher.group(1).length() == 2, matcher.group(2), matcher.group(3)));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (steps.isEmpty() || end < text.length()) {
            throw new UsageException("the record path \"" + text
                    + "\" is not understood; write a path of elements from the document on, such as /m:messages/m:message"
                    + " or //message");
        }
    }

    /**
     * The elements from the document element to the record.
     *
     * @throws UsageException if there is none, or more than one
     */
    static List<DraftNode> find(String text, List<DraftNode> roots, Prefixes prefixes) {
        RecordPath path = new RecordPath(text, prefixes);
        path.match(0, roots, new ArrayList<>());
        if (path.found.isEmpty()) {
            path.lenient = true;
            path.match(0, roots, new ArrayList<>());
        }
        if (path.found.size() == 1) {
            return path.found.get(0);
        }
        throw path.found.isEmpty() ? path.nothing() : path.several();
    }

    private void match(int at, List<DraftNode> candidates, List<DraftNode> chain) {
        Step step = steps.get(at);
        for (DraftNode node : candidates) {
            if (node.attribute()) {
                continue;
            }
            note(at, node);
            chain.add(node);
            if (fits(step, node)) {
                if (at + 1 < steps.size()) {
                    match(at + 1, node.children(), chain);
                } else if (!found.contains(chain)) {
                    found.add(List.copyOf(chain));
                }
            }
            if (step.descends) {
                match(at, node.children(), chain);
            }
            chain.remove(chain.size() - 1);
        }
    }

    private void note(int at, DraftNode node) {
        if (at > farthest) {
            there.clear();
            farthest = at;
        }
        if (at == farthest) {
            there.add(prefixes.shown(node.uri(), node.local()));
        }
    }

    private boolean fits(Step step, DraftNode node) {
        String uri = node.uri();
        String local = node.local();
        if (local == null || uri == null) {
            return step.local.equals("*");
        }
        String prefix = step.prefix;
        if (prefix == null) {
            prefix = lenient || step.local.equals("*") ? "*" : "";
        }
        return (step.local.equals("*") || step.local.equals(local))
                && (prefix.equals("*") || prefix.equals(prefixes.prefix(uri)));
    }

    private UsageException nothing() {
        Step step = steps.get(farthest);
        String name = (step.prefix == null ? "" : step.prefix + ":") + step.local;
        String names = String.join(", ", there.stream().limit(MOST_SHOWN).toList());
        return new UsageException("no element is at the record path \"" + text + "\": at step " + (farthest + 1) + ", "
                + name + ", there " + (there.isEmpty() ? "is nothing" : "is " + names)
                + (there.size() > MOST_SHOWN ? " and others" : "") + "; correct the path");
    }

    private UsageException several() {
        List<String> paths = found.stream().map(chain -> show(chain, prefixes)).toList();
        return new UsageException("the record path \"" + text + "\" leads to several elements: "
                + String.join(", ", paths.subList(0, Math.min(MOST_SHOWN, paths.size())))
                + (paths.size() > MOST_SHOWN ? " and others" : "") + "; choose one");
    }

    /** A chain of elements as a path. */
    static String show(List<DraftNode> chain, Prefixes prefixes) {
        StringBuilder path = new StringBuilder();
        chain.forEach(node -> path.append('/').append(prefixes.shown(node.uri(), node.local())));
        return path.toString();
    }
}
