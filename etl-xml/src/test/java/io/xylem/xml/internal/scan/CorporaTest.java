package io.xylem.xml.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.DomOracle;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/** Every document of the corpora, read as the JDK reads it. */
class CorporaTest {
    @ParameterizedTest
    @CsvSource({
        "aixm-donlon.zip, 150",
        "ccda.tar.gz, 200",
        "osm-testdata.zip, 150",
        "quakeml-usgs.zip, 4",
        "swim.zip, 8",
        "transxchange.zip, 30",
        "xrechnung.tar.gz, 100"
    })
    void readsDocumentsAsTheJdkDoes(String corpus, int least) throws Exception {
        Path file = Corpora.corpus(corpus);
        int read = 0;
        for (Map.Entry<String, byte[]> entry : Corpora.entries(file).entrySet()) {
            byte[] document = entry.getValue();
            int first = 0;
            while (first < document.length && (document[first] <= ' ' || document[first] == (byte) 0xbb)) {
                first++;
            }
            if (first < document.length && document[first] == '<') {
                String expected;
                try {
                    expected = Canonical.of(DomOracle.parse(document, true));
                } catch (SAXException e) {
                    assertThatThrownBy(() -> Canonical.scan(document, Limits.DEFAULT, true))
                            .as(entry.getKey() + ": " + e.getMessage())
                            .isInstanceOf(DocumentException.class);
                    continue;
                }
                assertThat(Canonical.scan(document, Limits.DEFAULT, true))
                        .as(entry.getKey())
                        .isEqualTo(expected);
                read++;
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(least);
    }
}
