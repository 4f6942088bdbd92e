package io.xylem.core;

import io.xylem.core.internal.ReportJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run did: its ledger, over all its jobs. Immutable.
 *
 * @param runId the run
 * @param appId the application
 * @param tables what was added to each table: root tables first, the quarantine last, named as the first root table with
 *     {@value #QUARANTINE_SUFFIX}; a table that several jobs of the run added to is listed once
 * @param documents what became of all entries found
 * @param archivesSkipped archives that an earlier run had ingested
 * @param archives the account of each archive, in the order of the plan
 * @param rejects refusals by code
 * @param unmapped by absolute path, how often something was found that no column reads. Beyond
 *     {@value #MAX_UNMAPPED_PATHS} paths the rest is counted together under {@value #OTHER_PATHS}
 * @param values by kind, how many values were rescued, nulled, or whatever else a stage counts
 * @param seconds wall-clock time, commits included
 * @param peakRssBytes the most memory that the process has had resident so far; 0 where the system does not tell
 * @param rejectLimit how many refusals are tolerated
 * @param unmatched the paths of the recipe that were found in no document, sorted; of a level that was not found only its own.
 *     Empty if there were no documents
 * @param imbalances what does not add up, and where, in plain words: documents by archive, and rows and refusals by table and job, as far as
 *     stages and sinks count them. Not empty only if a stage counts wrongly or rows were lost
 * @param warnings what went as told but is probably not what was meant, with the remedy; in plain words, for people
 */
public record RunReport(
        String runId,
        String appId,
        List<TableCommit> tables,
        Documents documents,
        long archivesSkipped,
        List<ArchiveAccount> archives,
        SortedMap<String, Long> rejects,
        SortedMap<String, Long> unmapped,
        SortedMap<String, Long> values,
        double seconds,
        long peakRssBytes,
        RejectLimit rejectLimit,
        List<String> unmatched,
        List<String> imbalances,
        List<String> warnings) {
    /** What follows the name of the root table in that of the quarantine. */
    public static final String QUARANTINE_SUFFIX = "_quarantine";

    /** How many distinct unmapped paths are told apart. */
    public static final int MAX_UNMAPPED_PATHS = 10_000;

    /** The key of all unmapped paths beyond the first {@value #MAX_UNMAPPED_PATHS}. */
    public static final String OTHER_PATHS = "(other)";

    /** Copies the collections. */
    public RunReport {
        tables = List.copyOf(tables);
        archives = List.copyOf(archives);
        rejects = sorted(rejects);
        unmapped = sorted(unmapped);
        values = sorted(values);
        unmatched = List.copyOf(unmatched);
        imbalances = List.copyOf(imbalances);
        warnings = List.copyOf(warnings);
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * Whether all adds up: {@code discovered = tabled + quarantined + skipped} for every archive, and rows and refusals handed on are rows
     * in the tables. If not, a stage counts wrongly and rows may be missing.
     *
     * @return whether there are no {@link #imbalances}
     */
    public boolean balanced() {
        return imbalances.isEmpty();
    }

    /**
     * Whether no more documents were refused than is tolerated.
     *
     * @return whether the limit is kept
     */
    public boolean withinRejectLimit() {
        return rejectLimit.allows(documents.quarantined(), documents.discovered() - documents.skipped());
    }

    /**
     * Entries found per second of wall-clock time.
     *
     * @return entries per second; 0 if no time has passed
     */
    public double documentsPerSecond() {
        return seconds > 0 ? documents.discovered() / seconds : 0;
    }

    /**
     * The report as JSON, on one line. Keys come in a fixed order; {@code archives} in the order of the plan; {@code rejects},
     * {@code unmapped} and {@code values} sorted by key. An archive has a key {@code skipped} only where something was skipped,
     * and the report keys {@code unmatched}, {@code imbalances} and {@code warnings} only where there are some. {@code seconds} is rounded to milliseconds, {@code documentsPerSecond} to a whole number.
     *
     * @return the text
     */
    public String toJson() {
        return ReportJson.write(this);
    }

    /**
     * What became of entries.
     *
     * @param discovered entries found
     * @param tabled documents whose rows are in the tables
     * @param quarantined documents refused
     * @param skipped entries that are not documents
     */
    public record Documents(long discovered, long tabled, long quarantined, long skipped) {
        /**
         * Whether every entry is accounted for.
         *
         * @return whether {@code discovered = tabled + quarantined + skipped}
         */
        public boolean balanced() {
            return discovered == tabled + quarantined + skipped;
        }
    }

    /**
     * The account of one archive.
     *
     * @param path its path, as in {@code _source}
     * @param documents what became of its entries
     * @param bytes bytes read from it, as stored
     */
    public record ArchiveAccount(String path, Documents documents, long bytes) {}
}
