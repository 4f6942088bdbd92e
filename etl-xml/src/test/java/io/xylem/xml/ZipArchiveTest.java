package io.xylem.xml;

import static io.xylem.xml.Archives.ZIP_HEADER;
import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.bz2;
import static io.xylem.xml.Archives.compress;
import static io.xylem.xml.Archives.entries;
import static io.xylem.xml.Archives.find;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.join;
import static io.xylem.xml.Archives.tar;
import static io.xylem.xml.Archives.xz;
import static io.xylem.xml.Archives.zip;
import static io.xylem.xml.Archives.zipBytes;
import static io.xylem.xml.Archives.zst;
import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Split;
import io.xylem.testkit.TestTaskContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Zip files, whole and damaged. */
class ZipArchiveTest extends ArchiveReading {
    private static final int END_SIZE = 22;

    /** Random zip files, read in splits of random weight, against the JDK. */
    @Test
    void readsWhatTheJdkReadsInTheOrderOfTheDirectory() throws IOException {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Path file = write("a.zip", randomZip(random));
            Map<String, String> expected = new LinkedHashMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    if (!entry.isDirectory()) {
                        String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                        expected.put("a.zip!/" + entry.getName(), text);
                    }
                }
            }
            for (long weight : new long[] {Long.MAX_VALUE, 1, 1 + random.nextInt(300_000)}) {
                context = new TestTaskContext();
                assertThat(new ArrayList<>(read(plan(weight)).entrySet()))
                        .as("seed %d round %d weight %d", seed, round, weight)
                        .isEqualTo(new ArrayList<>(expected.entrySet()));
                assertThat(codes()).isEmpty();
            }
        }
    }

    private static byte[] randomZip(Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            int count = random.nextInt(30);
            for (int i = 0; i < count; i++) {
                if (random.nextInt(5) == 0) {
                    zip.putNextEntry(new ZipEntry("folder" + i + "/"));
                    continue;
                }
                byte[] content = content(random);
                ZipEntry entry = new ZipEntry((random.nextBoolean() ? "dïr/" : "") + i + ".xml");
                if (random.nextInt(3) == 0) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                entry.setExtra(random.nextInt(4) == 0 ? new byte[] {9, 9, 2, 0, 1, 2} : null);
                zip.putNextEntry(entry);
                zip.write(content);
            }
            zip.setComment(random.nextBoolean() ? "PK\5\6".repeat(random.nextInt(20)) : null);
        }
        return out.toByteArray();
    }

    private static byte[] content(Random random) {
        int length = random.nextInt(10) == 0 ? 200_000 + random.nextInt(400_000) : random.nextInt(5000);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ('a' + random.nextInt(random.nextInt(50) == 0 ? 26 : 2));
        }
        return content;
    }

    @Test
    void ordinalsCountEntriesOfTheOutermostArchiveHoweverItIsSplit() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("folder/", new byte[0]);
        entries.put("folder/0.xml", bytes("<a/>"));
        entries.put("1.zip", zip(entries(3)));
        entries.put("folder2/", new byte[0]);
        entries.put("2.txt", bytes("no document"));
        entries.put("3.xml", bytes("<b/>"));
        write("a.zip", zipBytes(entries));
        List<String> expected = List.of(
                "0 a.zip!/folder/0.xml",
                "1 a.zip!/1.zip!/e0.xml",
                "1 a.zip!/1.zip!/e1.xml",
                "1 a.zip!/1.zip!/e2.xml",
                "3 a.zip!/3.xml");
        for (long weight : new long[] {1, 50, 200, 1 << 20}) {
            List<String> found = new ArrayList<>();
            for (Split<Document> split : plan(weight)) {
                try (Cursor<Document> cursor = split.open(context)) {
                    while (cursor.advance()) {
                        found.add(cursor.current().ordinal() + " "
                                + cursor.current().source());
                    }
                }
            }
            assertThat(found).as("weight %d", weight).isEqualTo(expected);
        }
    }

    @Test
    void readsMoreEntriesThanTheOldFormatCounts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (int i = 0; i < 66_000; i++) {
                zip.putNextEntry(new ZipEntry(i + ".xml"));
                zip.write('<');
            }
        }
        write("a.zip", out.toByteArray());
        assertThat(read(plan(10_000))).hasSize(66_000);
        assertBalanced(66_000);
    }

    @Test
    void emptyArchiveHoldsNothing() throws IOException {
        write("a.zip", zip(Map.of()));
        assertThat(plan(1))
                .singleElement()
                .satisfies(split -> assertThat(split.id()).isEqualTo("a.zip"));
        assertThat(read(plan(1))).isEmpty();
        assertBalanced(0);
    }

    @Test
    void readsAnArchiveWithAProgramBeforeIt() throws IOException {
        write("a.zip", join(bytes("#!/bin/sh\nexec unzip $0\n"), zip(entries(20))));
        assertThat(read(plan(100))).hasSize(20);
        assertThat(codes()).isEmpty();
    }

    @Test
    void readsNamesOfAllKinds() throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.setEncoding("IBM437");
            zip.setUseLanguageEncodingFlag(false);
            put(zip, "é.xml");
            zip.setCreateUnicodeExtraFields(UnicodeExtraFieldPolicy.ALWAYS);
            put(zip, "漢.xml");
        }
        write("a.zip", Arrays.copyOf(channel.array(), (int) channel.size()));
        assertThat(read(plan(1))).containsOnlyKeys("a.zip!/é.xml", "a.zip!/漢.xml");
    }

    private static void put(ZipArchiveOutputStream zip, String name) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(bytes("<a/>"));
        zip.closeArchiveEntry();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 70_000, 3_000_000})
    void trailingDataIsOneRejectHoweverMuchItIsAndHoweverTheArchiveIsSplit(int length) throws IOException {
        byte[] garbage = new byte[length];
        new Random(length).nextBytes(garbage);
        write("a.zip", join(zip(entries(50)), garbage));
        assertThat(read(plan(100))).hasSize(50);
        assertThat(codes()).containsExactly("TRAILING_DATA");
        assertThat(context.ledger().rejects().get(0).source()).isEqualTo("a.zip");
        assertBalanced(51);
    }

    @Test
    void endRecordThatCountsWronglyCostsNoEntry() throws IOException {
        byte[] zip = zip(entries(5));
        zip[zip.length - END_SIZE + 10] = 3;
        write("a.zip", zip);
        assertThat(read(plan(1))).hasSize(5);
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(6);
    }

    @Test
    void zipInsideACutZipIsNotTakenForIt() throws IOException {
        Map<String, byte[]> outer = new LinkedHashMap<>(Archives.bytes(entries(3)));
        outer.put("inner.zip", zip(entries(2)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : outer.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(entry.getValue());
            }
        }
        byte[] cut = Arrays.copyOf(out.toByteArray(), directory(out.toByteArray()));
        write("a.zip", cut);
        assertThat(read(plan(1)).keySet())
                .containsExactly(
                        "a.zip!/e0.xml",
                        "a.zip!/e1.xml",
                        "a.zip!/e2.xml",
                        "a.zip!/inner.zip!/e0.xml",
                        "a.zip!/inner.zip!/e1.xml");
        assertThat(codes()).containsExactly("TRUNCATED");
    }

    @Test
    void oneWrongSizeCostsOneEntry() throws IOException {
        for (int field : new int[] {20, 24}) {
            byte[] zip = zip(entries(6));
            int header = find(zip, ZIP_HEADER, find(zip, ZIP_HEADER, 0) + 4);
            zip[header + field] ^= 0x40;
            context = new TestTaskContext();
            write("a.zip", zip);
            assertThat(read(plan(50))).as("field %d", field).hasSize(5).doesNotContainKey("a.zip!/e1.xml");
            assertThat(codes()).hasSize(1).isSubsetOf("OVERLAP", "CRC");
            assertBalanced(6);
        }
    }

    @Test
    void entryThatIsLargerThanItsHeaderSaysIsRefused() throws IOException {
        byte[] zip = zip(Map.of("a.xml", "<a>" + "x".repeat(900_000) + "</a>"));
        int header = find(zip, ZIP_HEADER, 0);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(header + 24, 10);
        write("a.zip", zip);
        assertThat(read(plan(50))).isEmpty();
        assertThat(codes()).containsExactly("CRC");
    }

    @Test
    void entriesThatShareOneKernelAreRefusedButForTheLast() throws IOException {
        byte[] zip = zip(entries(4));
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int last = directory(zip);
        int header = last;
        for (int i = 0; i < 3; i++) {
            bytes.putInt(header + 20, last - bytes.getInt(header + 42) - 40); // up to the directory
            header = find(zip, ZIP_HEADER, header + 4);
        }
        write("a.zip", zip);
        assertThat(read(plan(1))).containsOnlyKeys("a.zip!/e3.xml");
        assertThat(codes()).containsExactly("OVERLAP", "OVERLAP", "OVERLAP");
        assertBalanced(4);
    }

    private static int directory(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - END_SIZE + 16);
    }

    @Test
    void damagedDirectoryIsOneRejectAndEntriesAreRead() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(Archives.bytes(entries(5)));
        entries.put("inner.zip", zip(entries(2)));
        entries.put("z.xml.gz", gz(bytes("<z/>")));
        byte[] zip = zipBytes(entries);
        zip[find(zip, ZIP_HEADER, directory(zip) + 4)] = 'X';
        write("a.zip", zip);
        assertThat(read(plan(1))).hasSize(8).containsKeys("a.zip!/inner.zip!/e1.xml", "a.zip!/z.xml.gz");
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(9);
    }

    @Test
    void limitOfEntriesEndsTheArchiveOnce() throws IOException {
        context = context.with(Limits.DEFAULT.with("entries", 30));
        write("a.zip", zip(entries(50)));
        assertThat(read(plan(100))).hasSize(30);
        assertThat(codes()).containsExactly("LIMIT_ENTRIES");
        assertBalanced(31);
    }

    @Test
    void limitOfTheArchiveEndsItOnce() throws IOException {
        context = context.with(Limits.DEFAULT.with("archive", 500));
        write("a.zip", zip(entries(50)));
        Map<String, String> read = read(plan(100));
        assertThat(read.size()).isBetween(10, 25);
        assertThat(codes()).containsExactly("LIMIT_ARCHIVE");
        assertBalanced(read.size() + 1);
    }

    /** Behind an entry without a directory stands its check sum, which must have been compared before it is a document. */
    @Test
    void flippedBitIsACrcRejectEvenIfTheDirectoryIsLost() throws IOException {
        byte[] zip = uncompressed("a", "b", "c");
        byte[] lost = Arrays.copyOf(zip, find(zip, ZIP_HEADER, 0));
        for (String bad : List.of("a", "b", "c")) {
            byte[] damaged = lost.clone();
            damaged[new String(damaged, StandardCharsets.ISO_8859_1).indexOf(bad.repeat(3))] = 'x';
            context = new TestTaskContext();
            write("a.zip", damaged);
            assertThat(read(plan(1)))
                    .hasSize(2)
                    .doesNotContainKey("a.zip!/" + bad + ".xml")
                    .allSatisfy((name, text) -> assertThat(text).doesNotContain("x"));
            assertThat(codes()).containsExactly("TRUNCATED", "CRC");
            assertBalanced(4);
        }
    }

    @Test
    void damageNeverCorruptsADocumentEvenIfTheDirectoryIsLost() throws IOException {
        long seed = 20261128;
        Random random = new Random(seed);
        Map<String, String> entries = entries(12);
        byte[] zip = zip(entries);
        byte[] lost = Arrays.copyOf(zip, find(zip, ZIP_HEADER, 0));
        for (int round = 0; round < 200; round++) {
            byte[] damaged = Arrays.copyOf(lost, lost.length - random.nextInt(20));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            context = new TestTaskContext();
            write("a.zip", damaged);
            Map<String, String> read = read(plan(1));
            assertThat(entries.values()).as("seed %d round %d", seed, round).containsAll(read.values());
            assertThat(codes()).isNotEmpty();
            assertBalanced(read.size() + context.ledger().documents().skipped() + codes().size());
        }
    }

    @Test
    void entryWhoseCheckSumIsCutOffIsNoDocument() throws IOException {
        byte[] zip = uncompressed("a", "b");
        int descriptor = find(zip, 0x08074b50, find(zip, 0x08074b50, 0) + 4);
        write("a.zip", Arrays.copyOf(zip, descriptor + 7));
        assertThat(read(plan(1))).containsOnlyKeys("a.zip!/a.xml");
        assertThat(codes()).containsExactly("TRUNCATED", "TRUNCATED");
        assertBalanced(3);
    }

    private static byte[] uncompressed(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(0);
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name + ".xml"));
                out.write(bytes("<r>" + name.repeat(3) + "</r>"));
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 14, 93, 95, 97})
    void rareMethodsAreReadAndUnknownOnesRefusedAlone(int method) throws IOException {
        byte[] text = bytes("<a>" + "some text ".repeat(20_000) + "</a>");
        byte[] packed = packed(method, text);
        CRC32 crc = new CRC32();
        crc.update(text);
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("rare.xml");
            entry.setMethod(method);
            entry.setSize(text.length);
            entry.setCompressedSize(packed.length);
            entry.setCrc(crc.getValue());
            zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
            put(zip, "plain.xml");
        }
        byte[] zip = Arrays.copyOf(channel.array(), (int) channel.size());
        write("a.zip", zip);
        Map<String, String> read = read(plan(1));
        assertThat(read).containsKey("a.zip!/plain.xml");
        if (method == 97) {
            assertThat(codes()).containsExactly("UNSUPPORTED");
        } else {
            assertThat(read.get("a.zip!/rare.xml")).isEqualTo(new String(text, StandardCharsets.UTF_8));
            context = new TestTaskContext();
            zip[30 + "rare.xml".length() + packed.length / 2] ^= 16;
            write("a.zip", zip);
            assertThat(read(plan(1)).keySet()).containsExactly("a.zip!/plain.xml");
        }
        assertThat(codes()).hasSize(1);
        assertBalanced(2);
    }

    private static byte[] packed(int method, byte[] text) throws IOException {
        return switch (method) {
            case 9 -> // without matches, deflate and deflate64 are the same
                compress(text, out -> {
                    Deflater deflater = new Deflater(9, true);
                    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
                    return new DeflaterOutputStream(out, deflater);
                });
            case 12 -> bz2(text);
            case 14 -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                LZMA2Options options = new LZMA2Options(6);
                byte[] body = compress(text, to -> new LZMAOutputStream(to, options, false));
                out.writeBytes(new byte[] {
                    9, 20, 5, 0, (byte) ((options.getPb() * 5 + options.getLp()) * 9 + options.getLc())
                });
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(options.getDictSize())
                        .array());
                out.writeBytes(body);
                yield out.toByteArray();
            }
            case 93 -> zst(text);
            case 95 -> xz(text);
            default -> text;
        };
    }

    /** Programs that write names in UTF-8 without saying so are more common than those that write code page 437. */
    @Test
    void nameThatDoesNotSayItsEncodingIsReadAsUtf8IfItCanBe() throws IOException {
        for (String encoding : List.of("UTF-8", "IBM437")) {
            SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
                zip.setUseLanguageEncodingFlag(false);
                zip.setEncoding(encoding);
                put(zip, "üé.xml");
            }
            byte[] zip = Arrays.copyOf(channel.array(), (int) channel.size());
            byte[] lost = Arrays.copyOf(zip, find(zip, ZIP_HEADER, 0));
            for (byte[] bytes : List.of(zip, lost)) {
                write("a.zip", bytes);
                assertThat(read(plan(1))).as(encoding).containsOnlyKeys("a.zip!/üé.xml");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"archive, 3000", "archive, 8000", "entries, 7", "entries, 12"})
    void limitsOfTheArchiveDoNotDependOnSplits(String limit, long value) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(Archives.bytes(entries(4)));
        entries.put("inner.zip", zip(entries(5)));
        entries.put("bomb.tar.gz", gz(tar(Archives.bytes(entries(9)))));
        entries.put("x.xml", bytes("<x/>"));
        entries.put("large.xml", bytes("<a>" + "x".repeat(5000) + "</a>"));
        entries.put("z.xml", bytes("<z/>"));
        write("a.zip", zipBytes(entries));
        Map<String, String> whole = null;
        List<String> rejects = List.of();
        for (long weight : new long[] {Long.MAX_VALUE, 1, 100, 1000, 10_000}) {
            context = new TestTaskContext().with(Limits.DEFAULT.with(limit, value));
            Map<String, String> read = read(plan(weight));
            List<String> refused = context.ledger().rejects().stream()
                    .map(r -> r.code() + " " + r.source())
                    .toList();
            assertThat(context.ledger().balanced()).isTrue();
            assertThat(refused).isNotEmpty().allMatch(r -> r.startsWith("LIMIT_"));
            if (whole == null) {
                whole = read;
                rejects = refused;
            }
            assertThat(read).as("weight %d", weight).isEqualTo(whole).isNotEmpty();
            assertThat(refused).as("weight %d", weight).isEqualTo(rejects);
        }
    }
}
