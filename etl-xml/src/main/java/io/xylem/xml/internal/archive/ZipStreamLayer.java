package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a zip file whose directory is lost, as far as they can be told from their own headers. */
final class ZipStreamLayer implements Layer {
    private final String source;
    private final ZipArchiveInputStream zip;
    private final Meter meter;
    private @Nullable ZipArchiveEntry entry;
    /** The entry after the current one, once the stream has been moved on to it. */
    private @Nullable ZipArchiveEntry following;

    private @Nullable IOException failure;
    private boolean movedOn;
    private BufferedInputStream content;

    ZipStreamLayer(String source, InputStream in, Meter meter) {
        this.source = source;
        this.zip = new ZipArchiveInputStream(in, "UTF-8", true, true);
        this.content = Streams.buffered(zip);
        this.meter = meter;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() throws IOException {
        if (!movedOn) {
            moveOn();
        }
        movedOn = false;
        if (failure != null) {
            throw failure;
        }
        entry = following;
        content = new BufferedInputStream(zip, 64 << 10);
        return entry != null;
    }

    /** Only on the way to the next entry is the descriptor read that stands behind an entry and has its check sum. */
    private void moveOn() {
        movedOn = true;
        try {
            do {
                following = zip.getNextEntry();
            } while (following != null && following.isDirectory());
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public String name() {
        return entry == null ? "" : entry.getName();
    }

    @Override
    public Format read(EntryBuffer into) throws IOException {
        meter.entry(-1);
        if (entry != null && !zip.canReadEntryData(entry)) {
            throw ArchiveException.unsupported("the entry is encrypted or compressed by an unsupported method");
        }
        into.fill(content, meter.limits());
        moveOn();
        if (entry != null) {
            CRC32 crc = new CRC32();
            crc.update(into.bytes(), 0, into.length());
            if (crc.getValue() != entry.getCrc()) {
                throw new ArchiveException(
                        RejectCodes.CRC, "the check sum does not fit the content; fetch the archive again");
            }
        }
        Format format = Format.of(into.bytes(), into.length());
        return format == Format.XML ? format : Format.OTHER;
    }

    @Override
    public BufferedInputStream open() {
        return Streams.kept(content);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
