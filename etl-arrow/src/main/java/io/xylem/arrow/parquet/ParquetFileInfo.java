package io.xylem.arrow.parquet;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished file.
 *
 * @param path where it is, as it was given; null if it was written to a stream
 * @param rows rows
 * @param bytes size of the file, bytes
 * @param rowGroups row groups
 * @param columns statistics over the whole file, one for each column (or field of a struct) that is not inside a list, in the
 *     order of the schema
 */
public record ParquetFileInfo(
        @Nullable String path, long rows, long bytes, int rowGroups, List<ColumnStatistics> columns)
        implements Serializable {
    /** Copies the list. */
    public ParquetFileInfo {
        columns = List.copyOf(columns);
    }
}
