package io.xylem.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

final class FlightMessagesTest {
    static final String FLIGHT = "urn:example:flight:1";
    private static final String GEO = "urn:example:geo:1";
    private static final int SAMPLE = 2_000;
    private static final DocumentBuilder BUILDER = builder();

    @TempDir
    private Path folder;

    static FlightMessages messages(long seed, int documents, int archives, int broken) {
        return new FlightMessages(seed, documents, archives, broken, ArchiveForm.ZIP, 3);
    }

    static Document parse(byte[] document) throws SAXException {
        try {
            return BUILDER.parse(new ByteArrayInputStream(document));
        } catch (IOException e) {
            throw new SAXException(e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static NodeList all(Node in, String uri, String name) {
        return in instanceof Document document
                ? document.getElementsByTagNameNS(uri, name)
                : ((Element) in).getElementsByTagNameNS(uri, name);
    }

    private static int depth(Node node) {
        int deepest = 0;
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            deepest = Math.max(deepest, depth(child));
        }
        return deepest + (node.getNodeType() == Node.ELEMENT_NODE ? 1 : 0);
    }

    private static int rows(Document document) {
        int rows = all(document, FLIGHT, "position").getLength();
        NodeList waypoints = all(document, FLIGHT, "waypoint");
        for (int i = 0; i < waypoints.getLength(); i++) {
            rows += Math.max(1, all(waypoints.item(i), FLIGHT, "constraint").getLength());
        }
        return Math.max(1, rows);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, -7})
    void documentsAreWellFormedDeepAndOfTheIntendedSize(long seed) throws SAXException {
        FlightMessages messages = messages(seed, SAMPLE, 3, 0);
        long bytes = 0;
        long rows = 0;
        int deepest = 0;
        for (int i = 0; i < SAMPLE; i++) {
            byte[] content = messages.document(i);
            Document document = parse(content);
            assertThat(all(document, FLIGHT, "flight").getLength()).isEqualTo(1);
            bytes += content.length;
            rows += rows(document);
            deepest = Math.max(deepest, depth(document));
        }
        assertThat(bytes / (double) SAMPLE).isBetween(3_700.0, 4_100.0);
        assertThat(rows / (double) SAMPLE).isBetween(5.8, 6.2);
        assertThat(deepest).isGreaterThanOrEqualTo(9);
    }

    @Test
    void documentsUseWhatRealOnesUse() {
        StringBuilder all = new StringBuilder();
        FlightMessages messages = messages(1, SAMPLE, 3, 0);
        for (int i = 0; i < SAMPLE; i++) {
            all.append(new String(messages.document(i), StandardCharsets.UTF_8));
        }
        assertThat(all)
                .contains(
                        "<![CDATA[",
                        "&amp;",
                        "&#8212;",
                        "<!-- ",
                        "xsi:nil=\"true\"",
                        "É",
                        "<m:extra>",
                        "+09:00",
                        "-05:00")
                .contains("<f:constraint ", "<f:codeShares>", "status=\"CANCELLED\"", "status=\"PLANNED\"");
    }

    @Test
    void positionsAreOnEarth() throws SAXException {
        FlightMessages messages = messages(5, 1_000, 1, 0);
        for (int i = 0; i < 1_000; i++) {
            Document document = parse(messages.document(i));
            NodeList positions = all(document, GEO, "pos");
            for (int p = 0; p < positions.getLength(); p++) {
                Node position = positions.item(p);
                assertThat(Double.parseDouble(all(position, GEO, "lat").item(0).getTextContent()))
                        .isBetween(-90.0, 90.0);
                assertThat(Double.parseDouble(all(position, GEO, "lon").item(0).getTextContent()))
                        .isBetween(-180.0, 180.0);
            }
            NodeList angles = all(document, GEO, "dms");
            for (int a = 0; a < angles.getLength(); a++) {
                assertThat(all(angles.item(a), GEO, "lat").item(0).getTextContent())
                        .matches("[0-8]\\d[0-5]\\d[0-5]\\d[NS]");
                assertThat(all(angles.item(a), GEO, "lon").item(0).getTextContent())
                        .matches("[01]\\d\\d[0-5]\\d[0-5]\\d[EW]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveForm.class)
    void sameSettingsGiveSameBytesOnAnyNumberOfThreads(ArchiveForm form) throws IOException {
        FlightMessages messages = new FlightMessages(3, 700, 3, 50, form, 3);
        List<Path> once = messages.write(folder.resolve("once"), 1);
        List<Path> again = messages.write(folder.resolve("again"), 3);
        assertThat(once).hasSize(3);
        for (int i = 0; i < once.size(); i++) {
            assertThat(once.get(i).getFileName()).hasToString("day-0000" + i + form.suffix());
            assertThat(Files.mismatch(once.get(i), again.get(i))).isEqualTo(-1);
        }
        try (var files = Files.list(folder.resolve("once"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void anotherSeedGivesOtherDocuments() {
        assertThat(messages(1, 10, 1, 0).document(4))
                .isNotEqualTo(messages(2, 10, 1, 0).document(4));
    }

    @Test
    void archivesHoldAllDocumentsInOrder() throws IOException {
        FlightMessages zip = new FlightMessages(9, 101, 4, 7, ArchiveForm.ZIP, 1);
        FlightMessages tar = new FlightMessages(9, 101, 4, 7, ArchiveForm.TAR_GZ, 1);
        List<String> names = new ArrayList<>();
        for (Path file : zip.write(folder, 2)) {
            try (ZipFile archive = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(archive.entries())) {
                    assertThat(archive.getInputStream(entry).readAllBytes()).isEqualTo(zip.document(names.size()));
                    names.add(entry.getName());
                }
            }
        }
        assertThat(names).hasSize(101).startsWith("msg-000000.xml").endsWith("msg-000100.xml");
        List<String> tarNames = new ArrayList<>();
        for (Path file : tar.write(folder, 2)) {
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
                    TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(stream))) {
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    assertThat(archive.readAllBytes()).isEqualTo(zip.document(tarNames.size()));
                    tarNames.add(entry.getName());
                }
            }
        }
        assertThat(tarNames).isEqualTo(names);
    }

    @Test
    void damagesEveryKthDocumentAndNoOther() throws SAXException {
        int documents = 400;
        FlightMessages sound = messages(1, documents, 2, 0);
        FlightMessages broken = messages(1, documents, 2, 5);
        List<Damage> seen = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            byte[] content = broken.document(i);
            if ((i + 1) % 5 != 0) {
                assertThat(broken.damage(i)).isEmpty();
                assertThat(content).isEqualTo(sound.document(i));
                continue;
            }
            Damage damage = broken.damage(i).orElseThrow();
            seen.add(damage);
            assertThat(content).isNotEqualTo(sound.document(i));
            switch (damage) {
                case CUT, BARE_AMPERSAND, WRONG_END_TAG ->
                    assertThatThrownBy(() -> parse(content))
                            .as("%d: %s", i, damage)
                            .isInstanceOf(SAXException.class);
                case LATIN_1 ->
                    assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)))
                            .isInstanceOf(CharacterCodingException.class);
                case WITHOUT_IDENTIFIER -> {
                    Element flight =
                            (Element) all(parse(content), FLIGHT, "flight").item(0);
                    assertThat(flight.hasAttribute("gufi")).isFalse();
                    assertThat(flight.hasAttribute("status")).isTrue();
                }
                case BAD_LATITUDE ->
                    assertThat(all(parse(content), GEO, "lat").item(0).getTextContent())
                            .isEqualTo("north");
            }
        }
        assertThat(seen).hasSize(documents / 5).contains(Damage.values());
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatThrownBy(() -> messages(1, 10, 0, 0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> messages(1, -1, 1, 0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> messages(1, 1, 1, -1)).isInstanceOf(UsageException.class);
    }

    @Test
    void moreArchivesThanDocumentsLeavesSomeEmpty() throws IOException {
        List<Path> files = messages(1, 2, 4, 0).write(folder, 1);
        int entries = 0;
        for (Path file : files) {
            try (ZipFile archive = new ZipFile(file.toFile())) {
                entries += archive.size();
            }
        }
        assertThat(files).hasSize(4);
        assertThat(entries).isEqualTo(2);
    }

    @Test
    void commandWritesWhatItsOptionsSay() throws IOException {
        String target = folder.resolve("deep/er").toString();
        int status = FlightMessagesCommand.commandLine()
                .execute(
                        "--documents",
                        "20",
                        "--archives",
                        "2",
                        "--seed",
                        "4",
                        "--broken",
                        "10",
                        "--format",
                        "tar.gz",
                        target);
        assertThat(status).isZero();
        List<Path> expected = new FlightMessages(4, 20, 2, 10, ArchiveForm.TAR_GZ, 3).write(folder, 1);
        for (Path file : expected) {
            assertThat(Files.mismatch(file, Path.of(target).resolve(file.getFileName())))
                    .isEqualTo(-1);
        }
        assertThat(FlightMessagesCommand.commandLine().execute("--archives", "0", target))
                .isEqualTo(2);
        assertThat(FlightMessagesCommand.commandLine().execute("--format", "rar", target))
                .isEqualTo(2);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(FlightMessagesCommand.commandLine()
                        .execute("--documents", "1", file.resolve("x").toString()))
                .isEqualTo(3);
    }
}
