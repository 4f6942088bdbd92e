package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a tar file, in its order. Notices an archive that is cut between entries, and data behind its end. */
final class TarLayer implements Layer {
    private final String source;
    private final LastBlock raw;
    private final TarArchiveInputStream tar;
    private final Meter meter;
    private @Nullable TarArchiveEntry entry;
    private BufferedInputStream content;

    TarLayer(String source, InputStream in, Meter meter) {
        this.source = source;
        this.raw = new LastBlock(in);
        this.tar = new TarArchiveInputStream(raw);
        this.content = Streams.buffered(tar);
        this.meter = meter;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() throws IOException {
        do {
            entry = tar.getNextEntry();
            if (entry == null) {
                end();
                return false;
            }
        } while (!entry.isFile() || entry.isSymbolicLink() || entry.isLink());
        content = new BufferedInputStream(tar, 64 << 10);
        return true;
    }

    private void end() throws IOException {
        if (!raw.zero()) {
            throw ArchiveException.truncated("the tar file ends without its end mark");
        }
        byte[] rest = new byte[8192];
        for (int read = raw.read(rest, 0, rest.length); read >= 0; read = raw.read(rest, 0, rest.length)) {
            for (int i = 0; i < read; i++) {
                if (rest[i] != 0) {
                    throw new ArchiveException(
                            RejectCodes.TRAILING_DATA, "there is data behind the end of the tar file");
                }
            }
        }
    }

    @Override
    public String name() {
        return entry == null ? "" : entry.getName();
    }

    @Override
    public Format read(EntryBuffer into) throws IOException {
        meter.entry(-1);
        Format format = Streams.format(content);
        if (format == Format.XML || (format == Format.OTHER && Format.named(name()))) {
            into.fill(content, meter.limits());
            if (entry != null && into.length() < entry.getSize()) {
                throw ArchiveException.truncated("the entry is shorter than its header says");
            }
        }
        return format;
    }

    @Override
    public BufferedInputStream open() {
        return Streams.kept(content);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** Remembers whether the last 512-byte block read was all zero. */
    private static final class LastBlock extends FilterInputStream {
        private long zeros;

        LastBlock(InputStream in) {
            super(in);
        }

        boolean zero() {
            return zeros >= 512;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                zeros = b == 0 ? zeros + 1 : 0;
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            int run = 0;
            while (run < read && bytes[offset + read - 1 - run] == 0) {
                run++;
            }
            if (read > 0) {
                zeros = run == read ? zeros + read : run;
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            zeros = 0;
            return super.skip(count);
        }
    }
}
