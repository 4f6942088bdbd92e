package io.xylem.core.internal;

import io.xylem.core.JobContext;
import io.xylem.core.RunInfo;
import io.xylem.core.schema.TableSchema;
import java.util.List;

/** A job's context. */
record RunningJob(RunInfo run, long sequence, List<TableSchema> tables) implements JobContext {}
