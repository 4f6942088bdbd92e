package io.xylem.core;

import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run. Immutable. Parallelism, window, buffer, executor and listener have no influence on what is written;
 * unit weight, job weight, limits, app id, mapping version and the identity of the run may have.
 */
public final class RunOptions {
    /** What holds if nothing is said. */
    public static final RunOptions DEFAULT = builder().build();

    private final int parallelism;
    private final int window;
    private final long buffer;
    private final long unitWeight;
    private final long jobWeight;
    private final String appId;
    private final @Nullable String runId;
    private final @Nullable Instant startedAt;
    private final String mappingVersion;
    private final Limits limits;
    private final RejectLimit maxRejects;
    private final double abortRejects;
    private final ChangedArchives changedArchives;
    private final RunListener listener;
    private final @Nullable CancellationToken cancellation;
    private final @Nullable Instant deadline;
    private final @Nullable Executor executor;

    private RunOptions(Builder builder) {
        parallelism = builder.parallelism;
        window = builder.window == 0 ? 2 * parallelism : builder.window;
        buffer = builder.buffer;
        unitWeight = builder.unitWeight;
        jobWeight = builder.jobWeight;
        appId = builder.appId;
        runId = builder.runId;
        startedAt = builder.startedAt;
        mappingVersion = builder.mappingVersion;
        limits = builder.limits;
        maxRejects = builder.maxRejects;
        abortRejects = builder.abortRejects;
        changedArchives = builder.changedArchives;
        listener = builder.listener;
        cancellation = builder.cancellation;
        deadline = builder.deadline;
        executor = builder.executor;
    }

    /**
     * A builder with all defaults.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many units are worked on at the same time.
     *
     * @return workers, at least 1
     */
    public int parallelism() {
        return parallelism;
    }

    /**
     * How many units, from the one being appended on, may be under way or waiting to be appended.
     *
     * @return units, at least 1
     */
    public int window() {
        return window;
    }

    /**
     * How many bytes of encoded parts may wait to be appended; a worker that has more to add waits.
     *
     * @return bytes, as {@link Sink#bytes} tells them
     */
    public long buffer() {
        return buffer;
    }

    /**
     * The expected weight of a unit of work.
     *
     * @return uncompressed bytes
     */
    public long unitWeight() {
        return unitWeight;
    }

    /**
     * The weight at which a job ends and is committed, and the next begins.
     *
     * @return uncompressed bytes
     */
    public long jobWeight() {
        return jobWeight;
    }

    /**
     * The application that owns the sequence of jobs. Runs with the same app id over the same target know each other's archives.
     *
     * @return the id
     */
    public String appId() {
        return appId;
    }

    /**
     * The id of the run.
     *
     * @return the id; null if it is to be derived from the app id and the time of the start
     */
    public @Nullable String runId() {
        return runId;
    }

    /**
     * The time that stands for the start of the run wherever a time is written.
     *
     * @return the time; null for the clock's time when the run is called
     */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    /**
     * A digest or version of the recipe, kept with rejects, in the journal and in the commit.
     *
     * @return the version; empty for that of the pipeline's flatteners
     */
    public String mappingVersion() {
        return mappingVersion;
    }

    /**
     * The limits on documents and archives.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    /**
     * With how many refused documents the run still counts as good: see {@link RunReport#withinRejectLimit()}. It never stops a run.
     *
     * @return the limit
     */
    public RejectLimit maxRejects() {
        return maxRejects;
    }

    /**
     * With which share of refused documents, beyond the first 1,000 documents of a job, the run stops before its commit.
     *
     * @return percent; with 100 it never stops
     */
    public double abortRejects() {
        return abortRejects;
    }

    /**
     * What happens to archives that have changed since they were ingested, or have the content of another one.
     *
     * @return whether they are ingested
     */
    public ChangedArchives changedArchives() {
        return changedArchives;
    }

    /**
     * Who hears of the run.
     *
     * @return the listener
     */
    public RunListener listener() {
        return listener;
    }

    /**
     * What cancels the run.
     *
     * @return the token; null if there is none
     */
    public @Nullable CancellationToken cancellation() {
        return cancellation;
    }

    /**
     * When the run is cancelled.
     *
     * @return the time by the clock; null for never
     */
    public @Nullable Instant deadline() {
        return deadline;
    }

    /**
     * Where the workers run.
     *
     * @return the executor; null for threads of the run's own
     */
    public @Nullable Executor executor() {
        return executor;
    }

    /** Builds options. Used by one thread. */
    public static final class Builder {
        private int parallelism = Runtime.getRuntime().availableProcessors();
        private int window;
        private long buffer = Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4);
        private long unitWeight = 48L << 20;
        private long jobWeight = 64L << 30;
        private String appId = "xylem";
        private @Nullable String runId;
        private @Nullable Instant startedAt;
        private String mappingVersion = "";
        private Limits limits = Limits.DEFAULT;
        private RejectLimit maxRejects = RejectLimit.NONE;
        private double abortRejects = 50;
        private ChangedArchives changedArchives = ChangedArchives.APPEND;
        private RunListener listener = RunListener.NONE;
        private @Nullable CancellationToken cancellation;
        private @Nullable Instant deadline;
        private @Nullable Executor executor;

        private Builder() {}

