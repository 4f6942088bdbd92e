package io.xylem.core.internal;

import io.xylem.core.RunReport;
import io.xylem.core.RunReport.ArchiveAccount;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TableCommit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts, per archive and in total. Merging is associative in unit order, so the result depends on that order only. */
final class Accounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Account> archives = new LinkedHashMap<>();
    private final HashMap<String, Counter> rejects = new HashMap<>();
    private final LinkedHashMap<String, Counter> unmapped = new LinkedHashMap<>();
    private final TreeMap<String, Counter> matched = new TreeMap<>();
    private final HashMap<String, Counter> values = new HashMap<>();
    private final LinkedHashMap<String, Counter> rows = new LinkedHashMap<>();

    /** The account of an archive, opened if need be. */
    Account archive(String path) {
        return archives.computeIfAbsent(path, p -> new Account());
    }

    void rejected(String code, long count) {
        add(rejects, code, count);
    }

    void values(String kind, long count) {
        add(values, kind, count);
    }

    void rows(String table, long count) {
        add(rows, table, count);
    }

    void matched(String path, long count) {
        add(matched, path, count);
    }

    void unmapped(String path, long count) {
        Counter counter = unmapped.get(path);
        if (counter == null && unmapped.size() >= RunReport.MAX_UNMAPPED_PATHS) {
            add(unmapped, RunReport.OTHER_PATHS, count);
        } else if (counter == null) {
            add(unmapped, path, count);
        } else {
            counter.value += count;
        }
    }

    void merge(Accounts other) {
        other.archives.forEach((path, account) -> archive(path).add(account));
        other.rejects.forEach((code, counter) -> rejected(code, counter.value));
        other.values.forEach((kind, counter) -> values(kind, counter.value));
        other.rows.forEach((table, counter) -> rows(table, counter.value));
        other.matched.forEach((path, counter) -> matched(path, counter.value));
        other.unmapped.forEach((path, counter) -> unmapped(path, counter.value));
    }

    /**
     * What of a job does not add up with what was committed of it.
     *
     * @param tables what was added to the sink's tables; those that nothing was handed on for, such as a quarantine that the sink rewrites, are its own affair
     * @param refusals what was added to the quarantine
     */
    List<String> imbalances(long job, List<TableCommit> tables, List<TableCommit> refusals) {
        List<String> imbalances = new ArrayList<>();
        archives.forEach((path, account) -> {
            Documents documents = account.documents();
            if (!documents.balanced()) {
                imbalances.add("archive '" + path + "': " + documents.discovered() + " discovered, but "
                        + documents.tabled() + " tabled, " + documents.quarantined() + " quarantined and "
                        + documents.skipped() + " skipped");
            }
        });
        for (TableCommit table : tables) {
            Counter counted = rows.get(table.table());
            if (counted != null) {
                compare(job, table, counted.value, " rows were handed on", imbalances);
            }
        }
        for (TableCommit table : refusals) {
            compare(job, table, documents().quarantined(), " documents were refused", imbalances);
        }
        return imbalances;
    }

    private static void compare(long job, TableCommit table, long handed, String what, List<String> imbalances) {
        if (handed != table.rows()) {
            imbalances.add("job " + job + ", table '" + table.table() + "': " + handed + what + ", but the commit has "
                    + table.rows() + " rows");
        }
    }

    Documents documents() {
        Account sum = new Account();
        archives.values().forEach(sum::add);
        return sum.documents();
    }

    long bytes() {
        return archives.values().stream().mapToLong(a -> a.bytes).sum();
    }

    List<ArchiveAccount> archives() {
        return archives.entrySet().stream()
                .map(e -> new ArchiveAccount(e.getKey(), e.getValue().documents(), e.getValue().bytes))
                .toList();
    }

    SortedMap<String, Long> rejects() {
        return sorted(rejects);
    }

    SortedMap<String, Long> unmapped() {
        return sorted(unmapped);
    }

    SortedMap<String, Long> values() {
        return sorted(values);
    }

    /** What was looked for and never found, sorted. */
    List<String> unmatched() {
        return matched.entrySet().stream()
                .filter(e -> e.getValue().value == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether things were looked for, and none was found. */
    boolean nothingMatched() {
        return !matched.isEmpty() && unmatched().size() == matched.size();
    }

    private static void add(Map<String, Counter> counters, String key, long count) {
        counters.computeIfAbsent(key, k -> new Counter()).value += count;
    }

    private static SortedMap<String, Long> sorted(Map<String, Counter> counters) {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counters.forEach((key, counter) -> sorted.put(key, counter.value));
        return sorted;
    }

    private static final class Counter implements Serializable {
        private static final long serialVersionUID = 1L;
        private long value;
    }

    /** The account of one archive. */
    static final class Account implements Serializable {
        private static final long serialVersionUID = 1L;

        long discovered;
        long tabled;
        long quarantined;
        long skipped;
        long bytes;

        void add(Account other) {
            discovered += other.discovered;
            tabled += other.tabled;
            quarantined += other.quarantined;
            skipped += other.skipped;
            bytes += other.bytes;
        }

        Documents documents() {
            return new Documents(discovered, tabled, quarantined, skipped);
        }
    }
}
