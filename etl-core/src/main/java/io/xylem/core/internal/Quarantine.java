package io.xylem.core.internal;

import io.xylem.core.JobContext;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import java.io.Serializable;
import java.util.List;

/**
 * A sink for refused documents.
 *
 * @param sink the sink
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
public record Quarantine<P, C extends Serializable>(Sink<RejectBatch, P, C> sink) implements Serializable {
    /** The quarantine's part of a job: its lane, and a writer per unit. */
    Job<P, C> open(RunInfo run, long sequence) {
        JobContext context = new RunningJob(run, sequence, List.of());
        return new Job<>(sink, new Lane<>(sink, context));
    }

    record Job<P, C extends Serializable>(Sink<RejectBatch, P, C> sink, Lane<P, C> lane) {
        RejectWriter writer(TaskContext task, AppendQueue.Slot slot) {
            return new QuarantineWriter<>(sink, task, part -> slot.add(lane, part, sink.bytes(part)));
        }
    }
}
