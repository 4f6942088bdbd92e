package io.xylem.xml.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/** The entries of a 7z file, in its order. */
final class SevenZLayer implements Layer {
    private final String source;
    private final SevenZFile file;
    private final Meter meter;
    private @Nullable SevenZArchiveEntry entry;
    private BufferedInputStream content = Streams.buffered(InputStream.nullInputStream());

    SevenZLayer(String source, SeekableByteChannel channel, Meter meter) throws IOException {
        this.source = source;
        this.meter = meter;
        this.file = SevenZFile.builder()
                .setSeekableByteChannel(channel)
                .setMaxMemoryLimitKiB(
                        (int) Math.min(Integer.MAX_VALUE, meter.limits().window() >> 10))
                .get();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() throws IOException {
        do {
            entry = file.getNextEntry();
        } while (entry != null && entry.isDirectory());
        if (entry == null) {
            return false;
        }
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                return file.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return file.read(bytes, offset, length);
            }
        };
        content = new BufferedInputStream(in, 64 << 10);
        return true;
    }

    @Override
    public String name() {
        return entry == null || entry.getName() == null ? "" : entry.getName();
    }

    @Override
    public Format read(EntryBuffer into) throws IOException {
        meter.entry(-1);
        Format format = Streams.format(content);
        if (format == Format.XML || (format == Format.OTHER && Format.named(name()))) {
            into.fill(content, meter.limits());
        }
        return format;
    }

    @Override
    public BufferedInputStream open() {
        return Streams.kept(content);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
