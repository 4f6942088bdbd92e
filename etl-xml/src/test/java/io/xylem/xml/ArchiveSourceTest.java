package io.xylem.xml;

import static io.xylem.xml.Archives.archive;
import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.bz2;
import static io.xylem.xml.Archives.entries;
import static io.xylem.xml.Archives.find;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.sevenZ;
import static io.xylem.xml.Archives.tar;
import static io.xylem.xml.Archives.xz;
import static io.xylem.xml.Archives.zip;
import static io.xylem.xml.Archives.zipBytes;
import static io.xylem.xml.Archives.zst;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSourceTest extends ArchiveReading {
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
        write("a.xml.gz", gz(bytes("<a/>")));
        write("b.xml.bz2", bz2(bytes("<b/>")));
        write("c.xml.xz", xz(bytes("<c/>")));
        write("d.xml.zst", zst(bytes("<d/>")));
        byte[] tar = tar(Map.of("e.xml", bytes("<e/>")));
        write("f.tar", tar);
        write("g.tar.gz", gz(tar));
        write("h.tar.bz2", bz2(tar));
        write("i.tar.xz", xz(tar));
        write("j.tar.zst", zst(tar));
        write("k.7z", sevenZ(Map.of("e.xml", bytes("<e/>"))));
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
        entries.put("y.xml.gz", gz(bytes("<y/>")));
        entries.put("deep.tar.gz", gz(tar(Map.of("inner.zip", inner))));
        entries.put("seven.7z", sevenZ(Map.of("z.xml", bytes("<z/>"))));
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
        both.write(gz(bytes("<a>")));
        both.write(gz(bytes("</a>")));
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
            crc.update(bytes("<s/>"));
            stored.setCrc(crc.getValue());
            zip.putArchiveEntry(stored);
            zip.write(bytes("<s/>"));
            zip.closeArchiveEntry();
            zip.putArchiveEntry(new ZipArchiveEntry("ünï/deflated.xml"));
            zip.write(bytes("<d/>"));
            zip.closeArchiveEntry();
        }
        write("a.zip", Arrays.copyOf(channel.array(), (int) channel.size()));
        assertThat(read(ArchiveSource.of(folder)))
                .containsExactly(Map.entry("a.zip!/stored.xml", "<s/>"), Map.entry("a.zip!/ünï/deflated.xml", "<d/>"));
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
        entries.put("a.xml.gz", gz(bytes("<a/>")));
        entries.put("b.xml.gz", gz(bytes("<b/>")));
        entries.put("broken.osm.gz", Arrays.copyOf(gz(bytes("<c/>")), 12));
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
    void trailingDataIsOneRejectAndEntriesAreRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(zip(entries(3)));
        out.write(bytes("rubbish"));
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
        write(name, "this is something else; ".repeat(100));
        assertThat(read(ArchiveSource.of(folder))).isEmpty();
        assertThat(context.ledger().rejects()).singleElement().satisfies(r -> {
            assertThat(r.source()).isEqualTo(name);
            assertThat(r.code()).isEqualTo("UNSUPPORTED");
            assertThat(r.message()).doesNotContain("Exception");
        });
        assertBalanced(1);
    }

    @Test
    void tarCutAtARecordBoundaryIsTruncated() throws IOException {
        byte[] tar = tar(Map.of("a.xml", bytes("<a/>")));
        write("a.tar", Arrays.copyOf(tar, 1024));
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("a.tar!/a.xml");
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(2);
    }

    @Test
    void nestedDamageDoesNotCostTheOuterArchive() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        byte[] gz = gz(bytes("<a/>".repeat(100)));
        entries.put("broken.xml.gz", Arrays.copyOf(gz, gz.length - 12));
        entries.put("good.xml", bytes("<good/>"));
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
        byte[] good = archive(format, bytes(entries));
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
    void realZipFilesReadAsTheJdkReadsThem() throws IOException {
        for (String corpus :
                List.of("swim.zip", "osm-testdata.zip", "transxchange.zip", "aixm-donlon.zip", "quakeml-usgs.zip")) {
            Path archive = Corpora.corpus(corpus);
            context = new TestTaskContext();
            Map<String, String> read = read(ArchiveSource.of(archive));
            int plain = 0;
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    String name = corpus + "!/" + entry.getName();
                    String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    if (entry.getName().endsWith(".xml") || text.startsWith("<")) {
                        assertThat(read.get(name)).as(name).isEqualTo(text);
                        plain++;
                    }
                }
            }
            assertThat(plain).as(corpus).isPositive();
            assertThat(context.ledger().rejects())
                    .as("only the file that the corpus itself calls truncated")
                    .allSatisfy(r -> assertThat(r.source()).contains("truncated_gzip"));
        }
    }

    @Test
    void realTarFilesReadAsCommonsCompressReadsThem() throws IOException {
        for (String corpus : List.of("ccda.tar.gz", "xrechnung.tar.gz")) {
            Path archive = Corpora.corpus(corpus);
            context = new TestTaskContext();
            Map<String, String> read = read(ArchiveSource.of(archive));
            int documents = 0;
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)), "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isFile() && entry.getName().endsWith(".xml")) {
                        String text = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                        assertThat(read.get(corpus + "!/" + entry.getName()))
                                .as(entry.getName())
                                .isEqualTo(text);
                        documents++;
                    }
                }
            }
            assertThat(documents).isPositive();
            assertThat(context.ledger().rejects()).isEmpty();
        }
    }
}
