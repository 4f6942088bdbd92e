package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Reject;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** Large schemas of real standards, and documents that follow them or do not. */
class ValidationCorporaTest {
    @TempDir
    Path folder;

    private Map<String, byte[]> unpack(String corpus) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>(Corpora.entries(Corpora.corpus(corpus)));
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".xsd")) {
                Path file = folder.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue());
            }
        }
        return entries;
    }

    private static List<byte[]> documents(Map<String, byte[]> entries, String root) {
        List<byte[]> documents = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".xml")
                    && new String(entry.getValue(), StandardCharsets.UTF_8).contains(root)) {
                documents.add(entry.getValue());
            }
        }
        return documents;
    }

    private static List<Reject> refused(XsdValidation validation, List<byte[]> documents) {
        Mapping mapping = Mapping.builder()
                .column("text", ".", "string")
                .validate(validation)
                .build();
        XmlShredder.of(mapping);
        return Shredded.of(mapping, MemoryDocument.cursor(documents), new TestTaskContext())
                .rejects();
    }

    @Test
    void invoicesInUblAreValidUntilDamaged() throws IOException {
        List<byte[]> documents = documents(unpack("xrechnung.tar.gz"), "Invoice-2\"");
        assertThat(documents).hasSizeGreaterThan(20);
        XsdValidation ubl = XsdValidation.of(folder.resolve("xsd/ubl25/maindoc/UBL-Invoice-2.5.xsd"));
        assertThat(refused(ubl, documents)).isEmpty();

        String invoice = new String(documents.get(0), StandardCharsets.UTF_8);
        String damaged = invoice.replaceFirst("<cbc:IssueDate>[^<]*<", "<cbc:IssueDate>sometime<");
        int line = (int)
                invoice.substring(0, invoice.indexOf("<cbc:IssueDate>")).lines().count();
        assertThat(damaged).isNotEqualTo(invoice);
        assertThat(refused(ubl, List.of(damaged.getBytes(StandardCharsets.UTF_8))))
                .singleElement()
                .satisfies(reject -> {
                    assertThat(reject.code()).isEqualTo("SCHEMA");
                    assertThat(reject.message())
                            .contains("line " + line + ", ", "is not a valid value for 'date'")
                            .doesNotContain("sometime");
                    assertThat(reject.path()).endsWith("IssueDate");
                });
    }

    @Test
    void invoicesInCiiAreJudgedAsTheJdkDoes() throws Exception {
        Map<String, byte[]> entries = unpack("xrechnung.tar.gz");
        Path schema = folder.resolve("xsd/cii-d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd");
        judgedAsTheJdkDoes(XsdValidation.of(schema), schema, documents(entries, ":CrossIndustryInvoice"), 20);
    }

    @Test
    void aixmIsCompiledWithGmlAndMetadataFromFolders() throws IOException {
        Map<String, byte[]> entries = unpack("aixm-donlon.zip");
        XsdValidation aixm = XsdValidation.of(folder.resolve("xsd/aero/aixm/5.1.1/message/AIXM_BasicMessage.xsd"))
                .withFolder(folder.resolve("xsd"))
                .withFolder(folder.resolve("xsd/org/w3c"));
        List<byte[]> events = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (byte[] message : documents(entries, "AIXMBasicMessage")) {
            boolean event = new String(message, StandardCharsets.UTF_8).contains("<event:Event");
            (event ? events : others).add(message);
        }
        assertThat(others).hasSizeGreaterThan(20);
        assertThat(refused(aixm, others)).hasSizeLessThan(others.size() / 2);
        // The event extension has a schema of its own, which this one does not refer to.
        assertThat(refused(aixm, events)).hasSameSizeAs(events).allSatisfy(reject -> {
            assertThat(reject.code()).isEqualTo("SCHEMA");
            assertThat(reject.message()).contains("line ", "cvc-complex-type.2.4.a", "AbstractAIXMFeature");
        });
    }

    private static void judgedAsTheJdkDoes(XsdValidation validation, Path file, List<byte[]> documents, int least)
            throws SAXException, IOException {
        assertThat(documents).hasSizeGreaterThan(least);
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file.toFile());
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            try {
                schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(documents.get(i))));
            } catch (SAXException e) {
                expected.add((long) i);
            }
        }
        assertThat(refused(validation, documents)).extracting(Reject::ordinal).isEqualTo(expected);
        assertThat(expected).hasSizeLessThan(documents.size());
    }
}
