package io.xylem.examples.flights;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** The kinds of archives that the generator writes. */
public enum ArchiveForm {
    /** Zip files, deflated. */
    ZIP(".zip") {
        @Override
        Writer open(OutputStream out, int level) {
            return new Zip(out, level);
        }
    },
    /** Tar files, compressed with gzip. */
    TAR_GZ(".tar.gz") {
        @Override
        Writer open(OutputStream out, int level) throws IOException {
            return new TarGz(out, level);
        }
    };

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final int BUFFER = 1 << 16;

    private final String suffix;

    ArchiveForm(String suffix) {
        this.suffix = suffix;
    }

    /**
     * How names of such files end.
     *
     * @return the end of the name, with its dot
     */
    public String suffix() {
        return suffix;
    }

    abstract Writer open(OutputStream out, int level) throws IOException;

    /** Writes the entries of one archive; closing it completes the archive and closes the stream. */
    interface Writer extends Closeable {
        void entry(String name, byte[] content, int length) throws IOException;
    }

    private static final class Zip implements Writer {
        private final ZipOutputStream out;

        Zip(OutputStream stream, int level) {
            out = new ZipOutputStream(new BufferedOutputStream(stream, BUFFER));
            out.setLevel(level);
        }

        @Override
        public void entry(String name, byte[] content, int length) throws IOException {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(ENTRY_TIME);
            out.putNextEntry(entry);
            out.write(content, 0, length);
            out.closeEntry();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class TarGz implements Writer {
        private final TarArchiveOutputStream out;

        TarGz(OutputStream stream, int level) throws IOException {
            GzipParameters parameters = new GzipParameters();
            parameters.setCompressionLevel(level);
            out = new TarArchiveOutputStream(new BufferedOutputStream(
                    new GzipCompressorOutputStream(new BufferedOutputStream(stream, BUFFER), parameters), BUFFER));
        }

        @Override
        public void entry(String name, byte[] content, int length) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(length);
            entry.setIds(0, 0);
            entry.setNames("", "");
            entry.setModTime(ENTRY_TIME.toInstant(ZoneOffset.UTC).toEpochMilli());
            out.putArchiveEntry(entry);
            out.write(content, 0, length);
            out.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
