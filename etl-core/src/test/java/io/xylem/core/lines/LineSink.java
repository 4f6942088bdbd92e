package io.xylem.core.lines;

import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Journal;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of text files: {@code data/} holds lines, {@code log/<job>} lists the visible files of a job, {@code plans/} is the
 * journal.
 *
 * @param <B> the kind of batch
 */
public final class LineSink<B> implements Sink<B, byte[], LineSink.FileMessage> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final String name;
    private final int linesPerPart;
    private final long bytesPerFile;
    private final Format<B> format;

    private LineSink(Path folder, String name, int linesPerPart, long bytesPerFile, Format<B> format) {
        this.folder = folder.toString();
        this.name = name;
        this.linesPerPart = linesPerPart;
        this.bytesPerFile = bytesPerFile;
        this.format = format;
    }

    /** How a batch becomes lines. */
    public interface Format<B> extends Serializable {
        List<String> lines(B batch);
    }

    /** A finished file. */
    public record FileMessage(String file, long lines, long bytes) implements Serializable {}

    /** A table of lines. */
    public static LineSink<List<String>> lines(Path folder) {
        return new LineSink<>(folder, "lines", 3, 400, batch -> batch);
    }

    /** A table of refused documents. */
    public static LineSink<RejectBatch> rejects(Path folder) {
        return new LineSink<>(
                folder,
                "rejects",
                3,
                400,
                batch -> batch.rejects().stream()
                        .map(r -> r.source() + " " + r.code())
                        .toList());
    }

    Path folder() {
        return Path.of(folder);
    }

    String name() {
        return name;
    }

    long bytesPerFile() {
        return bytesPerFile;
    }

    @Override
    public long bytes(byte[] part) {
        return part.length;
    }

    @Override
    public Encoder<B, byte[]> openEncoder(TaskContext context) throws IOException {
        Probe.call(name + ".encoder.open");
        return new LineEncoder<>(name, linesPerPart, format);
    }

    @Override
    public Appender<byte[], FileMessage> openAppender(JobContext context) throws IOException {
        Probe.call(name + ".appender.open");
        Files.createDirectories(folder().resolve("data"));
        return new LineAppender(this, context.sequence());
    }

    @Override
    public Committer<FileMessage> openCommitter(JobContext context) throws IOException {
        Probe.call(name + ".committer.open");
        return new LineCommitter(this, context.sequence());
    }

    @Override
    public Journal openJournal(RunInfo run) throws IOException {
        Probe.call(name + ".journal.open");
        return new LineJournal(folder());
    }

    /** The visible lines, in order. */
    public List<String> content() {
        return files().stream()
                .flatMap(file -> read(folder().resolve("data").resolve(file)).stream())
                .toList();
    }

    /** The visible files, in order. */
    public List<String> files() {
        List<String> files = new ArrayList<>();
        for (long job : LineJournal.numbers(folder().resolve("log"))) {
            read(folder().resolve("log").resolve(Long.toString(job)))
                    .forEach(line -> files.add(line.split(" ", -1)[0]));
        }
        return files;
    }

    /** All files on disk, visible or not. */
    public List<String> filesOnDisk() {
        Path data = folder().resolve("data");
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(data)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
