package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.testkit.Corpora;
import io.xylem.xml.XmlRows;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.xsd.XsdMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** Mappings of large public schemas, over documents that are valid against them. */
class SchemaMappingTest {
    private static final String AIXM = "aero/aixm/5.1.1/message/AIXM_BasicMessage.xsd";
    private static final String UBL = "ubl25/maindoc/UBL-Invoice-2.5.xsd";
    private static final String CII = "cii-d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "aixm-donlon.zip, " + AIXM + ", AIXMBasicMessage, 113, 1000",
        "aixm-donlon.zip, " + AIXM + ", AIXMBasicMessage, 113, 6000",
        "xrechnung.tar.gz, " + UBL + ", Invoice, 45, 1000",
        "xrechnung.tar.gz, " + UBL + ", Invoice, 45, 6000",
        "xrechnung.tar.gz, " + CII + ", CrossIndustryInvoice, 41, 1000",
        "xrechnung.tar.gz, " + CII + ", CrossIndustryInvoice, 41, 6000"
    })
    void everyValueOfValidDocumentsIsInTheTable(String corpus, String schema, String root, int documents, int columns)
            throws Exception {
        Path archive = Corpora.corpus(corpus);
        Path schemas = schemas(archive);
        Draft draft = XsdMapping.from(schemas.resolve(schema))
                .catalogue(schemas)
                .root(root)
                .columns(columns)
                .draft();
        Mapping mapping = Mapping.fromYaml(schema, draft.yaml());
        assertThat(mapping).isEqualTo(draft.mapping());
        assertThat(mapping.levels().stream()
                                .mapToInt(l -> 1 + l.columns().size())
                                .sum()
                        - 1)
                .isBetween(columns / 2, columns);

        Validator validator = validator(schemas, schemas.resolve(schema));
        int found = 0;
        for (Map.Entry<String, byte[]> entry : Corpora.entries(archive).entrySet()) {
            if (entry.getKey().endsWith(".xml") && valid(validator, entry.getValue())) {
                found++;
                Map<String, Integer> rescued = new TreeMap<>();
                try (XmlRows rows = XmlRows.open(mapping, entry.getKey(), new ByteArrayInputStream(entry.getValue()))) {
                    Map<String, Map<String, Integer>> values = LeafValues.ofRows(mapping, rows, rescued);
                    assertThat(rows.unmapped()).isEmpty();
                    assertThat(rescued).isEmpty();
                    assertThat(values.values()).containsExactly(LeafValues.ofDocument(entry.getValue()));
                }
            }
        }
        assertThat(found).isEqualTo(documents);
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
    private static Validator validator(Path schemas, Path schema) throws Exception {
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
            input.setSystemId(schemas.resolve(place).toUri().toString());
            return input;
        });
        return factory.newSchema(schema.toFile()).newValidator();
    }

    private Path schemas(Path archive) throws IOException {
        Path schemas = folder.resolve("schemas");
        for (Map.Entry<String, byte[]> entry : Corpora.entries(archive).entrySet()) {
            if (entry.getKey().startsWith("xsd/")) {
                Path file = schemas.resolve(entry.getKey().substring("xsd/".length()));
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue());
            }
        }
        return schemas;
    }
}
