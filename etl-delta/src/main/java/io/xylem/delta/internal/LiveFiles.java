package io.xylem.delta.internal;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that make up a version of a table. */
public final class LiveFiles {
    private LiveFiles() {}

    /**
     * A file of a table.
     *
     * @param path below the table's folder, not escaped; a full path if it lies elsewhere
     * @param bytes its size
     * @param rows its rows by the log; -1 if the log does not say
     * @param statistics the JSON of its statistics; empty if the log has none
     * @param partition the values of the partition columns, by physical name; null for null
     */
    public record LiveFile(String path, long bytes, long rows, String statistics, Map<String, String> partition) {}

    /**
     * Lists the files.
     *
     * @param table the table
     * @return the files, by path
     * @throws IOException if the log cannot be read
     */
    public static List<LiveFile> of(ExistingTable table) throws IOException {
        List<LiveFile> files = new ArrayList<>();
        for (AddFile add : adds(table)) {
            files.add(file(add));
        }
        files.sort(Comparator.comparing(LiveFile::path));
        return files;
    }

    /**
     * The actions that remove files from a table.
     *
     * @param paths the files, as {@link LiveFile#path} has them
     * @param time when they are removed, milliseconds since 1970
     * @throws IOException if the log cannot be read, or one of the files is no part of the table
     */
    static List<Row> removals(ExistingTable table, Collection<String> paths, long time) throws IOException {
        Set<String> missing = new LinkedHashSet<>(paths);
        List<Row> actions = new ArrayList<>();
        for (AddFile add : adds(table)) {
            if (missing.remove(path(add))) {
                actions.add(SingleAction.createRemoveFileSingleAction(add.toRemoveFileRow(true, Optional.of(time))));
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    "somebody else has removed '" + missing.iterator().next() + "' from '" + table.folder()
                            + "' in the meantime; nothing was committed to it");
        }
        return actions;
    }

    private static List<AddFile> adds(ExistingTable table) throws IOException {
        List<AddFile> adds = new ArrayList<>();
        ScanImpl scan = (ScanImpl) table.snapshot().getScanBuilder().build();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(LocalEngine.instance(), true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        adds.add(new AddFile(rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL)));
                    }
                }
            }
        }
        return adds;
    }

    private static String path(AddFile add) {
        return URI.create(add.getPath()).getPath();
    }

    private static LiveFile file(AddFile add) throws IOException {
        String statistics = add.getStatsJson().orElse("");
        long rows = statistics.isEmpty()
                ? -1
                : Json.parse(statistics).path("numRecords").asLong(-1);
        return new LiveFile(
                path(add), add.getSize(), rows, statistics, VectorUtils.toJavaMap(add.getPartitionValues()));
    }
}
