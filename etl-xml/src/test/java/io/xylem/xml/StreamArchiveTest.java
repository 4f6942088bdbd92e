package io.xylem.xml;

import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.bz2;
import static io.xylem.xml.Archives.entries;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.join;
import static io.xylem.xml.Archives.sevenZ;
import static io.xylem.xml.Archives.tar;
import static io.xylem.xml.Archives.xz;
import static io.xylem.xml.Archives.zip;
import static io.xylem.xml.Archives.zipBytes;
import static io.xylem.xml.Archives.zst;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.xylem.core.Limits;
import io.xylem.testkit.TestTaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives that are streams, and what compresses them. */
class StreamArchiveTest extends ArchiveReading {
    private static final int RECORD = 512;
    private static final byte[] JUNK = bytes("this does not belong here, and is long enough to be noticed");

    @ParameterizedTest
    @ValueSource(strings = {"tar.gz", "tar.bz2", "tar.xz", "tar.zst", "tar", "7z"})
    void dataBehindAnArchiveIsOneRejectAndEntriesAreRead(String form) throws IOException {
        write("a." + form, join(Archives.archive(form, bytes(entries(5))), JUNK));
        assertThat(read(plan(1))).hasSize(5);
        assertThat(codes()).containsExactly("TRAILING_DATA");
        assertBalanced(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz", "zst"})
    void dataBehindACompressedDocumentRefusesIt(String form) throws IOException {
        byte[] text = bytes("<a/>");
        byte[] packed = switch (form) {
            case "gz" -> gz(text);
            case "bz2" -> bz2(text);
            case "xz" -> xz(text);
            default -> zst(text);
        };
        write("a.xml." + form, join(packed, JUNK));
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("TRAILING_DATA");
        assertBalanced(1);
    }

    @Test
    void zerosBehindGzipAndXzArePadding() throws IOException {
        byte[] tar = tar(bytes(entries(5)));
        write("a.tar.gz", join(gz(tar), new byte[1000]));
        write("b.tar.xz", join(xz(tar), new byte[1000]));
        assertThat(read(plan(1))).hasSize(10);
        assertThat(codes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 11, 100})
    void dataBehindXzIsTrailingHoweverLittleItIs(int length) throws IOException {
        write("a.tar.xz", join(xz(tar(bytes(entries(5)))), bytes("x".repeat(length))));
        assertThat(read(plan(1))).hasSize(5);
        assertThat(codes()).containsExactly("TRAILING_DATA");
        assertBalanced(6);
    }

    /** What comes out of a damaged block may look like anything. */
    @Test
    void damagedContentIsNotTakenForSomethingElse() throws IOException {
        byte[] damaged = bz2(tar(bytes(entries(50))));
        damaged[damaged.length / 2] ^= 0x55;
        write("a.tar.bz2", damaged);
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("CRC");
        assertBalanced(1);
    }

    @ParameterizedTest
    @CsvSource({
        "zip, 1",
        "zip, 3",
        "7z, 1",
        "7z, 5",
        "tar, 1",
        "tar, 511",
        "tar.gz, 1",
        "tar.gz, 2",
        "tar.bz2, 2",
        "tar.xz, 5",
        "tar.zst, 3"
    })
    void archiveThatIsCutInItsFirstBytesIsTruncated(String form, int length) throws IOException {
        write("a." + form, Arrays.copyOf(Archives.archive(form, bytes(entries(5))), length));
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(1);
    }

    @Test
    void folderOfATarThatHasContentCostsNoEntry() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("folder", bytes("<folder/>"));
        entries.put("a.xml", bytes("<a/>"));
        byte[] tar = tar(entries);
        tar["folder".length()] = '/';
        for (int i = 148; i < 156; i++) {
            tar[i] = ' ';
        }
        int sum = 0;
        for (int i = 0; i < RECORD; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(bytes(String.format("%06o\0 ", sum)), 0, tar, 148, 8);
        write("a.tar", tar);
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/a.xml");
        assertThat(codes()).isEmpty();
        assertBalanced(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar.gz", "tar.bz2", "tar.xz", "tar.zst"})
    void concatenatedPartsAreOneArchive(String form) throws IOException {
        byte[] tar = tar(bytes(entries(5)));
        byte[] first = Arrays.copyOf(tar, 1000);
        byte[] second = Arrays.copyOfRange(tar, 1000, tar.length);
        write(
                "a." + form,
                switch (form) {
                    case "tar.gz" -> join(gz(first), gz(second));
                    case "tar.bz2" -> join(bz2(first), bz2(second));
                    case "tar.xz" -> join(xz(first), xz(second));
                    default -> join(zst(first), zst(second));
                });
        assertThat(read(plan(1))).hasSize(5);
        assertThat(codes()).isEmpty();
    }

    /** A check sum stands at the end; nothing before it may be believed until it has been compared. */
    @Test
    void nothingThatACheckSumContradictsIsADocument() throws IOException {
        byte[] good = gz(tar(bytes(entries(50))));
        byte[] bad = good.clone();
        bad[bad.length - 7] ^= 1;
        write("a.tar.gz", bad);
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("CRC");
        assertBalanced(1);
    }

    @Test
    void membersBeforeADamagedOneAreBelieved() throws IOException {
        byte[] tar = tar(bytes(entries(50)));
        byte[] second = gz(Arrays.copyOfRange(tar, 20 * 2 * RECORD, tar.length));
        second[second.length - 7] ^= 1;
        write("a.tar.gz", join(gz(Arrays.copyOf(tar, 20 * 2 * RECORD)), second));
        assertThat(read(plan(1))).hasSize(20);
        assertThat(codes()).containsExactly("CRC");
        assertBalanced(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"})
    void entriesBeforeTheCutAreDocuments(String form) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder("<a>");
            random.ints(3000, 'a', 'z').forEach(c -> text.append((char) c));
            entries.put(i + ".xml", text + "</a>");
        }
        byte[] whole = Archives.archive(form, bytes(entries));
        write("a." + form, Arrays.copyOf(whole, whole.length * 9 / 10));
        Map<String, String> read = read(plan(1));
        assertThat(read.size()).as("bzip2 needs whole blocks").isBetween(200, 380);
        read.forEach((name, text) -> assertThat(text).isEqualTo(entries.get(name.substring(name.indexOf('/') + 1))));
        assertThat(codes()).isNotEmpty().allMatch("TRUNCATED"::equals).hasSizeLessThan(3);
        assertBalanced(read.size() + codes().size());
    }

    @Test
    void tarHeaderWhoseCheckSumIsWrongEndsTheArchive() throws IOException {
        byte[] tar = tar(bytes(entries(5)));
        tar[2 * 2 * RECORD] ^= 1;
        write("a.tar", tar);
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/e0.xml", "a.tar!/e1.xml");
        assertThat(codes()).containsExactly("CRC");
        assertBalanced(3);
    }

    @Test
    void tarWithOneZeroRecordAtItsEndIsWhole() throws IOException {
        byte[] tar = tar(Map.of("a.xml", bytes("<a/>")));
        write("a.tar", Arrays.copyOf(tar, 3 * RECORD));
        write("b.tar", Arrays.copyOf(tar, 4 * RECORD));
        assertThat(read(plan(1))).hasSize(2);
        assertThat(codes()).isEmpty();
    }

    @Test
    void tarWhoseLastFileIsZeroIsStillFoundToBeCut() throws IOException {
        byte[] tar = tar(Map.of("a.bin", new byte[2 * RECORD]));
        write("a.tar", Arrays.copyOf(tar, 3 * RECORD));
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("TRUNCATED");
    }

    @Test
    void dataRightBehindTheEndMarkIsNoticed() throws IOException {
        byte[] tar = tar(Map.of("a.xml", bytes("<a/>")));
        byte[] block = Arrays.copyOf(tar, 20 * RECORD);
        block[4 * RECORD + 100] = 1;
        write("a.tar", block);
        assertThat(read(plan(1))).hasSize(1);
        assertThat(codes()).containsExactly("TRAILING_DATA");
    }

    @Test
    void emptyTarHoldsNothing() throws IOException {
        byte[] tar = tar(Map.of());
        write("a.tar", tar);
        write("b.tar.gz", gz(tar));
        write("c.zip", zipBytes(Map.of("c.tar", tar)));
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).isEmpty();
        assertBalanced(0);
    }

    @Test
    void linksAndFoldersOfATarAreNoDocuments() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            put(tar, new TarArchiveEntry("folder/"), new byte[0]);
            put(tar, new TarArchiveEntry("folder/a.xml"), bytes("<a/>"));
            put(tar, new TarArchiveEntry("soft.xml", TarConstants.LF_SYMLINK), new byte[0]);
            put(tar, new TarArchiveEntry("hard.xml", TarConstants.LF_LINK), new byte[0]);
            put(tar, new TarArchiveEntry("pipe.xml", TarConstants.LF_FIFO), new byte[0]);
            put(tar, new TarArchiveEntry("b.xml"), bytes("<b/>"));
        }
        write("a.tar", out.toByteArray());
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/folder/a.xml", "a.tar!/b.xml");
        assertThat(context.ledger().documents().skipped()).isEqualTo(3);
        assertBalanced(5);
    }

    @Test
    void secondEntryOfANameIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            put(tar, new TarArchiveEntry("a.xml"), bytes("<first/>"));
            put(tar, new TarArchiveEntry("a.xml"), bytes("<second/>"));
        }
        write("a.tar", out.toByteArray());
        assertThat(read(plan(1))).containsExactly(Map.entry("a.tar!/a.xml", "<first/>"));
        assertThat(codes()).containsExactly("DUPLICATE_NAME");
        assertBalanced(2);
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    @Test
    void longAndForeignNamesAreKept() throws IOException {
        String name = "x".repeat(300) + "/" + "漢字".repeat(60) + ".xml";
        write("a.tar", tar(Map.of(name, bytes("<a/>"))));
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/" + name);
    }

