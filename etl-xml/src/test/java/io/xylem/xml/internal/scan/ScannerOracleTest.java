package io.xylem.xml.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.DocumentException;
import io.xylem.testkit.DomOracle;
import io.xylem.testkit.XmlGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against the JDK's parser, on random documents, whole and damaged. */
class ScannerOracleTest {
    private static final int DOCUMENTS = Integer.getInteger("etl.documents", 3_000);

    /**
     * The JDK takes {@code :a} for a name and lets the target of a processing instruction have a colon; Namespaces in XML 1.0
     * (production 7, section 7) does neither.
     */
    private static final Pattern COLON = Pattern.compile("[<\\s/?]:\\S|<\\?[^\\s?]*:");

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
            String refusal = null;
            try {
                actual = Canonical.scan(document);
            } catch (DocumentException e) {
                refusal = e.code() + " " + e.getMessage();
            }
            if (refusal != null
                    && (refusal.startsWith("XML_VERSION")
                            || COLON.matcher(about).find()
                            || !isUtf8(document))) {
                continue;
            }
            if (DomOracle.wellFormed(document)) {
                assertThat(refusal).as(about).isNull();
                assertThat(actual).as(about).isEqualTo(Canonical.dom(document));
            } else if (refusal != null || !wellFormedButForNames(document)) {
                assertThat(refusal).as(about).isNotNull();
                refused++;
            }
        }
        assertThat(refused).as("damaged documents that are not well-formed").isBetween(DOCUMENTS / 4, DOCUMENTS - 1);
    }

    /** The JDK reads {@code encoding="UTF8"} with a decoder that replaces what is malformed. */
    private static boolean isUtf8(byte[] document) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The JDK has the name characters of the fourth edition, which leaves out many of the fifth. */
    private static boolean wellFormedButForNames(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8).replaceAll("[^\\x00-\\x7f]", "x");
        return DomOracle.wellFormed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String about(long seed, int i, byte[] document) {
        return "seed " + seed + ", document " + i + ": " + new String(document, StandardCharsets.UTF_8);
    }
}
