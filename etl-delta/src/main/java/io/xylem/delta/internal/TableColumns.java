package io.xylem.delta.internal;

import java.util.List;

/**
 * The columns of a table after a job, and those that the job fills.
 *
 * @param table all columns of the table, in its order
 * @param written the columns that the job's data files hold, partition columns included, in the job's order
 */
public record TableColumns(List<PhysicalField> table, List<PhysicalField> written) {
    /** Copies the lists. */
    public TableColumns {
        table = List.copyOf(table);
        written = List.copyOf(written);
    }
}
