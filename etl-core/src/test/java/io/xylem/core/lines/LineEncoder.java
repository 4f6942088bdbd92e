package io.xylem.core.lines;

import io.xylem.core.Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

final class LineEncoder<B> implements Encoder<B, byte[]> {
    private final String table;
    private final int linesPerPart;
    private final LineSink.Format<B> format;
    private final List<String> lines = new ArrayList<>();

    LineEncoder(String table, int linesPerPart, LineSink.Format<B> format) {
        this.table = table;
        this.linesPerPart = linesPerPart;
        this.format = format;
        Probe.opened(this, table + ".encoder");
    }

    @Override
    public void encode(B batch, Consumer<? super byte[]> out) throws IOException {
        Probe.call(table + ".encode");
        lines.addAll(format.lines(batch));
        while (lines.size() >= linesPerPart) {
            emit(linesPerPart, out);
        }
    }

    @Override
    public void finish(Consumer<? super byte[]> out) throws IOException {
        Probe.call(table + ".encoder.finish");
        if (!lines.isEmpty()) {
            emit(lines.size(), out);
        }
    }

    private void emit(int count, Consumer<? super byte[]> out) {
        List<String> part = lines.subList(0, count);
        out.accept((String.join("\n", part) + "\n").getBytes(StandardCharsets.UTF_8));
        part.clear();
    }

    @Override
    public void close() throws IOException {
        Probe.closed(this, table + ".encoder");
    }
}