        /**
         * Sets how many units are worked on at the same time. Default: one per processor.
         *
         * @param workers at least 1
         * @return this
         * @throws UsageException if it is less than 1
         */
        public Builder parallelism(int workers) {
            parallelism = (int) positive("parallelism", workers);
            return this;
        }

        /**
         * Sets how many units, from the one being appended on, may be under way or waiting. Default: twice the parallelism.
         *
         * @param units at least 1
         * @return this
         * @throws UsageException if it is less than 1
         */
        public Builder window(int units) {
            window = (int) positive("window", units);
            return this;
        }

        /**
         * Sets how many bytes of encoded parts may wait to be appended. Default: a quarter of the maximum heap, at least 64 MiB.
         *
         * @param bytes at least 1
         * @return this
         * @throws UsageException if it is less than 1
         */
        public Builder buffer(long bytes) {
            buffer = positive("buffer", bytes);
            return this;
        }

        /**
         * Sets the expected weight of a unit of work. Default: 48 MiB. What is written may depend on it.
         *
         * @param bytes uncompressed bytes, at least 1
         * @return this
         * @throws UsageException if it is less than 1
         */
        public Builder unitWeight(long bytes) {
            unitWeight = positive("unitWeight", bytes);
            return this;
        }

        /**
         * Sets the weight at which a job ends. What is new is ingested in as many jobs as it takes, each of whole archives and
         * committed by itself, so that a crash costs no more than one. Default: 64 GiB. What is written may depend on it.
         *
         * @param bytes uncompressed bytes, at least 1
         * @return this
         * @throws UsageException if it is less than 1
         */
        public Builder jobWeight(long bytes) {
            jobWeight = positive("jobWeight", bytes);
            return this;
        }

        /**
         * Sets the application that owns the sequence of jobs. Default: {@code xylem}. It becomes part of file names.
         *
         * @param id letters, digits, {@code .}, {@code _} and {@code -}; neither empty nor starting with a dot
         * @return this
         * @throws UsageException if it has other characters
         */
        public Builder appId(String id) {
            if (!id.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
                throw new UsageException(
                        "app id '" + id
                                + "': it becomes part of file names, so use letters, digits, '.', '_' and '-', not starting with '.'");
            }
            appId = id;
            return this;
        }

        /**
         * Sets the id of the run. Default: derived from the app id and the time of the start.
         *
         * @param id an id that no other run has
         * @return this
         */
        public Builder runId(String id) {
            runId = id;
            return this;
        }

        /**
         * Sets the time that stands for the start of the run. Default: the clock's time when the run is called.
         *
         * @param time the time
         * @return this
         */
        public Builder startedAt(Instant time) {
            startedAt = time;
            return this;
        }

        /**
         * Sets the version of the recipe. Default: that of the pipeline's {@linkplain Flattener#version() flatteners}.
         *
         * @param version a digest or version
         * @return this
         */
        public Builder mappingVersion(String version) {
            mappingVersion = version;
            return this;
        }

        /**
         * Sets the limits on documents and archives. Default: {@link Limits#DEFAULT}.
         *
         * @param values the limits
         * @return this
         */
        public Builder limits(Limits values) {
            limits = values;
            return this;
        }

        /**
         * Sets with how many refused documents the run still counts as good. Default: none.
         *
         * @param limit the limit
         * @return this
         */
        public Builder maxRejects(RejectLimit limit) {
            maxRejects = limit;
            return this;
        }

        /**
         * Sets with which share of refused documents, beyond the first 1,000 of a job, the run stops. Default: more than 50 percent.
         *
         * @param percent 0 to 100
         * @return this
         * @throws UsageException if it is not within 0 and 100
         */
        public Builder abortRejects(double percent) {
            abortRejects = RejectLimit.percent(percent).value();
            return this;
        }

        /**
         * Sets what happens to archives that have changed since they were ingested, or have the content of another one. Default:
         * {@link ChangedArchives#APPEND}, they are new archives.
         *
         * @param policy whether they are ingested
         * @return this
         */
        public Builder changedArchives(ChangedArchives policy) {
            changedArchives = policy;
            return this;
        }

        /**
         * Sets who hears of the run. Default: nobody.
         *
         * @param hearer the listener
         * @return this
         */
        public Builder listener(RunListener hearer) {
            listener = hearer;
            return this;
        }

        /**
         * Sets what cancels the run. Default: nothing.
         *
         * @param token the token
         * @return this
         */
        public Builder cancellation(CancellationToken token) {
            cancellation = token;
            return this;
        }

        /**
         * Sets when the run is cancelled. Default: never.
         *
         * @param time the time by the clock
         * @return this
         */
        public Builder deadline(Instant time) {
            deadline = time;
            return this;
        }

        /**
         * Sets where the workers run. Default: threads of the run's own. The executor needs at least one free thread besides
         * the one that calls the run, or none of its own; it is never shut down, and its threads are never interrupted.
         *
         * @param workers the executor, stays with the caller
         * @return this
         */
        public Builder executor(Executor workers) {
            executor = workers;
            return this;
        }

        /**
         * Builds.
         *
         * @return the options
         */
        public RunOptions build() {
            return new RunOptions(this);
        }

        private static long positive(String option, long value) {
            if (value < 1) {
                throw new UsageException(option + "=" + value + ": must be at least 1");
            }
            return value;
        }
    }
}
