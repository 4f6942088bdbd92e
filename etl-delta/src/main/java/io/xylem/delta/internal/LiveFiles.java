package io.xylem.delta.internal;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
        ScanImpl scan = (ScanImpl) table.snapshot().getScanBuilder().build();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(LocalEngine.instance(), true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        files.add(file(rows.next()));
                    }
                }
            }
        }
        files.sort(Comparator.comparing(LiveFile::path));
        return files;
    }

    private static LiveFile file(Row scanFile) throws IOException {
        AddFile add = new AddFile(scanFile.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
        String statistics = add.getStatsJson().orElse("");
        long rows = statistics.isEmpty()
                ? -1
                : Json.parse(statistics).path("numRecords").asLong(-1);
        String path = URI.create(add.getPath()).getPath();
        return new LiveFile(path, add.getSize(), rows, statistics, InternalScanFileUtils.getPartitionValues(scanFile));
    }
}
