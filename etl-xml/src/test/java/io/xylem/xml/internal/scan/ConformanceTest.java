package io.xylem.xml.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.DomOracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The W3C's conformance suite, and documents that attack parsers. */
class ConformanceTest {
    private static final Pattern TEST = Pattern.compile("<TEST\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z:]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    /** Where the JDK takes a carriage return out of an entity for the end of a line, against section 2.11. */
    private static final Pattern RETURN_IN_ENTITY = Pattern.compile("<!ENTITY[^>]*&#(?:13|[xX]0*[dD]);");

    /** A document of the suite. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Case(String name, String type, Map<String, String> attributes, byte[] document) {
        boolean wanted() {
            String edition = attributes.getOrDefault("EDITION", "5");
            return !"1.1".equals(attributes.get("VERSION")) && edition.contains("5");
        }

        boolean doctype() {
            String all = new String(document, StandardCharsets.ISO_8859_1).replace("\0", "");
            return all.contains("<!DOCTYPE");
        }
    }

    private static List<Case> suite() throws IOException {
        Map<String, byte[]> files = Corpora.entries(Corpora.conformance("xmlts20130923.zip"));
        List<Case> cases = new ArrayList<>();
        files.forEach((catalogue, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            Matcher test = TEST.matcher(catalogue.endsWith(".xml") ? text : "");
            while (test.find()) {
                Map<String, String> attributes = new HashMap<>();
                Matcher attribute = ATTRIBUTE.matcher(test.group(1));
                while (attribute.find()) {
                    attributes.put(
                            attribute.group(1), attribute.group(2) == null ? attribute.group(3) : attribute.group(2));
                }
                String name = catalogue.substring(0, catalogue.lastIndexOf('/') + 1) + attributes.get("URI");
                byte[] document = files.get(name);
                if (document != null) {
                    cases.add(new Case(name, attributes.getOrDefault("TYPE", ""), attributes, document));
                }
            }
        });
        return cases;
    }

    private static boolean jdkIsWrong(byte[] document) {
        return RETURN_IN_ENTITY
                .matcher(new String(document, StandardCharsets.ISO_8859_1))
                .find();
    }

    @Test
    void refusesEverythingWithoutDoctypeThatIsNotWellFormed() throws IOException {
        List<String> accepted = new ArrayList<>();
        int refused = 0;
        for (Case test : suite()) {
            if (test.wanted() && test.type.equals("not-wf") && !test.doctype()) {
                try {
                    Canonical.scan(test.document);
                    accepted.add(test.name);
                } catch (DocumentException e) {
                    refused++;
                }
            }
        }
        assertThat(accepted).isEmpty();
        assertThat(refused).isGreaterThan(230);
    }

    @Test
    void readsEverythingWithoutDoctypeThatIsWellFormedAsTheJdkDoes() throws IOException {
        int same = 0;
        List<String> refusedByBoth = new ArrayList<>();
        for (Case test : suite()) {
            if (test.wanted() && (test.type.equals("valid") || test.type.equals("invalid")) && !test.doctype()) {
                try {
                    String expected = Canonical.dom(test.document);
                    assertThat(Canonical.scan(test.document)).as(test.name).isEqualTo(expected);
                    same++;
                } catch (SAXException e) {
                    refusedByBoth.add(test.name);
                } catch (Exception e) {
                    throw new AssertionError(test.name, e);
                }
            }
        }
        assertThat(same).isGreaterThanOrEqualTo(60);
        // Declared to be XML 1.2 and the like, or with names that only the fifth edition knows.
        assertThat(refusedByBoth).hasSizeLessThan(15);
    }

    @Test
    @Timeout(60)
    void readsInternalSubsetsAsTheJdkDoesOrRefusesThem() throws IOException {
        int same = 0;
        int refused = 0;
        List<String> acceptedWrongly = new ArrayList<>();
        List<String> refusedByTheJdk = new ArrayList<>();
        for (Case test : suite()) {
            if (!test.wanted() || !test.doctype() || jdkIsWrong(test.document)) {
                continue;
            }
            String actual;
            try {
                actual = Canonical.scan(test.document, Limits.DEFAULT, true);
            } catch (DocumentException e) {
                refused++;
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError(test.name, e);
            }
            if (test.type.equals("not-wf")) {
                if (test.attributes.getOrDefault("ENTITIES", "none").equals("none")) {
                    acceptedWrongly.add(test.name);
                }
            } else if (!test.type.equals("error")) {
                try {
                    Document expected = DomOracle.parse(test.document, true);
                    assertThat(actual).as(test.name).isEqualTo(Canonical.of(expected));
                    same++;
                } catch (SAXException e) {
                    refusedByTheJdk.add(test.name + " " + e.getMessage());
                }
            }
        }
        assertThat(same).isGreaterThan(500);
        assertThat(refused).isGreaterThan(900);
        assertThat(refusedByTheJdk).as("beyond limits of the JDK").hasSizeLessThan(5);
        // Two namespaces that are the same only once the type of an attribute has been heeded.
        assertThat(acceptedWrongly).containsExactly("xmlconf/eduni/namespaces/1.0/012.xml");
    }

    @Test
    @Timeout(60)
    void survivesAttacks() throws IOException {
        Map<String, byte[]> files = Corpora.entries(Corpora.conformance("xml-attack.zip"));
        int same = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            for (boolean doctype : new boolean[] {false, true}) {
                long started = System.nanoTime();
                String actual = null;
                try {
                    actual = Canonical.scan(file.getValue(), Limits.DEFAULT, doctype);
                } catch (DocumentException e) {
                    assertThat(e.code()).as(file.getKey()).isNotEmpty();
                    assertThat(doctype && file.getKey().endsWith("recurse/good.xml"))
                            .as("many entities, but harmless ones")
                            .isFalse();
                } catch (RuntimeException e) {
                    throw new AssertionError(file.getKey(), e);
                }
                assertThat((System.nanoTime() - started) / 1e9)
                        .as(file.getKey())
                        .isLessThan(5);
                if (actual != null && !jdkIsWrong(file.getValue())) {
                    try {
                        assertThat(actual)
                                .as(file.getKey())
                                .isEqualTo(Canonical.of(DomOracle.parse(file.getValue(), doctype)));
                        same++;
                    } catch (SAXException e) {
                        // The JDK has limits of its own.
                        assertThat(file.getKey()).isEqualTo("libxml2/bigentname.xml");
                    }
                }
            }
        }
        assertThat(same).isGreaterThan(50);
    }
}
