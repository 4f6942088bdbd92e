package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.testkit.XmlGenerator.Feature;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XmlGeneratorTest {
    private static final long SEED = 20260102;

    @Test
    void documentsAreWellFormed() {
        XmlGenerator generator = new XmlGenerator(SEED);
        for (int i = 0; i < 3_000; i++) {
            byte[] document = generator.next();
            assertThat(DomOracle.wellFormed(document))
                    .as("seed %d, document %d: %s", SEED, i, new String(document, StandardCharsets.UTF_8))
                    .isTrue();
        }
    }

    @Test
    void sameSeedGivesTheSameDocuments() {
        XmlGenerator one = new XmlGenerator(SEED);
        XmlGenerator other = new XmlGenerator(SEED);
        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void featuresOccurUnlessLeftOut() {
        XmlGenerator all = new XmlGenerator(SEED);
        XmlGenerator none = new XmlGenerator(SEED).without(Feature.values());
        StringBuilder rich = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rich.append(new String(all.next(), StandardCharsets.UTF_8));
            plain.append(new String(none.next(), StandardCharsets.UTF_8));
        }
        String[] marks = {
            "<![CDATA[", "<!--", "<?pi", "&#x1F600;", "xmlns:p=", "xmlns=\"", "\r\n", "<?xml ", "\uFEFF", "é", "😀"
        };
        for (String mark : marks) {
            assertThat(rich).contains(mark);
            assertThat(plain).doesNotContain(mark);
        }
        assertThat(plain).doesNotContain("=\"").doesNotContain("='");
    }

    @Test
    void damageOftenBreaksADocument() {
        XmlGenerator generator = new XmlGenerator(SEED);
        int broken = 0;
        for (int i = 0; i < 500; i++) {
            byte[] document = generator.next();
            byte[] before = document.clone();
            broken += DomOracle.wellFormed(generator.damage(document)) ? 0 : 1;
            assertThat(document).isEqualTo(before);
        }
        assertThat(broken).isBetween(100, 499);
    }
}
