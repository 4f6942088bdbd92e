package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Reject;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaSink;
import io.xylem.testkit.Corpora;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlRows;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
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
        Mapping mapping = Mapping.fromYaml(corpus, profile.drafter().draft().yaml());

        Map<String, Integer> rescued = new TreeMap<>();
        Map<String, Map<String, Integer>> found;
        try (XmlRows rows = XmlRows.open(mapping, archive)) {
            found = LeafValues.ofRows(mapping, rows, rescued);
            assertThat(rows.unmapped()).isEmpty();
            assertThat(rows.rejects()).extracting(Reject::code).hasSize(sum(profile.rejects()));
        }
        assertThat(rescued).isEmpty();
        assertThat(found).hasSize(documents);
        Map<String, byte[]> entries = Corpora.entries(archive);
        for (Map.Entry<String, Map<String, Integer>> document : found.entrySet()) {
            byte[] bytes = entries.get(document.getKey().substring(corpus.length() + 2));
            assertThat(document.getValue())
                    .as(document.getKey())
                    .isEqualTo(LeafValues.ofDocument(document.getKey().endsWith(".gz") ? unzip(bytes) : bytes));
        }
    }

    private static int sum(Map<String, Long> rejects) {
        return (int) rejects.values().stream().mapToLong(n -> n).sum();
    }

    private static byte[] unzip(byte[] bytes) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"swim.zip", "transxchange.zip", "xrechnung.tar.gz", "quakeml-usgs.zip", "osm-testdata.zip"})
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
