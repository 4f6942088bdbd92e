package io.xylem.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The way to real data: the folder that the system property {@code etl.corpora} names, with {@code corpora/} and
 * {@code conformance/} in it. A test that asks for something that is not there is skipped, and says so.
 */
public final class Corpora {
    private static final String PROPERTY = "etl.corpora";

    private Corpora() {}

    /**
     * A corpus, such as {@code swim.zip}.
     *
     * @param name the file's name
     * @return its path
     */
    public static Path corpus(String name) {
        return file("corpora", name);
    }

    /**
     * A conformance suite, such as {@code xmlts20130923.zip}.
     *
     * @param name the file's name
     * @return its path
     */
    public static Path conformance(String name) {
        return file("conformance", name);
    }

    private static Path file(String folder, String name) {
        String root = System.getProperty(PROPERTY, "");
        assumeTrue(
                !root.isEmpty(), () -> "skipped: needs " + folder + "/" + name + "; give -D" + PROPERTY + "=<folder>");
        // A relative folder is meant from where the build was started, not from the module under test.
        Path path = Path.of(System.getProperty("etl.root", "")).resolve(Path.of(root, folder, name));
        assumeTrue(Files.isRegularFile(path), () -> "skipped: there is no " + path);
        return path;
    }

    /**
     * The content of one entry.
     *
     * @param archive a zip or tar.gz file
     * @param entry the entry's name
     * @return its bytes
     * @throws IOException if the archive cannot be read
     * @throws NoSuchElementException if there is no such entry
     */
    public static byte[] entry(Path archive, String entry) throws IOException {
        byte[] content = entries(archive).get(entry);
        if (content == null) {
            throw new NoSuchElementException("no entry '" + entry + "' in " + archive);
        }
        return content;
    }

    /**
     * All files in an archive.
     *
     * @param archive a zip or tar.gz file
     * @return content by name, in archive order
     * @throws IOException if the archive cannot be read
     */
    public static Map<String, byte[]> entries(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return archive.toString().endsWith(".zip") ? zip(in) : tar(new GZIPInputStream(in, 1 << 16));
        }
    }

    private static Map<String, byte[]> zip(InputStream in) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** Reads a tar stream: POSIX.1-2001 (ustar and pax), with GNU long names. */
    private static Map<String, byte[]> tar(InputStream in) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String longName = "";
        byte[] header = in.readNBytes(512);
        while (header.length == 512 && header[0] != 0) {
            int size = Integer.parseInt(string(header, 124, 12).trim(), 8);
            byte[] content = in.readNBytes(size);
            in.skipNBytes((512 - size % 512) % 512);
            String prefix = string(header, 257, 5).equals("ustar") ? string(header, 345, 155) : "";
            String name = prefix.isEmpty() ? string(header, 0, 100) : prefix + "/" + string(header, 0, 100);
            char type = (char) header[156];
            if (type == 'L') {
                longName = string(content, 0, content.length);
            } else if (type == 'x') {
                longName = paxPath(content);
            } else {
                if (type == '0' || type == 0) {
                    entries.put(longName.isEmpty() ? name : longName, content);
                }
                longName = "";
            }
            header = in.readNBytes(512);
        }
        return entries;
    }

    private static String paxPath(byte[] content) {
        for (int at = 0; at < content.length; ) {
            int space = at;
            while (content[space] != ' ') {
                space++;
            }
            int length = Integer.parseInt(new String(content, at, space - at, StandardCharsets.US_ASCII));
            String entry = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            if (entry.startsWith("path=")) {
                return entry.substring("path=".length());
            }
            at += length;
        }
        return "";
    }

    private static String string(byte[] bytes, int offset, int length) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = offset; i < offset + length && bytes[i] != 0; i++) {
            text.write(bytes[i]);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
