package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaSink;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.XmlGenerator;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlRows;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.infer.PathProfile;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping inferred from documents takes everything that is in them. */
class InferenceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "swim.zip, 11",
        "aixm-donlon.zip, 263",
        "transxchange.zip, 40",
        "xrechnung.tar.gz, 157",
        "ccda.tar.gz, 257",
        "quakeml-usgs.zip, 4",
        "osm-testdata.zip, 157"
    })
    void everyValueOfTheDocumentsIsInTheTable(String corpus, int documents) throws Exception {
        Path archive = Corpora.corpus(corpus);
        Profile profile = profile(ArchiveSource.of(archive));
        assertThat(profile.documents()).isEqualTo(documents);
        Map<String, byte[]> entries = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : Corpora.entries(archive).entrySet()) {
            boolean gzip = entry.getKey().endsWith(".gz");
            entries.put(corpus + "!/" + entry.getKey(), gzip ? unzip(entry.getValue()) : entry.getValue());
        }
        Mapping mapping = Mapping.fromYaml(corpus, profile.drafter().draft().yaml());
        compare(mapping, archive, sum(profile.rejects()), documents, entries);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueOfRandomDocumentsIsInTheTable(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            Path documents = Files.createDirectories(folder.resolve("run" + i));
            XmlGenerator generator = new XmlGenerator(random.nextLong()).size(1 + random.nextInt(6), 4);
            Map<String, byte[]> entries = new TreeMap<>(Map.of("good.xml", generator.next()));
            for (int n = random.nextInt(8); n > 0; n--) {
                byte[] document = generator.next();
                entries.put(n + ".xml", random.nextInt(4) == 0 ? generator.damage(document) : document);
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                Files.write(documents.resolve(entry.getKey()), entry.getValue());
            }
            Profile profile = profile(ArchiveSource.of(documents));
            String about = "seed " + seed + "." + i;
            Mapping mapping = Mapping.fromYaml(about, profile.drafter().draft().yaml());
            compare(mapping, documents, sum(profile.rejects()), (int) profile.documents(), entries);
            for (int n = 0; n < 4; n++) {
                checkRecordInside(about, profile, documents, random);
            }
        }
    }

    /** Nothing inside of a record is left out, whichever it is, and no scalar is met twice. */
    private static void checkRecordInside(String about, Profile profile, Path documents, Random random)
            throws IOException {
        PathProfile record = profile.roots().get(random.nextInt(profile.roots().size()));
        while (random.nextInt(3) > 0) {
            List<PathProfile> inside =
                    record.children().stream().filter(p -> !p.attribute()).toList();
            if (inside.isEmpty()) {
                break;
            }
            record = inside.get(random.nextInt(inside.size()));
        }
        Mapping mapping = profile.drafter(record.path()).draft().mapping();
        Set<String> columns = new HashSet<>();
        mapping.schema().levels().forEach(level -> level.columns().forEach(c -> columns.add(c.path())));
        long records = 0;
        try (XmlRows rows = XmlRows.open(mapping, documents)) {
            while (rows.next()) {
                records += rows.row() == 0 ? 1 : 0;
                assertThat(rows.rescued().keySet())
                        .as(about + mapping.toYaml())
                        .doesNotContainAnyElementsOf(columns)
                        .noneMatch(path -> path.startsWith(mapping.record().path() + "/"));
            }
            assertThat(rows.rejects()).as(about).hasSize(sum(profile.rejects()));
        }
        assertThat(records).as(about + record).isEqualTo(record.count());
    }

    private static void compare(Mapping mapping, Path input, int rejects, int documents, Map<String, byte[]> entries)
            throws Exception {
        Map<String, Integer> rescued = new TreeMap<>();
        Map<String, Map<String, Integer>> found;
        try (XmlRows rows = XmlRows.open(mapping, input)) {
            found = LeafValues.ofRows(mapping, rows, rescued);
            assertThat(rows.unmapped()).isEmpty();
            assertThat(rows.rejects()).hasSize(rejects);
        }
        assertThat(rescued).isEmpty();
        assertThat(found).hasSize(documents);
        for (Map.Entry<String, Map<String, Integer>> document : found.entrySet()) {
            assertThat(document.getValue())
                    .as(mapping.toYaml() + document.getKey())
                    .isEqualTo(LeafValues.ofDocument(entries.get(document.getKey())));
        }
    }

    private static int sum(Map<String, Long> rejects) {
        return (int) rejects.values().stream().mapToLong(n -> n).sum();
    }

    private static byte[] unzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return bytes;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swim.zip", "transxchange.zip", "xrechnung.tar.gz", "quakeml-usgs.zip", "osm-testdata.zip"})
    void everyValueFitsTheTypeOfItsColumn(String corpus) {
        ArchiveSource source = ArchiveSource.of(Corpora.corpus(corpus));
        Mapping mapping = profile(source).drafter().draft().mapping();
        Path table = folder.resolve("table");
        RunReport report = Ingest.run(
                source,
                mapping,
                DeltaSink.table(table).build(),
                table,
                RunOptions.builder().abortRejects(100).build());
        assertThat(report.values()).isEmpty();
        assertThat(report.unmapped()).isEmpty();
        assertThat(report.documents().tabled()).isEqualTo(profile(source).documents());
    }

    private static Profile profile(ArchiveSource source) {
        try {
            return DocumentProfiler.of(source).doctype(Doctype.INTERNAL).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
