package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar file, in its order. Notices what the library passes over: headers whose check sum does not fit, an
 * archive that is cut between entries, and data behind its end.
 */
final class TarLayer implements Layer {
    /** The headers of one entry, its long name and its attributes, which the library collects in memory. */
    private static final long MAX_HEADERS = 16 << 20;

    private static final int RECORD = 512;

    private final String source;
    private final Headers raw;
    private final Tar tar;
    private final NameSet names = new NameSet();
    private @Nullable TarArchiveEntry entry;

    /**
     * Takes over a stream.
     *
     * @param in the tar file, buffered
     */
    TarLayer(String source, InputStream in) {
        this.source = source;
        this.raw = new Headers(in);
        this.tar = new Tar(raw);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() throws IOException {
        do {
            passContent();
            raw.left = MAX_HEADERS;
            entry = tar.getNextEntry();
            raw.left = Long.MAX_VALUE;
            if (entry == null) {
                end();
                return false;
            }
            if (!entry.isCheckSumOK()) {
                throw ArchiveException.damaged("the check sum of a tar header does not fit");
            }
        } while (entry.isDirectory());
        return true;
    }

    private void passContent() throws IOException {
        if (entry != null && entry.isDirectory() && entry.getLinkFlag() != TarConstants.LF_DIR) {
            // A folder by its name only, so it may have content, which the library does not pass.
            raw.skipNBytes(entry.getSize());
            raw.skipNBytes(-entry.getSize() & (RECORD - 1));
        }
        while (entry != null && tar.skip(Long.MAX_VALUE) > 0) {
            // goes on to the end of the content
        }
    }

    private void end() throws IOException {
        if (tar.cut) {
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
    public boolean regular() {
        return entry != null
                && entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    @Override
    public InputStream content() throws IOException {
        if (!names.add(name())) {
            throw ZipLayer.duplicateName();
        }
        if (entry == null || entry.isSparse() || !tar.canReadEntryData(entry)) {
            throw ArchiveException.unsupported("the entry is stored in a way that is not supported");
        }
        return new Content(entry.getSize());
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** The content of the current entry. */
    private final class Content extends InputStream {
        private final long size;
        private final byte[] one = new byte[1];
        private long produced;

        Content(long size) {
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = tar.read(into, offset, length);
            if (read < 0 && produced < size) {
                throw ArchiveException.truncated("the entry is shorter than its header says");
            }
            produced += Math.max(0, read);
            return read;
        }
    }

    /** Stops the library from reading headers without end. */
    private static final class Headers extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Headers(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws ArchiveException {
            left -= bytes;
            if (left < 0) {
                throw ArchiveException.unsupported("the headers of a tar entry have more than " + MAX_HEADERS
                        + " bytes; that is refused, as they would be held in memory");
            }
        }
    }

    /** Reads record by record, so that nothing behind the end mark is passed over, and notices whether there is one. */
    private static final class Tar extends TarArchiveInputStream {
        private boolean ended;
        private boolean cut;

        Tar(InputStream in) {
            super(in, RECORD, RECORD, "UTF-8", true);
        }

        @Override
        protected boolean isEOFRecord(byte[] record) {
            boolean end = super.isEOFRecord(record);
            if (end && !ended) {
                ended = true;
                cut = record == null;
            }
            return end;
        }
    }
}
