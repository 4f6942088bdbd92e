package io.xylem.xml.internal.archive;

import io.xylem.xml.internal.archive.ZipRange.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/** The entries of a 7z file, in its order. */
final class SevenZLayer implements Layer {
    private static final int START = 32;

    private final String source;
    private final SevenZFile file;
    private final Meter meter;
    private final long stored;
    private final NameSet names = new NameSet();
    private @Nullable SevenZArchiveEntry entry;
    private long produced;

    /** Takes over the channel, unless this throws. */
    SevenZLayer(String source, SeekableByteChannel channel, Meter meter) throws IOException {
        this.source = source;
        this.meter = meter;
        this.stored = channel.size();
        channel.position(0);
        this.file = SevenZFile.builder()
                .setSeekableByteChannel(channel)
                .setMaxMemoryLimitKiB(
                        (int) Math.min(Integer.MAX_VALUE, meter.limits().window() >> 10))
                .setUseDefaultNameForUnnamedEntries(true)
                .get();
    }

    /** What is wrong with a file as a whole, by its start header; null for nothing. */
    static @Nullable Damage damage(SeekableByteChannel channel) throws IOException {
        if (channel.size() < START) {
            return null;
        }
        ByteBuffer start = ByteBuffer.wrap(Channels.read(channel, 0, START)).order(ByteOrder.LITTLE_ENDIAN);
        long end = START + start.getLong(12) + start.getLong(20);
        return end >= START && end < channel.size() ? ZipDirectory.trailing(channel.size() - end) : null;
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
        return entry != null;
    }

    @Override
    public String name() {
        return entry == null || entry.getName() == null ? "" : entry.getName();
    }

    @Override
    public boolean regular() {
        return entry != null && !entry.isAntiItem();
    }

    @Override
    public InputStream content() throws IOException {
        if (!names.add(name())) {
            throw ZipLayer.duplicateName();
        }
        return new Content();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The content of the current entry; the library compares its check sum at its end. */
    private final class Content extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = file.read(into, offset, length);
            if (read > 0) {
                produced += read;
                meter.ratio(produced, stored);
                meter.produced(read);
            }
            return read;
        }
    }
}
