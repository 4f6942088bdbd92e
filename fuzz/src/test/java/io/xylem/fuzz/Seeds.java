package io.xylem.fuzz;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Whole archives and documents. */
final class Seeds {
    static final String FLIGHT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <m:a xmlns:m="urn:m" id="1" t='2024-01-02T03:04:05Z'><!-- c --><b k="x">1.5</b><b>-7</b><c d="1"/><c><e>&lt;&#x41;</e>\
            <![CDATA[ <raw> ]]></c><?pi data?><m:n m:q="&amp;">ä</m:n></m:a>
            """;

    private Seeds() {}

    /** Opens a compressor. */
    private interface Compressor {
        OutputStream open(OutputStream out) throws IOException;
    }

    static List<byte[]> archives(String name) throws IOException {
        byte[] document = Inputs.utf8(FLIGHT);
        byte[] zip = zip(true, document);
        byte[] tar = tar(document);
        return switch (name) {
            case "a.zip" -> List.of(zip, zip(false, document), zip(true, zip), zip(false, tar));
            case "a.tar" -> List.of(tar, compress(tar, GZIPOutputStream::new), tar(zip));
            case "a.7z" ->
                List.of(
                        sevenZ(document, SevenZMethod.COPY),
                        sevenZ(document, SevenZMethod.LZMA2),
                        sevenZ(document, SevenZMethod.DEFLATE),
                        sevenZ(document, SevenZMethod.BZIP2));
            default -> {
                byte[] gz = compress(document, GZIPOutputStream::new);
                byte[] two = Arrays.copyOf(gz, 2 * gz.length);
                System.arraycopy(gz, 0, two, gz.length, gz.length);
                List<byte[]> all = new ArrayList<>(List.of(gz, two, Zstd.compress(document)));
                all.add(compress(document, BZip2CompressorOutputStream::new));
                all.add(compress(document, XZCompressorOutputStream::new));
                yield all;
            }
        };
    }

    private static byte[] zip(boolean deflated, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(deflated ? 6 : 0);
            for (String name : List.of("a.xml", "b/c.xml", "readme.txt")) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(LocalDateTime.of(2024, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(name.endsWith("txt") ? Inputs.utf8("no document") : content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] tar(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, 512, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String name : List.of("a.xml", "b".repeat(110) + ".xml")) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] sevenZ(byte[] content, SevenZMethod method) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            file.setContentCompression(method);
            for (String name : List.of("a.xml", "b.xml")) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName(name);
                file.putArchiveEntry(entry);
                file.write(content);
                file.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private static byte[] compress(byte[] bytes, Compressor compressor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressed = compressor.open(out)) {
            compressed.write(bytes);
        }
        return out.toByteArray();
    }
}
