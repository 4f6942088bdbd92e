package io.xylem.xml.infer;

import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a part of the documents looks like. Summaries of parts are merged in any order. */
final class Summary implements PathSummary.PathCounter {
    private static final int MOST_PREFIXES = 500;
    private static final int MOST_REFUSALS = 20;

    private final int maxPaths;
    private final int maxRecursion;
    /** The document; the document elements are its children. */
    final PathSummary document;

    private int paths;
    long documents;
    long skipped;
    int depth;
    final SortedMap<String, Long> rejects = new TreeMap<>();
    private final List<Profile.Refusal> refusals = new ArrayList<>();
    /** How often a prefix stands for a namespace: by namespace and prefix. */
    private final SortedMap<String, SortedMap<String, Long>> prefixes = new TreeMap<>();

    Summary(int maxPaths, int maxRecursion) {
        this.maxPaths = maxPaths;
        this.maxRecursion = maxRecursion;
        this.document = new PathSummary(new PathSummary.Key(false, null, null), null, 0, maxRecursion);
    }

    @Override
    public PathSummary add(PathSummary parent, PathSummary.Key key) {
        if (++paths > maxPaths) {
            throw new UsageException("the documents have more than " + maxPaths
                    + " different paths, so names seem to be made of data; narrow the input to documents of one kind, or"
                    + " raise the bound");
        }
        return parent.add(key, maxRecursion);
    }

    /** Counts a prefix that stands for a namespace. Beyond a bound, the first in their order are kept. */
    void prefix(String uri, String prefix, long times) {
        SortedMap<String, Long> known = prefixes.computeIfAbsent(uri, u -> new TreeMap<>());
        known.merge(prefix, times, Long::sum);
        if (known.size() > MOST_PREFIXES) {
            known.remove(known.lastKey());
        }
    }

    void refuse(Profile.Refusal refusal) {
        rejects.merge(refusal.code(), 1L, Long::sum);
        keep(refusal);
    }

    private void keep(Profile.Refusal refusal) {
        refusals.add(refusal);
        if (refusals.size() >= 2 * MOST_REFUSALS) {
            refusals();
        }
    }

    /** The first refusals in the order of names. */
    List<Profile.Refusal> refusals() {
        refusals.sort(Comparator.comparing(Profile.Refusal::source)
                .thenComparing(Profile.Refusal::code)
                .thenComparing(Profile.Refusal::message));
        if (refusals.size() > MOST_REFUSALS) {
            refusals.subList(MOST_REFUSALS, refusals.size()).clear();
        }
        return List.copyOf(refusals);
    }

    /** The most frequent prefix of each namespace: by namespace. */
    SortedMap<String, String> preferredPrefixes() {
        flush(document);
        SortedMap<String, String> preferred = new TreeMap<>();
        prefixes.forEach((uri, known) -> {
            String best = "";
            long most = 0;
            for (var entry : known.entrySet()) {
                if (!entry.getKey().isEmpty() && entry.getValue() > most) {
                    best = entry.getKey();
                    most = entry.getValue();
                }
            }
            if (!best.isEmpty()) {
                preferred.put(uri, best);
            }
        });
        return preferred;
    }

    private void flush(PathSummary path) {
        if (path.prefix != null && path.prefixed > 0 && path.key.uri() != null) {
            prefix(path.key.uri(), path.prefix, path.prefixed);
            path.prefixed = 0;
        }
        path.children.forEach(this::flush);
    }

    /** Adds another summary. */
    void merge(Summary other) {
        other.flush(other.document);
        other.prefixes.forEach((uri, known) -> known.forEach((prefix, times) -> prefix(uri, prefix, times)));
        document.merge(other.document, this);
        documents += other.documents;
        skipped += other.skipped;
        depth = Math.max(depth, other.depth);
        other.rejects.forEach((code, times) -> rejects.merge(code, times, Long::sum));
        other.refusals.forEach(this::keep);
    }
}
