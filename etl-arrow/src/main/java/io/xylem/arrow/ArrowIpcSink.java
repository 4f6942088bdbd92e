package io.xylem.arrow;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a table to one Arrow IPC file, uncompressed: readable by anything that knows Arrow, at no cost for decoding.
 *
 * <p>The file appears under its name at the commit, by one atomic rename, and replaces one that was there before; until then it
 * is {@code .<name>.partial} beside it. Its bytes depend only on the batches and their order. A run without rows gives a file
 * with a schema and no batch.
 *
 * <p>The sink keeps no journal, so that every run is one job and writes the whole file anew. Where something else numbers the
 * jobs, job 0 writes the file itself, and a later job, such as job 3, a file of its own beside it: {@code flight-3.arrow}.
 */
public final class ArrowIpcSink implements Sink<ArrowBatch, IpcPart, IpcFile> {
    private static final long serialVersionUID = 1L;

    /** The two forms of Arrow IPC. */
    public enum Format {
        /** With a footer, for random access; customary ending {@code .arrow}. */
        FILE,
        /** Read from front to back; customary ending {@code .arrows}. */
        STREAM
    }

    private final String target;
    private final Format format;

    private ArrowIpcSink(Path target, Format format) {
        this.target = target.toAbsolutePath().normalize().toString();
        this.format = format;
    }

    /**
     * A sink that writes the file format.
     *
     * @param target the file; missing folders are created
     * @return the sink
     */
    public static ArrowIpcSink file(Path target) {
        return new ArrowIpcSink(target, Format.FILE);
    }

    /**
     * A sink that writes the streaming format.
     *
     * @param target the file; missing folders are created
     * @return the sink
     */
    public static ArrowIpcSink stream(Path target) {
        return new ArrowIpcSink(target, Format.STREAM);
    }

    @Override
    public long bytes(IpcPart part) {
        return part.message().length;
    }

    @Override
    public Encoder<ArrowBatch, IpcPart> openEncoder(TaskContext context) {
        return new IpcEncoder(table(context.tables()));
    }

    @Override
    public Appender<IpcPart, IpcFile> openAppender(JobContext context) throws IOException {
        Path path = path(context.sequence());
        if (Files.isDirectory(path)) {
            throw new UsageException(path + " is a folder; name a file to write to");
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return new IpcAppender(table(context.tables()), path, format);
    }

    @Override
    public Committer<IpcFile> openCommitter(JobContext context) {
        return new IpcCommitter(table(context.tables()).name());
    }

    private Path path(long sequence) {
        Path path = Path.of(target);
        Path name = path.getFileName();
        if (sequence == 0 || name == null) {
            return path;
        }
        String text = name.toString();
        int dot = text.lastIndexOf('.');
        int end = dot > 0 ? dot : text.length();
        return path.resolveSibling(text.substring(0, end) + "-" + sequence + text.substring(end));
    }

    private TableSchema table(List<TableSchema> tables) {
        if (tables.size() != 1) {
            throw new UsageException("an Arrow IPC file holds one table, but the pipeline fills "
                    + tables.stream().map(TableSchema::name).toList() + "; use layout: stacked or another sink");
        }
        return tables.get(0);
    }
}
