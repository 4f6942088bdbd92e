package io.xylem.examples.cli;

import io.xylem.core.RunReport;
import io.xylem.core.TableCommit;
import io.xylem.core.shred.ShredLevel;
import io.xylem.xml.mapping.Mapping;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A run's report in a few lines for people. */
final class RunSummary {
    static final int MOST_PATHS = 5;

    private final PrintStream out;
    private final RunReport report;
    private final Mapping mapping;

    RunSummary(PrintStream out, RunReport report, Mapping mapping) {
        this.out = out;
        this.report = report;
        this.mapping = mapping;
    }

    /** What was read, and what it was added to. */
    void printCounts() {
        RunReport.Documents documents = report.documents();
        out.printf(
                Locale.ROOT,
                "%s: %,d tabled, %,d quarantined, %,d skipped; %.1f s, %,.0f documents/s%n",
                Plural.of(documents.discovered(), "document"),
                documents.tabled(),
                documents.quarantined(),
                documents.skipped(),
                report.seconds(),
                report.documentsPerSecond());
        if (report.archivesSkipped() > 0) {
            out.printf("%s, ingested before: skipped%n", Plural.of(report.archivesSkipped(), "archive"));
        }
        for (TableCommit commit : report.tables()) {
            out.printf(
                    Locale.ROOT,
                    "%s: %s in %s, %s, version %d%n",
                    commit.table(),
                    Plural.of(commit.rows(), "row"),
                    Plural.of(commit.files(), "file"),
                    Sizes.format(commit.bytes()),
                    commit.version());
        }
    }

    /**
     * What was found that no column reads: the paths met most often.
     *
     * @param most how many paths
     * @param all how to see the others
     */
    void printUnmapped(int most, String all) {
        SortedMap<String, Long> unmapped = report.unmapped();
        if (unmapped.isEmpty()) {
            return;
        }
        long total = unmapped.values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                "unmapped: %s at %s that no column reads%n",
                Plural.of(total, "value"), Plural.of(unmapped.size(), "path"));
        unmapped.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(path -> out.printf(Locale.ROOT, "  %,10d  %s%n", path.getValue(), path.getKey()));
        printMore(unmapped.size() - most, all);
    }

    /** What does not add up. */
    void printImbalances() {
        report.imbalances().forEach(imbalance -> out.println("etl: " + imbalance));
        out.println("etl: Committed, but the ledger does not balance: exit status " + ExitStatus.TOO_MANY_REJECTS
                + ". This is a bug, please report it with the --report file");
    }

    private void printMore(int paths, String all) {
        if (paths > 0) {
            out.printf("  and %s more; %s%n", Plural.of(paths, "path"), all);
        }
    }

    /**
     * The groups and columns that were found in no document, in the order of the mapping. Without any record, that is said elsewhere.
     *
     * @param where in which documents they were not found
     * @param most how many paths
     * @param all how to see the others
     */
    void printUnmatched(String where, int most, String all) {
        Set<String> paths = new HashSet<>(report.unmatched());
        List<ShredLevel> levels = mapping.schema().levels();
        if (paths.isEmpty() || paths.contains(levels.get(0).path())) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (ShredLevel level : levels) {
            if (paths.contains(level.path())) {
                lines.add("group " + level.name() + ": " + level.path());
                continue;
            }
            level.columns().stream()
                    .filter(column -> paths.contains(column.path()))
                    .forEach(column -> lines.add("column " + column.name() + ": " + column.path()));
        }
        out.printf("not found: %s of the mapping, in %s%n", Plural.of(lines.size(), "path"), where);
        lines.stream().limit(most).forEach(line -> out.println("  " + line));
        printMore(lines.size() - most, all);
    }

    /** What is probably not as it was meant; the last that is said. */
    void printWarnings() {
        report.warnings().forEach(warning -> out.println("etl: " + warning));
    }

    /** What became of values that their columns could not take. */
    void printValues() {
        report.values().forEach((kind, count) -> out.println(explain(kind, count)));
    }

    private static String explain(String kind, long count) {
        String values = Plural.of(count, "value");
        return switch (kind) {
            case "rescued" -> "rescued: " + values + " that did not fit, kept in the column _rescued";
            case "nulled" -> "nulled: " + values + " that did not fit";
            case "coordinates_nulled" ->
                "coordinates: " + Plural.of(count, "row")
                        + " without H3 cells, because the coordinates are unreadable or out of range";
            default -> kind + ": " + values;
        };
    }

    /** What was refused: how often for which reason, and the first refusals. */
    void printRejects(List<String> first) {
        report.rejects().forEach((code, count) -> out.printf(Locale.ROOT, "refused: %s %,d%n", code, count));
        first.forEach(line -> out.println("  " + line));
        long more = report.documents().quarantined() - first.size();
        if (!first.isEmpty() && more > 0) {
            out.printf("  and %s more%n", Plural.of(more, "document"));
        }
    }
}
