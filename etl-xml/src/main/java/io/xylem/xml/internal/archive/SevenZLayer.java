package io.xylem.xml.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/** The entries of a 7z file, in its order. */
final class SevenZLayer implements Layer {
    /** Bytes of the start header: signature, version, check sum of what follows, place and size and check sum of the directory. */
    private static final int START = 32;

    private static final int START_CRC = 8;
    private static final int START_SUMMED = 12;

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

    /**
     * What stands behind the end that the start header names; null for nothing.
     *
     * @throws ArchiveException if the file ends before that
     */
    static @Nullable ArchiveException trailing(SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        if (size < START) {
            throw cut();
        }
        ByteBuffer start = ByteBuffer.wrap(Channels.read(channel, 0, START)).order(ByteOrder.LITTLE_ENDIAN);
        CRC32 crc = new CRC32();
        crc.update(start.array(), START_SUMMED, START - START_SUMMED);
        if (start.getInt(START_CRC) != (int) crc.getValue()) {
            throw ArchiveException.damaged("the check sum of the start header of the 7z file does not fit");
        }
        long end = START + start.getLong(START_SUMMED) + start.getLong(START_SUMMED + 8);
        if (end > size) {
            throw cut();
        }
        return end >= START && end < size ? ZipDirectory.trailing(size - end) : null;
    }

    private static ArchiveException cut() {
        return ArchiveException.truncated("the 7z file ends before its directory, which stands at its end");
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
