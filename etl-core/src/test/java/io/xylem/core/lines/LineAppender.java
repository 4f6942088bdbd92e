package io.xylem.core.lines;

import io.xylem.core.Appender;
import io.xylem.core.lines.LineSink.FileMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

final class LineAppender implements Appender<byte[], FileMessage> {
    private final LineSink<?> sink;
    private final long sequence;
    private final List<FileMessage> files = new ArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean finished;

    LineAppender(LineSink<?> sink, long sequence) {
        this.sink = sink;
        this.sequence = sequence;
        Probe.opened(this, sink.name() + ".appender");
    }

    @Override
    public void append(byte[] part) throws IOException {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("two threads append at the same time");
        }
        Probe.call(sink.name() + ".append");
        FileMessage last = files.isEmpty() ? null : files.get(files.size() - 1);
        if (last == null || last.bytes() + part.length > sink.bytesPerFile()) {
            last = new FileMessage(sequence + "-" + files.size() + ".txt", 0, 0);
            files.add(last);
            Files.deleteIfExists(path(last));
        }
        Files.write(path(last), part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long lines = new String(part, StandardCharsets.UTF_8).lines().count();
        files.set(files.size() - 1, new FileMessage(last.file(), last.lines() + lines, last.bytes() + part.length));
        busy.set(false);
    }

    private Path path(FileMessage file) {
        return sink.folder().resolve("data").resolve(file.file());
    }

    @Override
    public List<FileMessage> finish() throws IOException {
        Probe.call(sink.name() + ".appender.finish");
        finished = true;
        return files;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            for (FileMessage file : files) {
                Files.deleteIfExists(path(file));
            }
        }
        Probe.closed(this, sink.name() + ".appender");
    }
}
