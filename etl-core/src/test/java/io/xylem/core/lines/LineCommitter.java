package io.xylem.core.lines;

import io.xylem.core.Committer;
import io.xylem.core.TableCommit;
import io.xylem.core.lines.LineSink.FileMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class LineCommitter implements Committer<FileMessage> {
    private final LineSink<?> sink;
    private final long sequence;

    LineCommitter(LineSink<?> sink, long sequence) {
        this.sink = sink;
        this.sequence = sequence;
        Probe.opened(this, sink.name() + ".committer");
    }

    @Override
    public List<TableCommit> commit(List<FileMessage> messages) throws IOException {
        Probe.call(sink.name() + ".commit");
        Path log = Files.createDirectories(sink.folder().resolve("log"));
        Path entry = log.resolve(Long.toString(sequence));
        if (!Files.exists(entry)) {
            Path staged = Files.createTempFile(sink.folder(), "commit", ".tmp");
            Files.write(
                    staged,
                    messages.stream()
                            .map(m -> m.file() + " " + m.lines() + " " + m.bytes())
                            .toList());
            Files.move(staged, entry);
        }
        List<String> visible = LineSink.read(entry);
        return List.of(new TableCommit(sink.name(), sequence, sum(visible, 1), visible.size(), sum(visible, 2)));
    }

    private static long sum(List<String> lines, int field) {
        return lines.stream()
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[field]))
                .sum();
    }

    @Override
    public void abort(List<FileMessage> messages) throws IOException {
        Probe.call(sink.name() + ".abort");
        for (FileMessage message : messages) {
            Files.deleteIfExists(sink.folder().resolve("data").resolve(message.file()));
        }
    }

    @Override
    public void close() throws IOException {
        Probe.closed(this, sink.name() + ".committer");
    }
}
