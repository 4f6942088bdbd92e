package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The entries of a zip file, or a range of them, in the order of the directory. */
final class ZipLayer implements Layer {
    private final String source;
    private final SeekableByteChannel file;
    private final ZipDirectory directory;
    private final ZipEntryReader reader;
    private final Meter meter;
    private final int to;
    private int at;
    private EntryBuffer buffer = new EntryBuffer();

    ZipLayer(String source, SeekableByteChannel file, ZipDirectory directory, int from, int to, Meter meter) {
        this.source = source;
        this.file = file;
        this.directory = directory;
        this.reader = new ZipEntryReader(file, meter.limits());
        this.meter = meter;
        this.at = from - 1;
        this.to = to;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() {
        do {
            at++;
        } while (at < to && directory.entries.get(at).directory());
        return at < to;
    }

    private ZipDirectory.Entry entry() {
        return directory.entries.get(at);
    }

    @Override
    public String name() {
        return entry().name();
    }

    /** Bytes of the entry as stored. */
    long stored() {
        return entry().compressed();
    }

    @Override
    public Format read(EntryBuffer into) throws IOException {
        buffer = into;
        if (directory.overlapping.get(at)) {
            throw new ArchiveException(
                    RejectCodes.OVERLAP, "the entry shares bytes with another one; such archives are refused as bombs");
        }
        if (directory.duplicate.get(at)) {
            throw new ArchiveException(
                    RejectCodes.DUPLICATE_NAME, "an entry before this one has the same name; only the first is read");
        }
        meter.entry(entry().compressed());
        try {
            reader.read(entry(), into, meter);
        } catch (ArchiveException e) {
            if (e.code().equals("LIMIT_DOCUMENT")) {
                Format format = Format.of(into.bytes(), Math.min(into.length(), Format.HEAD));
                if (format != Format.XML && format != Format.OTHER) {
                    return format;
                }
            }
            throw e;
        }
        return Format.of(into.bytes(), into.length());
    }

    @Override
    public BufferedInputStream open() {
        if (buffer.length() <= meter.limits().document()) {
            return Streams.buffered(new ByteArrayInputStream(buffer.head(Long.MAX_VALUE)));
        }
        InputStream raw = new EntryStream();
        return Streams.buffered(
                entry().method() == 0 ? raw : new InflaterInputStream(raw, new Inflater(true), 64 << 10));
    }

    @Override
    public void close() throws IOException {
        reader.close();
        file.close();
    }

    /** The stored bytes of the current entry. */
    private final class EntryStream extends InputStream {
        private long from;
        private long left = entry().compressed();

        EntryStream() {
            from = -1;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (from < 0) {
                ByteBuffer header = ZipDirectory.read(file, entry().header(), 30);
                from = entry().header() + 30 + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
            }
            if (left <= 0) {
                return -1;
            }
            file.position(from);
            int read = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)));
            if (read > 0) {
                from += read;
                left -= read;
            }
            return read;
        }
    }
}
