package io.xylem.core.internal;

import io.xylem.core.Archive;
import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Archives that are new, but whose documents may be in the table already. Keeps the first few by name, and counts the others. */
final class LookAlikes {
    private static final int MOST_NAMED = 3;
    private static final String ANOTHER_TIME =
            "To be stopped before that, refuse changed archives (--changed refuse, or RunOptions.changedArchives)";

    private final List<String> changed = new ArrayList<>();
    private final Map<Archive, String> copies = new LinkedHashMap<>();
    private long changedCount;
    private long copiesCount;

    /** Looks at a new archive, before it is added to those that are known. */
    void look(Archive archive, KnownArchives known) {
        if (known.hasContent(archive)) {
            if (copiesCount++ < MOST_NAMED) {
                copies.put(archive, "");
            }
        } else if (known.hasPath(archive) && changedCount++ < MOST_NAMED) {
            changed.add("'" + archive.path() + "'");
        }
    }

    boolean none() {
        return changedCount + copiesCount == 0;
    }

    /** Looks for the names that copies have been ingested under, among the archives of a job. */
    void nameOriginals(Collection<Archive> archives) {
        for (Archive archive : archives) {
            copies.replaceAll((copy, original) ->
                    original.isEmpty() && same(copy, archive) ? " (also '" + archive.path() + "')" : original);
        }
    }

    private static boolean same(Archive copy, Archive other) {
        return copy.size() == other.size()
                && copy.digest().equals(other.digest())
                && !copy.path().equals(other.path());
    }

    /** Refuses them all. */
    UsageException refusal() {
        List<String> what = new ArrayList<>();
        if (changedCount > 0) {
            what.add(changedText());
        }
        if (copiesCount > 0) {
            what.add(copiesText());
        }
        return new UsageException("nothing new was ingested, because changed archives are to be refused: "
                + String.join("; ", what)
                + ". Leave them out of the input, or put them back as they were; or run without refusing them");
    }

    /** What to tell if they are ingested. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (changedCount > 0) {
            warnings.add(changedText() + ". They were ingested as new archives, so the rows of both versions are in the"
                    + " table. If only one is wanted, start over with a new table. " + ANOTHER_TIME);
        }
        if (copiesCount > 0) {
            warnings.add(
                    copiesText() + ". They were ingested as new archives, so their documents are in the table twice:"
                            + " delete the rows of one of each by _source. If they were only moved or renamed, keep their names, with a"
                            + " source root if need be. " + ANOTHER_TIME);
        }
        return warnings;
    }

    private String changedText() {
        return Counts.of(changedCount, "archive has", "archives have")
                + " changed since the same path was ingested: " + String.join(", ", changed)
                + more(changedCount);
    }

    private String copiesText() {
        return Counts.of(copiesCount, "archive has", "archives have") + " the content of another one: "
                + copies.entrySet().stream()
                        .map(copy -> "'" + copy.getKey().path() + "'" + copy.getValue())
                        .collect(Collectors.joining(", "))
                + more(copiesCount);
    }

    private static String more(long count) {
        return count <= MOST_NAMED ? "" : " and " + (count - MOST_NAMED) + " more";
    }
}
