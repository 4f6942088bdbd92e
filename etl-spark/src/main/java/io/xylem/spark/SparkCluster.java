package io.xylem.spark;

import io.xylem.core.Cluster;
import io.xylem.core.PipelineException;
import io.xylem.core.XylemException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Executors of a Spark application. Tasks and results travel in Java's serial form, made here, so that it does not matter which
 * serializer Spark is configured with.
 */
final class SparkCluster implements Cluster {
    private static final long LOOK_MILLIS = 200;

    private final JavaSparkContext context;

    SparkCluster(JavaSparkContext context) {
        this.context = context;
    }

    @Override
    public int parallelism() {
        return Math.max(1, context.defaultParallelism());
    }

    @Override
    public <R extends Serializable> List<R> run(List<? extends Task<R>> tasks, Runnable check) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<byte[]> forms = tasks.stream().map(SerialForm::write).toList();
        JavaFutureAction<List<byte[]>> job = context.parallelize(forms, forms.size())
                .map(new Work(UUID.randomUUID().toString().replace("-", "")))
                .collectAsync();
        List<R> results = new ArrayList<>();
        for (byte[] result : await(job, check)) {
            @SuppressWarnings("unchecked") // what a task has returned
            R read = (R) SerialForm.read(result);
            results.add(read);
        }
        return results;
    }

    private static List<byte[]> await(JavaFutureAction<List<byte[]>> job, Runnable check) {
        try {
            while (true) {
                check.run();
                try {
                    return job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Not yet.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException e) {
                    throw failure(e);
                }
            }
        } catch (RuntimeException | Error e) {
            job.cancel(true);
            throw e;
        }
    }

    /** What a task has thrown, if it is one of our errors; Spark wraps it more than once. */
    private static XylemException failure(ExecutionException failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof XylemException ours) {
                return ours;
            }
            cause = cause.getCause();
        }
        Throwable told = failure.getCause() == null ? failure : failure.getCause();
        return new PipelineException(
                "the Spark job has failed; nothing of this job is committed: remove the cause and run again. Spark says: "
                        + told.getMessage(),
                failure);
    }

    /** An attempt at a task, on an executor. */
    private record Work(String run) implements Function<byte[], byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] call(byte[] form) throws Exception {
            TaskContext context = TaskContext.get();
            Task<?> task = (Task<?>) SerialForm.read(form);
            return SerialForm.write(task.run(new SparkAttempt(
                    "t" + context.partitionId() + "a" + context.taskAttemptId() + "r" + run, context)));
        }
    }

    private record SparkAttempt(String token, TaskContext context) implements Attempt {
        @Override
        public boolean cancelled() {
            return context.isInterrupted();
        }
    }
}
