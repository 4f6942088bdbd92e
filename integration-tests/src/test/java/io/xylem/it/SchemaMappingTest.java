package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaSink;
import io.xylem.testkit.Corpora;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlRows;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.xsd.XsdMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** Mappings of large public schemas, over all documents that the JDK finds valid against them. */
class SchemaMappingTest {
    @TempDir
    private static Path folder;

    private static final Map<Standard, Path> DOCUMENTS = new HashMap<>();

    enum Standard {
        AIXM("aixm-donlon.zip", "aero/aixm/5.1.1/message/AIXM_BasicMessage.xsd", "AIXMBasicMessage", 113),
        UBL("xrechnung.tar.gz", "ubl25/maindoc/UBL-Invoice-2.5.xsd", "Invoice", 45),
        CII("xrechnung.tar.gz", "cii-d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd", "CrossIndustryInvoice", 41);

        final String corpus;
        final String schema;
        final String root;
        final int documents;

        Standard(String corpus, String schema, String root, int documents) {
            this.corpus = corpus;
            this.schema = schema;
            this.root = root;
            this.documents = documents;
        }

        Path schemas() {
            return folder.resolve(corpus + ".schemas");
        }

        XsdMapping mapping() {
            return XsdMapping.from(schemas().resolve(schema))
                    .catalogue(schemas())
                    .root(root);
        }
    }

    @ParameterizedTest
    @CsvSource({"AIXM, 1000", "AIXM, 3000", "UBL, 1000", "UBL, 6000", "CII, 1000", "CII, 6000"})
    void everyValueOfValidDocumentsIsInTheTable(Standard standard, int columns) throws Exception {
        Path documents = documents(standard);
        Draft draft = standard.mapping().columns(columns).draft();
        assertThat(draft.mapping().levels().stream()
                                .mapToInt(level -> 1 + level.columns().size())
                                .sum()
                        - 1)
                .isBetween(columns / 2, columns);
        check(draft, documents, standard.documents);
    }

    @ParameterizedTest
    @EnumSource
    void everyValueIsInTheTableOfWhatTheDocumentsHave(Standard standard) throws Exception {
        Path documents = documents(standard);
        Draft whole = standard.mapping().columns(6000).draft();
        Draft draft = standard.mapping()
                .columns(6000)
                .documents(DocumentProfiler.of(ArchiveSource.of(documents)).run())
                .draft();
        assertThat(kept(draft)).isLessThan(kept(whole) / 2);
        check(draft, documents, standard.documents);
    }

    /** How many columns keep source. */
    private static long kept(Draft draft) {
        return draft.mapping().levels().stream()
                .flatMap(level -> level.columns().stream())
                .filter(Column::xml)
                .count();
    }

    private static void check(Draft draft, Path documents, int count) throws Exception {
        Mapping mapping = Mapping.fromYaml("draft", draft.yaml());
        assertThat(mapping).isEqualTo(draft.mapping());
        Map<String, Integer> rescued = new TreeMap<>();
        try (XmlRows rows = XmlRows.open(mapping, documents)) {
            Map<String, Map<String, Integer>> found = LeafValues.ofRows(mapping, rows, rescued);
            assertThat(rows.rejects()).isEmpty();
            assertThat(rows.unmapped()).isEmpty();
            assertThat(rescued).isEmpty();
            assertThat(found).hasSize(count);
            for (Map.Entry<String, Map<String, Integer>> document : found.entrySet()) {
                byte[] bytes = Files.readAllBytes(documents.resolve(document.getKey()));
                assertThat(document.getValue()).as(document.getKey()).isEqualTo(LeafValues.ofDocument(bytes));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyValueFitsTheTypeOfItsColumn(Standard standard) throws Exception {
        Path documents = documents(standard);
        Path table = folder.resolve(standard + ".table");
        RunReport report = Ingest.run(
                ArchiveSource.of(documents),
                standard.mapping().draft().mapping(),
                DeltaSink.table(table).build(),
                table,
                RunOptions.DEFAULT);
        assertThat(report.values()).isEmpty();
        assertThat(report.unmapped()).isEmpty();
        assertThat(report.documents().tabled()).isEqualTo(standard.documents);
    }

    @Test
    void recordsOfALargeSchema() throws Exception {
        documents(Standard.AIXM);
        Draft draft = Standard.AIXM.mapping().record("//aixm:RunwayTimeSlice").draft();
        assertThat(draft.mapping().record().path())
                .hasToString(
                        "/message:AIXMBasicMessage/message:hasMember/aixm:Runway/aixm:timeSlice/aixm:RunwayTimeSlice");
        assertThat(draft.mapping().record().columns())
                .extracting(column -> column.path() + " " + column.type())
                .contains("aixm:designator STRING", "aixm:designator/@nilReason STRING", "aixm:sequenceNumber LONG");
    }

    /** A folder with the valid documents of a corpus. */
    private static synchronized Path documents(Standard standard) throws Exception {
        Path archive = Corpora.corpus(standard.corpus);
        Path documents = DOCUMENTS.get(standard);
        if (documents == null) {
            Map<String, byte[]> entries = Corpora.entries(archive);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (entry.getKey().startsWith("xsd/")) {
                    write(standard.schemas().resolve(entry.getKey().substring("xsd/".length())), entry.getValue());
                }
            }
            documents = folder.resolve(standard + ".documents");
            Validator validator = validator(standard);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (entry.getKey().endsWith(".xml") && valid(validator, entry.getValue())) {
                    write(documents.resolve(entry.getKey()), entry.getValue());
                }
            }
            DOCUMENTS.put(standard, documents);
        }
        return documents;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static boolean valid(Validator validator, byte[] document) throws IOException {
        try {
            validator.validate(new StreamSource(new ByteArrayInputStream(document)));
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    /** The JDK's own. */
    private static Validator validator(Standard standard) throws Exception {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        DOMImplementationLS inputs = (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .getDOMImplementation()
                .getFeature("LS", "3.0");
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            if (systemId == null || !systemId.startsWith("http://")) {
                return null;
            }
            String place = systemId.substring("http://".length()).replace("www.w3.org", "org/w3c");
            LSInput input = inputs.createLSInput();
            input.setSystemId(standard.schemas().resolve(place).toUri().toString());
            return input;
        });
        return factory.newSchema(standard.schemas().resolve(standard.schema).toFile())
                .newValidator();
    }
}