    @Test
    void encryptedSevenZipIsRefused() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel, "secret".toCharArray())) {
            SevenZArchiveEntry entry = new SevenZArchiveEntry();
            entry.setName("a.xml");
            file.putArchiveEntry(entry);
            file.write(bytes("<a/>"));
            file.closeArchiveEntry();
        }
        write("a.7z", Arrays.copyOf(channel.array(), (int) channel.size()));
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("ENCRYPTED");
    }

    @Test
    void windowBeyondTheLimitIsRefused() throws IOException {
        context = context.with(Limits.DEFAULT.with("window", 1 << 20));
        ByteArrayOutputStream zst = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(zst)) {
            out.setLong(27);
            out.write(bytes("<a/>"));
        }
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        LZMA2Options options = new LZMA2Options();
        options.setDictSize(64 << 20);
        try (XZOutputStream out = new XZOutputStream(xz, options)) {
            out.write(bytes("<a/>"));
        }
        write("a.xml.zst", zst.toByteArray());
        write("b.xml.xz", xz.toByteArray());
        assertThat(read(plan(1))).isEmpty();
        assertThat(codes()).containsExactly("LIMIT_WINDOW", "LIMIT_WINDOW");
    }

    @Test
    void bombInsideAnArchiveIsRefusedAlone() throws IOException {
        byte[] bomb = gz(bytes("<a>" + " ".repeat(30 << 20) + "</a>"));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("bomb.xml.gz", bomb);
        entries.put("good.xml", bytes("<a/>"));
        write("a.zip", zipBytes(entries));
        write("b.tar.gz", gz(tar(entries)));
        write("c.7z", sevenZ(entries));
        assertThat(read(plan(1))).containsOnlyKeys("a.zip!/good.xml", "b.tar.gz!/good.xml", "c.7z!/good.xml");
        assertThat(codes()).containsExactly("RATIO", "RATIO", "RATIO");
        assertBalanced(6);
    }

    @Test
    void limitOfTheArchiveEndsItWithAllAroundIt() throws IOException {
        context = context.with(Limits.DEFAULT.with("archive", 100_000));
        byte[] inner = gz(tar(bytes(entries(300))));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("inner.tar.gz", inner);
        entries.put("after.xml", bytes("<a/>"));
        write("a.tar", tar(entries));
        read(plan(1));
        assertThat(codes()).contains("LIMIT_ARCHIVE");
        assertThat(context.ledger().balanced()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "7z", "tar.gz"})
    void damagedArchiveInsideIsOneRejectAndNeighboursAreRead(String form) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.xml", bytes("<a/>"));
        entries.put("inner." + form, bytes("this was an archive once"));
        entries.put("empty." + form, new byte[0]);
        entries.put("z.xml", bytes("<z/>"));
        write("a.zip", zipBytes(entries));
        write("b.tar", tar(entries));
        assertThat(read(plan(1))).hasSize(4);
        assertThat(context.ledger().rejects())
                .hasSize(4)
                .allSatisfy(r -> assertThat(r.source()).endsWith("." + form));
        assertBalanced(8);
    }

    @Test
    void cutInnerArchiveIsReadUpToTheCut() throws IOException {
        byte[] inner = zip(entries(10));
        write("a.tar", tar(Map.of("inner.zip", Arrays.copyOf(inner, inner.length - 40))));
        byte[] tar = tar(bytes(entries(10)));
        write("b.zip", zipBytes(Map.of("inner.tar", Arrays.copyOf(tar, 6 * RECORD))));
        assertThat(read(plan(1))).hasSize(13);
        assertThat(codes()).containsExactly("TRUNCATED", "TRUNCATED");
        assertBalanced(15);
    }

    /** Larger than what is held in memory: read twice if it is the input, from a temporary file if it is inside one. */
    @Test
    void largeArchivesAreVerifiedToo() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        byte[] text = new byte[700_000];
        Random random = new Random(3);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + (random.nextInt(40) == 0 ? random.nextInt(20) : 0));
        }
        text[0] = '<';
        for (int i = 0; i < 110; i++) {
            entries.put(i + ".xml", text);
        }
        byte[] good = gz(tar(entries));
        write("a.tar.gz", good);
        assertThat(countOf(110)).isEmpty();
        byte[] bad = good.clone();
        bad[bad.length - 7] ^= 1;
        write("a.tar.gz", bad);
        assertThat(countOf(0)).containsExactly("CRC");
        write("a.tar.gz", Arrays.copyOf(good, good.length - 4));
        assertThat(countOf(110)).containsExactly("TRUNCATED");
        Files.delete(folder.resolve("a.tar.gz"));
        List<Path> before = spools();
        write("b.zip", zipBytes(Map.of("in.tar.gz", good)));
        assertThat(countOf(110)).isEmpty();
        write("b.zip", zipBytes(Map.of("in.tar.gz", bad)));
        assertThat(countOf(0)).containsExactly("CRC");
        assertThat(spools()).isEqualTo(before);
    }

    private List<String> countOf(int documents) throws IOException {
        context = new TestTaskContext();
        int count = 0;
        for (var split : plan(1)) {
            try (var cursor = split.open(context)) {
                while (cursor.advance()) {
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(documents);
        return codes();
    }

    private static List<Path> spools() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    /** The library collects a long name in memory before it can be looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"L", "K", "x", "g"})
    void endlessTarHeaderIsRefusedWithoutBeingHeld(String kind) throws IOException {
        long length = 3L << 30;
        TarArchiveEntry header = new TarArchiveEntry("././@LongLink", (byte) kind.charAt(0));
        header.setSize(length);
        byte[] record = new byte[RECORD];
        header.writeEntryHeader(record);
        byte[] good = Arrays.copyOf(tar(Map.of("a.xml", bytes("<a/>"))), 2 * RECORD);
        Path file = write("a.tar", join(good, record, bytes("3000000000 path=")));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(good.length + RECORD + (20L << 20));
        }
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/a.xml");
        assertThat(codes()).containsExactly("UNSUPPORTED");
        assertBalanced(2);
    }

    @Test
    void cutSevenZipIsTruncated() throws IOException {
        byte[] whole = sevenZ(bytes(entries(20)));
        for (int length : new int[] {7, 20, 32, 33, whole.length / 2, whole.length - 1}) {
            context = new TestTaskContext();
            write("a.7z", Arrays.copyOf(whole, length));
            assertThat(read(plan(1))).as("length %d", length).isEmpty();
            assertThat(codes()).as("length %d", length).containsExactly("TRUNCATED");
            assertBalanced(1);
        }
    }

    /** A sparse file can be as large as its header says without being stored. */
    @Test
    void sparseEntryIsRefusedAlone() throws IOException {
        byte[] tar = tar(Map.of("a.xml", bytes("<a/>")));
        byte[] header = new byte[RECORD];
        TarArchiveEntry entry = new TarArchiveEntry("hole.xml", TarConstants.LF_GNUTYPE_SPARSE);
        entry.setSize(RECORD);
        entry.writeEntryHeader(header);
        byte[] magic = bytes("ustar  ");
        System.arraycopy(magic, 0, header, 257, magic.length);
        header[263] = ' ';
        header[264] = 0;
        System.arraycopy(bytes("00000000000"), 0, header, 386, 11);
        System.arraycopy(bytes("00000001000"), 0, header, 398, 11);
        System.arraycopy(bytes("77777777777"), 0, header, 410, 11);
        System.arraycopy(bytes("00000000000"), 0, header, 422, 11);
        System.arraycopy(bytes("77777777777"), 0, header, 483, 11);
        int sum = 0;
        Arrays.fill(header, 148, 156, (byte) ' ');
        for (byte b : header) {
            sum += b & 0xff;
        }
        System.arraycopy(bytes(String.format("%06o", sum)), 0, header, 148, 6);
        header[154] = 0;
        write("a.tar", join(header, new byte[RECORD], tar));
        assertThat(read(plan(1))).containsOnlyKeys("a.tar!/a.xml");
        assertThat(codes()).containsExactly("UNSUPPORTED");
        assertBalanced(2);
    }
}
