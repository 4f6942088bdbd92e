package io.xylem.delta;

import io.xylem.arrow.parquet.EncodedRowGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoded row group on its way to a data file.
 *
 * @param table the place of its table among the job's tables
 * @param partition the values of the partition columns as the Delta log writes them, null for null
 * @param rows the row group; belongs to whoever has the part
 * @param columns a digest of the columns as the file will hold them
 */
public record DeltaPart(int table, List<@Nullable String> partition, EncodedRowGroup rows, String columns) {
    /** Copies the list. */
    public DeltaPart {
        partition = Collections.unmodifiableList(new ArrayList<>(partition));
    }
}
