package io.xylem.testkit;

import io.xylem.core.Reject;
import io.xylem.core.RunReport.Documents;
import io.xylem.core.TaskLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real ledger in memory that keeps every refusal and shows every count. Used by one thread. */
public final class TestLedger implements TaskLedger {
    private final Map<String, long[]> archives = new LinkedHashMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final Map<String, Long> unmapped = new LinkedHashMap<>();
    private final Map<String, Long> matched = new LinkedHashMap<>();
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();

    private static final int DISCOVERED = 0;
    private static final int TABLED = 1;
    private static final int QUARANTINED = 2;
    private static final int SKIPPED = 3;
    private static final int BYTES = 4;

    /** An empty ledger. */
    public TestLedger() {}

    @Override
    public void discovered(String archive) {
        add(archive, DISCOVERED, 1);
    }

    @Override
    public void skipped(String archive) {
        add(archive, SKIPPED, 1);
    }

    @Override
    public void reject(Reject reject) {
        rejects.add(reject);
        add(reject.archive(), QUARANTINED, 1);
    }

    @Override
    public void tabled(String archive, long documents) {
        add(archive, TABLED, documents);
    }

    @Override
    public void rows(String table, long count) {
        rows.merge(table, count, Long::sum);
    }

    @Override
    public void read(String archive, long bytes) {
        add(archive, BYTES, bytes);
    }

    @Override
    public void unmapped(String path, long count) {
        unmapped.merge(path, count, Long::sum);
    }

    @Override
    public void matched(String path, long count) {
        matched.merge(path, count, Long::sum);
    }

    @Override
    public void values(String kind, long count) {
        values.merge(kind, count, Long::sum);
    }

    /**
     * Rows handed on.
     *
     * @return their number by table
     */
    public Map<String, Long> rows() {
        return Map.copyOf(rows);
    }

    /**
     * The archives that anything was counted for, in the order of their first count.
     *
     * @return their paths
     */
    public List<String> archives() {
        return List.copyOf(archives.keySet());
    }

    /**
     * What became of all entries.
     *
     * @return the counts, over all archives
     */
    public Documents documents() {
        return new Documents(sum(DISCOVERED), sum(TABLED), sum(QUARANTINED), sum(SKIPPED));
    }

    /**
     * What became of the entries of an archive.
     *
     * @param archive its path
     * @return the counts; all 0 if nothing was counted for it
     */
    public Documents documents(String archive) {
        return new Documents(
                get(archive, DISCOVERED), get(archive, TABLED), get(archive, QUARANTINED), get(archive, SKIPPED));
    }

    /**
     * Bytes read, as stored.
     *
     * @return bytes, of all archives
     */
    public long bytes() {
        return sum(BYTES);
    }

    /**
     * Bytes read from an archive, as stored.
     *
     * @param archive its path
     * @return bytes
     */
    public long bytes(String archive) {
        return get(archive, BYTES);
    }

    /**
     * Every refusal, in order.
     *
     * @return a copy
     */
    public List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /**
     * How often what the recipe reads was found, by path.
     *
     * @return a copy
     */
    public Map<String, Long> matched() {
        return Map.copyOf(matched);
    }

    /**
     * What no column reads, by path.
     *
     * @return a copy
     */
    public Map<String, Long> unmapped() {
        return Map.copyOf(unmapped);
    }

    /**
     * What happened to values, by kind.
     *
     * @return a copy
     */
    public Map<String, Long> values() {
        return Map.copyOf(values);
    }

    /**
     * Whether {@code discovered = tabled + quarantined + skipped} holds for every archive.
     *
     * @return whether it does
     */
    public boolean balanced() {
        return archives.keySet().stream().allMatch(a -> documents(a).balanced());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        archives.keySet()
                .forEach(a -> text.append(a).append(": ").append(documents(a)).append('\n'));
        rejects.forEach(r -> text.append(r.source())
                .append(": ")
                .append(r.code())
                .append(": ")
                .append(r.message())
                .append('\n'));
        return text.toString();
    }

    private void add(String archive, int what, long count) {
        archives.computeIfAbsent(archive, a -> new long[BYTES + 1])[what] += count;
    }

    private long get(String archive, int what) {
        long[] counts = archives.get(archive);
        return counts == null ? 0 : counts[what];
    }

    private long sum(int what) {
        return archives.values().stream().mapToLong(c -> c[what]).sum();
    }
}
