package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry.NameSource;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a zip file whose directory is lost, as far as they can be told from their own headers. */
final class ZipStreamLayer implements Layer {
    private final String source;
    private final ZipArchiveInputStream zip;
    private final Meter meter;
    private final NameSet names = new NameSet();
    private @Nullable ZipArchiveEntry entry;
    /** What comes after the current entry, once the stream has moved on to it. */
    private @Nullable ZipArchiveEntry following;

    private @Nullable ArchiveException failure;
    private boolean movedOn;

    /** Takes over the stream. */
    ZipStreamLayer(String source, InputStream in, Meter meter) {
        this.source = source;
        this.zip = new ZipArchiveInputStream(in, "IBM437", true, true);
        this.meter = meter;
    }

    @Override
    public String source() {
        return source;
    }

    /** Ends where nothing more can be told: that the archive is damaged has been said before. */
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
        return entry != null;
    }

    /** Only on the way to the next entry does the library read the descriptor behind an entry, which has its check sum. */
    private void moveOn() {
        movedOn = true;
        try {
            do {
                following = zip.getNextEntry();
            } while (following != null && following.isDirectory());
        } catch (IOException | RuntimeException e) {
            failure = LibraryErrors.explain(e);
        }
    }

    @Override
    public String name() {
        ZipArchiveEntry current = entry;
        byte[] raw = current == null ? null : current.getRawName();
        if (current == null) {
            return "";
        }
        return raw == null || current.getNameSource() != NameSource.NAME
                ? current.getName()
                : ZipHeaders.decode(raw, 0, raw.length);
    }

    @Override
    public InputStream content() throws IOException {
        ZipArchiveEntry current = entry;
        if (current == null || !names.add(name())) {
            throw ZipLayer.duplicateName();
        }
        if (!zip.canReadEntryData(current)) {
            throw current.getGeneralPurposeBit().usesEncryption()
                    ? new ArchiveException(RejectCodes.ENCRYPTED, "the entry is encrypted; store it without a password")
                    : ArchiveException.unsupported(
                            "the entry is compressed by method " + current.getMethod() + ", which is not supported");
        }
        return new Content(current);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The content of the current entry, checked against what its header or its descriptor says. */
    private final class Content extends InputStream {
        private final ZipArchiveEntry of;
        private final long size;
        private final CRC32 crc = new CRC32();
        private final byte[] one = new byte[1];
        private long produced;
        private boolean ended;

        Content(ZipArchiveEntry of) {
            this.of = of;
            this.size = of.getGeneralPurposeBit().usesDataDescriptor() ? ArchiveEntry.SIZE_UNKNOWN : of.getSize();
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            int read = zip.read(into, offset, length);
            if (read < 0) {
                verify();
                return read;
            }
            crc.update(into, offset, read);
            produced += read;
            meter.ratio(produced, zip.getCompressedCount());
            meter.produced(read);
            return read;
        }

        private void verify() throws IOException {
            ended = true;
            moveOn();
            if (of.getCrc() == -1) {
                throw ArchiveException.truncated("the file ends before the check sum of the entry");
            } else if (of.getCrc() != crc.getValue() || (size != ArchiveEntry.SIZE_UNKNOWN && size != produced)) {
                throw ArchiveException.damaged("the check sum or the size does not fit the content");
            }
        }
    }
}
