package io.xylem.core.internal;

import io.xylem.core.RunInfo;
import io.xylem.core.RunOptions;

/** What all parts of a run share. */
record RunState(RunInfo info, RunOptions options, Stop stop, Meter meter, RejectLog rejectLog, News news) {}
