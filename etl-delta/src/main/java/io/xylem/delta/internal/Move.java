package io.xylem.delta.internal;

import io.xylem.core.JobContext;
import io.xylem.core.RunInfo;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.DeltaFile;
import java.io.Serializable;
import java.util.List;

/**
 * All that is left to commit when a replay has written its files: rows that come into the tables, and what that makes of the quarantine.
 *
 * @param run the run
 * @param sequence the job
 * @param tables the tables of the job
 * @param files the new files of the tables
 * @param kept the new files of the quarantine: what was refused again, and the other rows of files that go
 * @param removed the files of the quarantine that go, by path below its folder
 */
public record Move(
        RunInfo run,
        long sequence,
        List<TableSchema> tables,
        List<DeltaFile> files,
        List<DeltaFile> kept,
        List<String> removed)
        implements JobContext, Serializable {
    /** Copies the lists. */
    public Move {
        tables = List.copyOf(tables);
        files = List.copyOf(files);
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
    }
}
