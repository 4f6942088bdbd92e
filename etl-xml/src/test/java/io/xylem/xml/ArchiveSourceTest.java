package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSourceTest {
    @TempDir
    Path folder;

    private TestTaskContext context = new TestTaskContext();

    @Test
    void readsPlainFilesOfAFolderInTheOrderOfTheirNames() throws IOException {
        write("b.xml", "<b/>");
        write("a/z.xml", "<z/>");
        write("a.xml", "\ufeff  <a/>");
        write("notes.txt", "no xml");
        assertThat(read(ArchiveSource.of(folder)).keySet()).containsExactly("a.xml", "a/z.xml", "b.xml");
        assertThat(context.ledger().documents().discovered()).isEqualTo(4);
        assertThat(context.ledger().documents().skipped()).isEqualTo(1);
    }

    @Test
    void namesAFileByItsNameAndAnEntryByArchiveAndPath() throws IOException {
        Path zip = write("some/where/a.zip", zip(Map.of("x/y.xml", "<y/>")));
        assertThat(read(ArchiveSource.of(zip))).containsOnlyKeys("a.zip!/x/y.xml");
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("some/where/a.zip!/x/y.xml");
        assertThat(read(ArchiveSource.builder()
                        .input(zip.toString())
                        .sourceRoot(folder.resolve("some"))
                        .build()))
                .containsOnlyKeys("where/a.zip!/x/y.xml");
    }

    @Test
    void readsEveryFormat() throws IOException {
        write("a.xml.gz", gz("<a/>".getBytes(StandardCharsets.UTF_8)));
        write("b.xml.bz2", bz2("<b/>".getBytes(StandardCharsets.UTF_8)));
        write("c.xml.xz", xz("<c/>".getBytes(StandardCharsets.UTF_8)));
        write("d.xml.zst", zst("<d/>".getBytes(StandardCharsets.UTF_8)));
        byte[] tar = tar(Map.of("e.xml", "<e/>".getBytes(StandardCharsets.UTF_8)));
        write("f.tar", tar);
        write("g.tar.gz", gz(tar));
        write("h.tar.bz2", bz2(tar));
        write("i.tar.xz", xz(tar));
        write("j.tar.zst", zst(tar));
        write("k.7z", sevenZ("e.xml", "<e/>"));
        write("l.zip", zip(Map.of("e.xml", "<e/>")));
        assertThat(read(ArchiveSource.of(folder)))
                .containsExactly(
                        Map.entry("a.xml.gz", "<a/>"),
                        Map.entry("b.xml.bz2", "<b/>"),
                        Map.entry("c.xml.xz", "<c/>"),
                        Map.entry("d.xml.zst", "<d/>"),
                        Map.entry("f.tar!/e.xml", "<e/>"),
                        Map.entry("g.tar.gz!/e.xml", "<e/>"),
                        Map.entry("h.tar.bz2!/e.xml", "<e/>"),
                        Map.entry("i.tar.xz!/e.xml", "<e/>"),
                        Map.entry("j.tar.zst!/e.xml", "<e/>"),
                        Map.entry("k.7z!/e.xml", "<e/>"),
                        Map.entry("l.zip!/e.xml", "<e/>"));
        assertThat(context.ledger().rejects()).isEmpty();
    }

    @Test
    void readsArchivesInArchivesAndCompressedFilesInside() throws IOException {
        byte[] inner = zip(Map.of("x.xml", "<x/>"));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("inner.zip", inner);
        entries.put("y.xml.gz", gz("<y/>".getBytes(StandardCharsets.UTF_8)));
        entries.put("deep.tar.gz", gz(tar(Map.of("inner.zip", inner))));
        entries.put("seven.7z", sevenZ("z.xml", "<z/>"));
        write("outer.tar.gz", gz(tar(entries)));
        write("outer.zip", zipBytes(entries));
        assertThat(read(ArchiveSource.of(folder)))
                .containsExactly(
                        Map.entry("outer.tar.gz!/inner.zip!/x.xml", "<x/>"),
                        Map.entry("outer.tar.gz!/y.xml.gz", "<y/>"),
                        Map.entry("outer.tar.gz!/deep.tar.gz!/inner.zip!/x.xml", "<x/>"),
                        Map.entry("outer.tar.gz!/seven.7z!/z.xml", "<z/>"),
                        Map.entry("outer.zip!/inner.zip!/x.xml", "<x/>"),
                        Map.entry("outer.zip!/y.xml.gz", "<y/>"),
                        Map.entry("outer.zip!/deep.tar.gz!/inner.zip!/x.xml", "<x/>"),
                        Map.entry("outer.zip!/seven.7z!/z.xml", "<z/>"));
        assertThat(context.ledger().archives()).containsExactlyInAnyOrder("outer.tar.gz", "outer.zip");
    }

    @Test
    void refusesArchivesNestedTooDeeply() throws IOException {
        byte[] inner = zip(Map.of("x.xml", "<x/>"));
        for (int i = 0; i < 6; i++) {
            inner = zipBytes(Map.of("inner.zip", inner));
        }
        write("a.zip", inner);
        assertThat(read(ArchiveSource.of(folder))).isEmpty();
        assertThat(codes()).containsExactly("NESTING");
    }

    @Test
    void readsConcatenatedGzipMembers() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gz("<a>".getBytes(StandardCharsets.UTF_8)));
        both.write(gz("</a>".getBytes(StandardCharsets.UTF_8)));
        write("a.xml.gz", both.toByteArray());
        assertThat(read(ArchiveSource.of(folder))).containsValue("<a></a>");
    }

    @Test
    void readsStoredAndZip64EntriesAndDataDescriptors() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.setUseZip64(Zip64Mode.Always);
            ZipArchiveEntry stored = new ZipArchiveEntry("stored.xml");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(4);
            CRC32 crc = new CRC32();
            crc.update("<s/>".getBytes(StandardCharsets.UTF_8));
            stored.setCrc(crc.getValue());
            zip.putArchiveEntry(stored);
            zip.write("<s/>".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
            zip.putArchiveEntry(new ZipArchiveEntry("ünï/deflated.xml"));
            zip.write("<d/>".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        write("a.zip", Arrays.copyOf(channel.array(), (int) channel.size()));
        assertThat(read(ArchiveSource.of(folder)))
                .containsExactly(Map.entry("a.zip!/stored.xml", "<s/>"), Map.entry("a.zip!/ünï/deflated.xml", "<d/>"));
    }

    @Test
    void namesAreUtf8OrElseCodePage437() throws IOException {
        for (String charset : List.of("UTF-8", "IBM437")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
                out.setEncoding(charset);
                out.setUseLanguageEncodingFlag(false);
                out.putArchiveEntry(new ZipArchiveEntry("Größe.xml"));
                out.write("<a/>".getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
            write(charset + ".zip", bytes.toByteArray());
        }
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("IBM437.zip!/Größe.xml", "UTF-8.zip!/Größe.xml");
    }

    @Test
    void includesAndExcludesNarrow() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("a/one.xml", "<a/>");
        entries.put("b/two.xml", "<b/>");
        entries.put("b/three.xml", "<c/>");
        write("a.zip", zip(entries));
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .include("b/*")
                        .exclude("three.xml")
                        .build()))
                .containsOnlyKeys("a.zip!/b/two.xml");
        assertThat(context.ledger().documents().skipped()).isEqualTo(2);
    }

    @Test
    void globsNarrowCompressedEntriesToo() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.xml.gz", gz("<a/>".getBytes(StandardCharsets.UTF_8)));
        entries.put("b.xml.gz", gz("<b/>".getBytes(StandardCharsets.UTF_8)));
        entries.put("broken.osm.gz", Arrays.copyOf(gz("<c/>".getBytes(StandardCharsets.UTF_8)), 12));
        write("a.zip", zipBytes(entries));
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .include("a.xml")
                        .build()))
                .containsOnlyKeys("a.zip!/a.xml.gz");
        assertThat(context.ledger().rejects()).isEmpty();
        assertBalanced(3);
    }

    @Test
    void globsAreInputs() throws IOException {
        write("a.xml", "<a/>");
        write("b.xml", "<b/>");
        write("c.txt", "<c/>");
        assertThat(read(ArchiveSource.builder().input(folder + "/*.xml").build()))
                .containsOnlyKeys("a.xml", "b.xml");
        ArchiveSource none = ArchiveSource.builder().input(folder + "/*.zip").build();
        assertThatThrownBy(() -> read(none)).isInstanceOf(UsageException.class).hasMessageContaining("matches no file");
    }

    @Test
    void inputsGivenTwiceAreTakenOnce() throws IOException {
        Path a = write("a.xml", "<a/>");
        assertThat(read(ArchiveSource.of(a, a))).hasSize(1);
    }

    @Test
    void sameNameFromTwoInputsIsWrongUse() throws IOException {
        ArchiveSource source = ArchiveSource.of(write("x/a.xml", "<a/>"), write("y/a.xml", "<a/>"));
        assertThatThrownBy(() -> read(source))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a.xml");
    }

    @Test
    void missingInputIsWrongUse() {
        ArchiveSource source = ArchiveSource.of(folder.resolve("nothing"));
        assertThatThrownBy(() -> read(source))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void anEmptyXmlFileIsADocument() throws IOException {
        write("a.xml", "");
        assertThat(read(ArchiveSource.of(folder))).containsExactly(Map.entry("a.xml", ""));
    }

    @Test
    void flippedBitIsACrcReject() throws IOException {
        Map<String, String> entries = entries(5);
        byte[] zip = zip(entries);
        try (ZipFile file = new ZipFile(write("b.zip", zip).toFile())) {
            assertThat(file.size()).isEqualTo(5);
        }
        Files.delete(folder.resolve("b.zip"));
        zip[40] ^= 4;
        write("a.zip", zip);
        assertThat(read(ArchiveSource.of(folder))).hasSize(4);
        assertThat(codes()).containsExactly("CRC");
        assertBalanced(5);
    }

    @Test
    void flippedBitIsACrcRejectEvenIfTheDirectoryIsLost() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(0);
            for (String name : List.of("a", "b", "c")) {
                out.putNextEntry(new ZipEntry(name + ".xml"));
                out.write(("<r>" + name + name + name + "</r>").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] zip = bytes.toByteArray();
        byte[] lost = Arrays.copyOf(zip, find(zip, 0x02014b50, 0));
        int at = new String(lost, StandardCharsets.ISO_8859_1).indexOf("bbb");
        lost[at] = 'x';
        write("a.zip", lost);
        assertThat(read(ArchiveSource.of(folder)))
                .containsExactly(Map.entry("a.zip!/a.xml", "<r>aaa</r>"), Map.entry("a.zip!/c.xml", "<r>ccc</r>"));
        assertThat(context.ledger().rejects()).extracting(Reject::code).containsExactly("TRUNCATED", "CRC");
        assertBalanced(4);
    }

    @Test
    void trailingDataIsOneRejectAndEntriesAreRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(zip(entries(3)));
        out.write("rubbish".getBytes(StandardCharsets.UTF_8));
        write("a.zip", out.toByteArray());
        assertThat(read(ArchiveSource.of(folder))).hasSize(3);
        assertThat(codes()).containsExactly("TRAILING_DATA");
        assertBalanced(4);
    }

    @Test
    void duplicateNamesAreReadOnce() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            for (String text : List.of("<first/>", "<second/>")) {
                zip.putArchiveEntry(new ZipArchiveEntry("x.xml"));
                zip.write(text.getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        write("a.zip", Arrays.copyOf(channel.array(), (int) channel.size()));
        assertThat(read(ArchiveSource.of(folder))).containsExactly(Map.entry("a.zip!/x.xml", "<first/>"));
        assertThat(codes()).containsExactly("DUPLICATE_NAME");
    }

    @Test
    void encryptedEntryIsRefusedAlone() throws IOException {
        byte[] zip = zip(entries(2));
        int directory = find(zip, 0x02014b50, 0);
        zip[directory + 8] |= 1;
        write("a.zip", zip);
        assertThat(read(ArchiveSource.of(folder))).hasSize(1);
        assertThat(codes()).containsExactly("ENCRYPTED");
    }

    @Test
    void namesThatDifferAreRefused() throws IOException {
        byte[] zip = zip(entries(2));
        int directory = find(zip, 0x02014b50, 0);
        zip[directory + 46] = 'q';
        write("a.zip", zip);
        assertThat(read(ArchiveSource.of(folder))).hasSize(1);
        assertThat(codes()).containsExactly("NAME_MISMATCH");
    }

    @Test
    void overlappingEntriesAreABomb() throws IOException {
        byte[] zip = zip(entries(3));
        int first = find(zip, 0x02014b50, 0);
        int second = find(zip, 0x02014b50, first + 4);
        System.arraycopy(zip, first + 42, zip, second + 42, 4);
        write("a.zip", zip);
        assertThat(read(ArchiveSource.of(folder))).hasSize(2);
        assertThat(codes()).containsExactly("OVERLAP");
    }

    @Test
    void bombIsRefusedByItsRatio() throws IOException {
        write("a.zip", zip(Map.of("bomb.xml", "<a>" + " ".repeat(20 << 20) + "</a>")));
        write("b.xml.gz", gz(("<a>" + " ".repeat(20 << 20) + "</a>").getBytes(StandardCharsets.UTF_8)));
        assertThat(read(ArchiveSource.of(folder))).isEmpty();
        assertThat(codes()).containsExactly("RATIO", "RATIO");
    }

    @Test
    void documentBeyondTheLimitIsRefusedAndOneOfExactlyTheLimitIsNot() throws IOException {
        context = context.with(Limits.DEFAULT.with("document", 1000));
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("fits.xml", "<" + "x".repeat(999));
        entries.put("large.xml", "<" + "x".repeat(1000));
        write("a.zip", zip(entries));
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        entries.forEach((k, v) -> bytes.put(k, v.getBytes(StandardCharsets.UTF_8)));
        write("b.tar", tar(bytes));
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("a.zip!/fits.xml", "b.tar!/fits.xml");
        assertThat(codes()).containsExactly("LIMIT_DOCUMENT", "LIMIT_DOCUMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.7z", "a.tar.xz", "a.tar.bz2", "a.tar.zst"})
    void fileNamedLikeAnArchiveThatIsNoneIsRefused(String name) throws IOException {
        write(name, "this is something else");
        assertThat(read(ArchiveSource.of(folder))).isEmpty();
        assertThat(context.ledger().rejects())
                .singleElement()
                .satisfies(r -> assertThat(r.source()).isEqualTo(name));
        assertBalanced(1);
    }

    @Test
    void tarCutAtARecordBoundaryIsTruncated() throws IOException {
        byte[] tar = tar(Map.of("a.xml", "<a/>".getBytes(StandardCharsets.UTF_8)));
        write("a.tar", Arrays.copyOf(tar, 1024));
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("a.tar!/a.xml");
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(2);
    }

    @Test
    void nestedDamageDoesNotCostTheOuterArchive() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        byte[] gz = gz("<a/>".repeat(100).getBytes(StandardCharsets.UTF_8));
        entries.put("broken.xml.gz", Arrays.copyOf(gz, gz.length - 12));
        entries.put("good.xml", "<good/>".getBytes(StandardCharsets.UTF_8));
        write("a.tar", tar(entries));
        write("b.zip", zipBytes(entries));
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("a.tar!/good.xml", "b.zip!/good.xml");
        assertThat(context.ledger().rejects()).hasSize(2);
    }

    @Test
    void splitsTogetherAreTheWholeArchive() throws IOException {
        write("a.zip", zip(entries(500)));
        ArchiveSource source = ArchiveSource.of(folder);
        Map<String, String> whole = read(source);
        for (long weight : new long[] {1, 100, 1000, 5000}) {
            context = new TestTaskContext();
            List<? extends Split<Document>> splits =
                    source.plan(new TestPlanContext(Limits.DEFAULT, weight, a -> true));
            assertThat(splits).extracting(Split::id).doesNotHaveDuplicates();
            assertThat(read(splits)).isEqualTo(whole);
            assertBalanced(500);
        }
    }

    /** Cuts and flips archives at seeded places: never an exception, the ledger balances, documents are intact. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "7z", "tar.xz", "tar.bz2", "tar.zst"})
    void damageNeverCorruptsADocument(String format) throws IOException {
        Map<String, String> entries = entries(20);
        byte[] good = archive(format, entries);
        boolean checked = !format.equals("tar");
        long seed = 20261123L + format.hashCode();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            byte[] bad = good.clone();
            if (random.nextBoolean()) {
                bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            } else {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            context = new TestTaskContext();
            write("a." + format, bad);
            Map<String, String> read = read(ArchiveSource.of(folder));
            assertThat(context.ledger().balanced())
                    .as("seed %d round %d", seed, round)
                    .isTrue();
            assertThat(context.ledger().documents().discovered())
                    .as("seed %d round %d: %s", seed, round, context.ledger())
                    .isEqualTo(read.size()
                            + context.ledger().documents().skipped()
                            + context.ledger().rejects().size());
            if (checked) {
                read.forEach((name, text) ->
                        assertThat(entries.values()).as("seed %d", seed).contains(text));
            }
        }
    }

    @Test
    void realArchivesReadAsTheJdkReadsThem() throws IOException {
        for (String corpus : List.of("swim.zip", "osm-testdata.zip", "transxchange.zip", "aixm-donlon.zip")) {
            Path archive = Corpora.corpus(corpus);
            context = new TestTaskContext();
            Map<String, String> read = read(ArchiveSource.of(archive));
            int documents = 0;
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                    String name = corpus + "!/" + entry.getName();
                    if (read.containsKey(name)) {
                        assertThat(read.get(name).length()).isPositive();
                        documents++;
                    }
                    assertThat(text.isEmpty() || !entry.getName().endsWith(".xml") || read.containsKey(name))
                            .as(name)
                            .isTrue();
                }
            }
            assertThat(read).hasSize(documents);
            assertThat(context.ledger().rejects())
                    .as("only the file that the corpus itself calls truncated")
                    .allSatisfy(r -> assertThat(r.source()).contains("truncated_gzip"));
        }
    }

    private byte[] archive(String format, Map<String, String> entries) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        entries.forEach((k, v) -> bytes.put(k, v.getBytes(StandardCharsets.UTF_8)));
        return switch (format) {
            case "zip" -> zipBytes(bytes);
            case "tar" -> tar(bytes);
            case "tar.gz" -> gz(tar(bytes));
            case "tar.xz" -> xz(tar(bytes));
            case "tar.bz2" -> bz2(tar(bytes));
            case "tar.zst" -> zst(tar(bytes));
            default -> sevenZ(entries);
        };
    }

    private static Map<String, String> entries(int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("e" + i + ".xml", "<doc n='" + i + "'>" + "text ".repeat(i % 7) + "</doc>");
        }
        return entries;
    }

    private Map<String, String> read(ArchiveSource source) throws IOException {
        return read(source.plan(new TestPlanContext()));
    }

    private Map<String, String> read(List<? extends Split<Document>> splits) throws IOException {
        Map<String, String> documents = new LinkedHashMap<>();
        for (Split<Document> split : splits) {
            assertThat(split.weight()).isPositive();
            try (Cursor<Document> cursor = split.open(context)) {
                while (cursor.advance()) {
                    Document d = cursor.current();
                    documents.put(d.source(), new String(d.buffer(), d.offset(), d.length(), StandardCharsets.UTF_8));
                    context.ledger().tabled(d.archive(), 1);
                }
            }
        }
        return documents;
    }

    private void assertBalanced(long discovered) {
        assertThat(context.ledger().balanced()).as(context.ledger().toString()).isTrue();
        assertThat(context.ledger().documents().discovered()).isEqualTo(discovered);
    }

    private List<String> codes() {
        return context.ledger().rejects().stream().map(Reject::code).toList();
    }

    private static int find(byte[] bytes, int magic, int from) {
        for (int i = from; i < bytes.length - 4; i++) {
            int found =
                    (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16 | bytes[i + 3] << 24;
            if (found == magic) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        entries.forEach((k, v) -> bytes.put(k, v.getBytes(StandardCharsets.UTF_8)));
        return zipBytes(bytes);
    }

    private static byte[] zipBytes(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] sevenZ(String name, String text) throws IOException {
        return sevenZ(Map.of(name, text));
    }

    private static byte[] sevenZ(Map<String, String> entries) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                SevenZArchiveEntry header = new SevenZArchiveEntry();
                header.setName(entry.getKey());
                file.putArchiveEntry(header);
                file.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                file.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private interface Compressor {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] compress(byte[] bytes, Compressor compressor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressed = compressor.open(out)) {
            compressed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        return compress(bytes, GZIPOutputStream::new);
    }

    private static byte[] bz2(byte[] bytes) throws IOException {
        return compress(bytes, BZip2CompressorOutputStream::new);
    }

    private static byte[] xz(byte[] bytes) throws IOException {
        return compress(bytes, XZCompressorOutputStream::new);
    }

    private static byte[] zst(byte[] bytes) throws IOException {
        return compress(bytes, out -> {
            ZstdOutputStream zstd = new ZstdOutputStream(out);
            zstd.setChecksum(true);
            return zstd;
        });
    }
}
