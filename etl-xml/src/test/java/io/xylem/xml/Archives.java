package io.xylem.xml;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Builds archives in memory, with the JDK and commons-compress. */
final class Archives {
    /** The signature of a header in a zip directory. */
    static final int ZIP_HEADER = 0x02014b50;

    private static final LocalDateTime WRITTEN = LocalDateTime.of(2024, 1, 1, 0, 0);

    private Archives() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Some documents. */
    static Map<String, String> entries(int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("e" + i + ".xml", "<doc n='" + i + "'>" + "text ".repeat(i % 7) + "</doc>");
        }
        return entries;
    }

    static Map<String, byte[]> bytes(Map<String, String> entries) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        entries.forEach((name, text) -> bytes.put(name, bytes(text)));
        return bytes;
    }

    /** An archive of a form, by the ending of its name. */
    static byte[] archive(String form, Map<String, byte[]> entries) throws IOException {
        return switch (form) {
            case "zip" -> zipBytes(entries);
            case "tar" -> tar(entries);
            case "tar.gz" -> gz(tar(entries));
            case "tar.xz" -> xz(tar(entries));
            case "tar.bz2" -> bz2(tar(entries));
            case "tar.zst" -> zst(tar(entries));
            case "7z" -> sevenZ(entries);
            default -> throw new IllegalArgumentException(form);
        };
    }

    /** Where a little-endian signature is, from a place on. */
    static int find(byte[] bytes, int magic, int from) {
        for (int i = from; i < bytes.length - 4; i++) {
            int found =
                    (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16 | bytes[i + 3] << 24;
            if (found == magic) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    static byte[] zip(Map<String, String> entries) throws IOException {
        return zipBytes(bytes(entries));
    }

    static byte[] zipBytes(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(WRITTEN);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                header.setModTime(0);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] sevenZ(Map<String, byte[]> entries) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                SevenZArchiveEntry header = new SevenZArchiveEntry();
                header.setName(entry.getKey());
                file.putArchiveEntry(header);
                file.write(entry.getValue());
                file.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    /** Opens a compressor. */
    interface Compressor {
        OutputStream open(OutputStream out) throws IOException;
    }

    static byte[] compress(byte[] bytes, Compressor compressor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressed = compressor.open(out)) {
            compressed.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] gz(byte[] bytes) throws IOException {
        return compress(bytes, GZIPOutputStream::new);
    }

    static byte[] bz2(byte[] bytes) throws IOException {
        return compress(bytes, BZip2CompressorOutputStream::new);
    }

    static byte[] xz(byte[] bytes) throws IOException {
        return compress(bytes, XZCompressorOutputStream::new);
    }

    static byte[] zst(byte[] bytes) throws IOException {
        return compress(bytes, out -> {
            ZstdOutputStream zstd = new ZstdOutputStream(out);
            zstd.setChecksum(true);
            return zstd;
        });
    }
}
