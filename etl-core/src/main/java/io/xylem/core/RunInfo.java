package io.xylem.core;

import java.io.Serializable;
import java.time.Instant;

/**
 * What identifies a run. Times that are written anywhere come from here.
 *
 * @param runId unique per run
 * @param appId the application that owns the sequence of jobs
 * @param startedAt when the run started
 * @param mappingVersion a digest or version of the recipe, kept with rejects and in the commit
 */
public record RunInfo(String runId, String appId, Instant startedAt, String mappingVersion) implements Serializable {}
