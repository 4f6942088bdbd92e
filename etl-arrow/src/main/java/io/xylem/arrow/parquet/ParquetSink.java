package io.xylem.arrow.parquet;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes tables as folders of Parquet files, without any table format around them.
 *
 * <p>If the pipeline fills one table, its files {@code part-00000.parquet}, {@code part-00001.parquet}, … are in the folder itself;
 * if it fills several, each has a folder of its own name in it. A new file starts when the next row group would take the
 * one before beyond the target size. A table without rows is one file with a schema and no row group.
 *
 * <p>Files become visible at the commit, one after the other, and replace those that an earlier run left for the same job; until then
 * they are hidden ({@code .part-00000.parquet.pending}). The sink keeps no journal, so that every run is job 0 and writes all files
 * anew. Where something else numbers the jobs, the files of a later job, such as job 3, are {@code part-3-00000.parquet} and so on,
 * beside those of the jobs before.
 */
public final class ParquetSink implements Sink<ArrowBatch, ParquetPart, PendingFile> {
    private static final long serialVersionUID = 1L;

    /** The target size of a file unless another is asked for: 100 MB. */
    public static final long DEFAULT_FILE_BYTES = 100_000_000;

    private final String folder;
    private final ParquetOptions options;
    private final long fileBytes;

    private ParquetSink(String folder, ParquetOptions options, long fileBytes) {
        this.folder = folder;
        this.options = options;
        this.fileBytes = fileBytes;
    }

    /**
     * A sink with default options and files of 100 MB.
     *
     * @param folder the folder; created if it is missing
     * @return the sink
     */
    public static ParquetSink into(Path folder) {
        String absolute = folder.toAbsolutePath().normalize().toString();
        return new ParquetSink(absolute, ParquetOptions.defaults(), DEFAULT_FILE_BYTES);
    }

    /**
     * The same sink with other options.
     *
     * @param value how files are written
     * @return the sink
     */
    public ParquetSink with(ParquetOptions value) {
        return new ParquetSink(folder, value, fileBytes);
    }

    /**
     * The same sink with files of another size.
     *
     * @param value the target size, bytes; a file holds at least one row group
     * @return the sink
     * @throws IllegalArgumentException if it is less than 1
     */
    public ParquetSink withFileBytes(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("the target size of a file is " + value + " bytes, must be at least 1");
        }
        return new ParquetSink(folder, options, value);
    }

    @Override
    public long bytes(ParquetPart part) {
        return part.rowGroup().bytes();
    }

    @Override
    public Encoder<ArrowBatch, ParquetPart> openEncoder(TaskContext context) {
        return new TableEncoder(context.tables(), options);
    }

    @Override
    public Appender<ParquetPart, PendingFile> openAppender(JobContext context) throws IOException {
        Path path = Path.of(folder);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException(path + " is not a folder; name a folder to write Parquet files to");
        }
        return new TableAppender(new PartNames(path, context), context.tables(), options, fileBytes);
    }

    @Override
    public Committer<PendingFile> openCommitter(JobContext context) {
        return new TableCommitter(new PartNames(Path.of(folder), context), context.tables(), options.sync());
    }
}
