package io.xylem.delta;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished data file that is not part of its table yet: what the committer needs to know of it.
 *
 * @param table the place of its table among the job's tables
 * @param path where it is below the table's folder, with {@code /} between folders, not escaped
 * @param partition the values of the partition columns as the Delta log writes them, null for null
 * @param rows the number of rows
 * @param bytes the size
 * @param statistics the statistics as the Delta log holds them: JSON, by physical column names
 * @param columns a digest of the columns as the file holds them; they must still be those of the table when it is committed
 */
public record DeltaFile(
        int table,
        String path,
        List<@Nullable String> partition,
        long rows,
        long bytes,
        String statistics,
        String columns)
        implements Serializable {
    /** Copies the list. */
    public DeltaFile {
        partition = Collections.unmodifiableList(new ArrayList<>(partition));
    }
}
