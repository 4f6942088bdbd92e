package io.xylem.xml.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.DocumentException;
import io.xylem.testkit.DomOracle;
import io.xylem.testkit.JdkDifferences;
import io.xylem.testkit.XmlGenerator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against the JDK's parser, on random documents, whole and damaged. */
class ScannerOracleTest {
    private static final int DOCUMENTS = Integer.getInteger("etl.documents", 3_000);

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void readsDocumentsAsTheJdkDoes(long seed) throws Exception {
        XmlGenerator generator = new XmlGenerator(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = generator.next();
            assertThat(Canonical.scan(document)).as(about(seed, i, document)).isEqualTo(Canonical.dom(document));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void acceptsDamagedDocumentsExactlyWhenTheJdkDoes(long seed) throws Exception {
        XmlGenerator generator = new XmlGenerator(seed).size(4, 3);
        int refused = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = generator.damage(generator.next());
            String about = about(seed, i, document);
            String actual = null;
            DocumentException refusal = null;
            try {
                actual = Canonical.scan(document);
            } catch (DocumentException e) {
                refusal = e;
            }
            if (refusal != null && JdkDifferences.explain(document, refusal)) {
                continue;
            }
            if (DomOracle.wellFormed(document)) {
                assertThat(refusal).as(about).isNull();
                assertThat(actual).as(about).isEqualTo(Canonical.dom(document));
            } else if (refusal != null || !JdkDifferences.onlyNamesAreRefused(document)) {
                assertThat(refusal).as(about).isNotNull();
                refused++;
            }
        }
        assertThat(refused).as("damaged documents that are not well-formed").isBetween(DOCUMENTS / 4, DOCUMENTS - 1);
    }

    private static String about(long seed, int i, byte[] document) {
        return "seed " + seed + ", document " + i + ": " + new String(document, StandardCharsets.UTF_8);
    }
}
