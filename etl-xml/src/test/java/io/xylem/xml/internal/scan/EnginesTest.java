package io.xylem.xml.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.DomOracle;
import io.xylem.testkit.JdkDifferences;
import io.xylem.testkit.XmlGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/**
 * Our scanner, Woodstox and the JDK read the same mutated documents: all three take them and see the same, or all three refuse
 * them. {@code -Detl.mutations} says how many; the profile {@code long} takes ten million.
 */
class EnginesTest {
    private static final int MUTATIONS = Integer.getInteger("etl.mutations", 6_000);
    private static final int LARGEST = 16 << 10;

    private final Limits limits = Limits.DEFAULT;
    private int taken;
    private int refused;

    /** What one reader makes of a document: what it sees, or why it does not take it. */
    private record Verdict(@Nullable String seen, String refusal) {
        boolean takes() {
            return seen != null;
        }
    }

    @Test
    void readGeneratedDocumentsAlike() throws Exception {
        XmlGenerator generator = new XmlGenerator(41).size(4, 3);
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            documents.add(generator.next());
        }
        compare(documents, 42, MUTATIONS);
        assertThat(taken).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aixm-donlon.zip",
                "ccda.tar.gz",
                "osm-testdata.zip",
                "quakeml-usgs.zip",
                "swim.zip",
                "transxchange.zip",
                "xrechnung.tar.gz"
            })
    void readRealDocumentsAlike(String corpus) throws Exception {
        List<byte[]> documents = documents(corpus);
        compare(documents, 43, MUTATIONS / 8);
    }

    private static List<byte[]> documents(String corpus) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        Corpora.entries(Corpora.corpus(corpus)).forEach((name, bytes) -> {
            if (bytes.length > 0 && bytes[0] == (byte) '<') {
                documents.add(bytes.length > LARGEST ? beginning(bytes) : bytes);
            }
        });
        return documents;
    }

    /** The first bytes of a long document: not well-formed, but every change before the cut is still judged alike. */
    private static byte[] beginning(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, LARGEST);
    }

    private void compare(List<byte[]> documents, long seed, int count) throws IOException {
        assertThat(documents).isNotEmpty();
        Mutations mutations = new Mutations(seed);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            byte[] document = mutations.mutate(
                    documents.get(random.nextInt(documents.size())), documents.get(random.nextInt(documents.size())));
            compare(document, "seed " + seed + ", mutation " + i + ": ");
        }
    }

    private void compare(byte[] document, String about) {
        Verdict scanner = ours(document, false);
        if (scanner.refusal.startsWith(RejectCodes.DOCTYPE)) {
            return;
        }
        Verdict woodstox = ours(document, true);
        Verdict jdk = jdk(document);
        String what = about + new String(document, StandardCharsets.UTF_8) + "\nscanner: " + scanner.refusal
                + "\nWoodstox: " + woodstox.refusal + "\nJDK: " + jdk.refusal;
        if (scanner.takes() != woodstox.takes() && !woodstoxDiffers(scanner, document)) {
            throw new AssertionError(what);
        }
        if (scanner.takes() && woodstox.takes()) {
            assertThat(woodstox.seen).as(what).isEqualTo(scanner.seen);
        }
        if (jdk.takes() && !scanner.takes() && !JdkDifferences.explain(document, code(scanner))) {
            throw new AssertionError(what);
        }
        if (!jdk.takes() && scanner.takes() && !JdkDifferences.onlyNamesAreRefused(document)) {
            throw new AssertionError(what);
        }
        if (jdk.takes() && scanner.takes()) {
            assertThat(jdk.seen).as(what).isEqualTo(scanner.seen);
        }
        if (scanner.takes()) {
            taken++;
        } else {
            refused++;
        }
    }

    /**
     * Woodstox has the name characters of the fourth edition too, and skips a byte order mark at the beginning of what is text
     * already. The latter never happens in earnest: the scanner has read everything before a DOCTYPE.
     */
    private boolean woodstoxDiffers(Verdict scanner, byte[] document) {
        if (scanner.takes()) {
            return ours(JdkDifferences.ascii(document), true).takes();
        }
        String text =
                new String(document, document[0] == (byte) 0xef ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16);
        return text.startsWith("\ufeff");
    }

    private static String code(Verdict verdict) {
        return verdict.refusal.substring(0, verdict.refusal.indexOf(' '));
    }

    private Verdict ours(byte[] document, boolean woodstox) {
        try {
            return new Verdict(
                    woodstox ? Canonical.woodstox(document, limits) : Canonical.scan(document, limits, false), "");
        } catch (DocumentException e) {
            return new Verdict(null, e.code() + " " + e.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError(new String(document, StandardCharsets.UTF_8), e);
        }
    }

    private static Verdict jdk(byte[] document) {
        try {
            return new Verdict(Canonical.of(DomOracle.parse(document)), "");
        } catch (SAXException e) {
            return new Verdict(null, String.valueOf(e.getMessage()));
        }
    }
}
