package io.xylem.examples.cli;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A sink for people: turns batches into pieces of text and prints them in order. Lives in one process only.
 *
 * @param <B> the kind of batch
 */
final class Printer<B> implements Sink<B, String, String> {
    private static final long serialVersionUID = 1L;

    private final transient BiConsumer<B, Consumer<? super String>> format;
    private final transient Consumer<String> print;

    /**
     * A printer.
     *
     * @param format turns a batch into pieces of text; called by workers
     * @param print takes the pieces in order
     */
    Printer(BiConsumer<B, Consumer<? super String>> format, Consumer<String> print) {
        this.format = format;
        this.print = print;
    }

    @Override
    public Encoder<B, String> openEncoder(TaskContext context) {
        return new Encoder<>() {
            @Override
            public void encode(B batch, Consumer<? super String> parts) {
                format.accept(batch, parts);
            }

            @Override
            public void finish(Consumer<? super String> parts) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public Appender<String, String> openAppender(JobContext context) {
        return new Appender<>() {
            @Override
            public void append(String part) {
                print.accept(part);
            }

            @Override
            public List<String> finish() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Committer<String> openCommitter(JobContext context) {
        return new Committer<>() {
            @Override
            public List<TableCommit> commit(List<String> messages) {
                return List.of();
            }

            @Override
            public void abort(List<String> messages) {}

            @Override
            public void close() {}
        };
    }
}
