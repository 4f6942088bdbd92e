package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Reject;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.DomOracle;
import io.xylem.testkit.TestTaskContext;
import io.xylem.testkit.XmlGenerator;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Unmapped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random documents by random mappings, against {@link NaiveShredder}. */
class XmlShredderOracleTest {
    private static final int MAPPINGS = Integer.getInteger("etl.mappings", 250);
    private static final int DOCUMENTS = 30;
    private static final int LARGEST = 16 << 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shredsDenseDocumentsAsTheOracleDoes(long seed) throws Exception {
        RandomDocuments documents = new RandomDocuments(seed);
        agree(seed, documents::next);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void shredsVariedDocumentsAsTheOracleDoes(long seed) throws Exception {
        XmlGenerator documents = new XmlGenerator(seed).size(5, 4);
        agree(seed, documents::next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aixm-donlon.zip",
                "ccda.tar.gz",
                "osm-testdata.zip",
                "quakeml-usgs.zip",
                "swim.zip",
                "xrechnung.tar.gz"
            })
    void shredsRealDocumentsAsTheOracleDoes(String corpus) throws Exception {
        RandomMappings mappings = new RandomMappings(41);
        int compared = 0;
        for (Map.Entry<String, byte[]> entry :
                Corpora.entries(Corpora.corpus(corpus)).entrySet()) {
            byte[] document = entry.getValue();
            if (document.length < LARGEST && compared < DOCUMENTS && DomOracle.wellFormed(document)) {
                Mapping mapping = mappings.next(Tree.parse(document));
                compare(corpus + ", " + entry.getKey(), mapping, List.of(document));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52})
    void refusesDamagedDocumentsForAReason(long seed) throws Exception {
        RandomDocuments documents = new RandomDocuments(seed);
        RandomMappings mappings = new RandomMappings(seed);
        XmlGenerator damage = new XmlGenerator(seed);
        for (int i = 0; i < MAPPINGS; i++) {
            byte[] whole = documents.next();
            Mapping mapping = mappings.next(Tree.parse(whole));
            List<byte[]> damaged = new ArrayList<>();
            for (int d = 0; d < 8; d++) {
                damaged.add(damage.damage(whole));
            }
            Shredded shredded = Shredded.of(mapping, MemoryDocument.cursor(damaged));
            assertThat(shredded.rejects())
                    .as("seed " + seed + ", mapping " + i + "\n" + mapping.toYaml() + "\n"
                            + new String(whole, StandardCharsets.UTF_8))
                    .allSatisfy(r -> assertThat(r.message()).doesNotContain("parser failed"));
            assertThat(shredded.documents())
                    .hasSize(damaged.size() - shredded.rejects().size());
        }
    }

    /** What a shredder keeps from one task to the next changes nothing. */
    @ParameterizedTest
    @ValueSource(longs = {61, 62})
    void secondTaskIsAsIfItWereTheFirst(long seed) throws Exception {
        RandomDocuments documents = new RandomDocuments(seed);
        RandomMappings mappings = new RandomMappings(seed);
        XmlGenerator damage = new XmlGenerator(seed);
        for (int i = 0; i < MAPPINGS; i++) {
            List<byte[]> first = new ArrayList<>();
            List<byte[]> second = new ArrayList<>();
            for (int d = 0; d < 4; d++) {
                byte[] whole = documents.next();
                first.add(damage.damage(whole));
                second.add(d % 2 == 0 ? whole : damage.damage(whole));
            }
            Mapping mapping = mappings.next(Tree.parse(second.get(0)));
            XmlShredder shredder = XmlShredder.of(mapping);
            Shredded.of(shredder, MemoryDocument.cursor(first), new TestTaskContext());
            Shredded again = Shredded.of(shredder, MemoryDocument.cursor(second), new TestTaskContext());
            Shredded alone = Shredded.of(mapping, MemoryDocument.cursor(second));
            assertThat(again)
                    .as("seed " + seed + ", mapping " + i + "\n" + mapping.toYaml())
                    .usingRecursiveComparison()
                    .isEqualTo(alone);
        }
    }

    private static void agree(long seed, Supplier<byte[]> source) throws Exception {
        RandomMappings mappings = new RandomMappings(seed);
        for (int i = 0; i < MAPPINGS; i++) {
            List<byte[]> documents = new ArrayList<>();
            for (int d = 0; d < 4; d++) {
                documents.add(source.get());
            }
            Mapping mapping = mappings.next(Tree.parse(documents.get(0)));
            compare("seed " + seed + ", mapping " + i, mapping, documents);
        }
    }

    private static void compare(String name, Mapping mapping, List<byte[]> documents) throws Exception {
        Shredded actual = Shredded.of(mapping, MemoryDocument.cursor(documents));
        Map<Long, Reject> rejects = new HashMap<>();
        actual.rejects().forEach(r -> rejects.put(r.ordinal(), r));
        Map<String, Long> unmapped = new TreeMap<>();
        long nulled = 0;
        for (int d = 0; d < documents.size(); d++) {
            String about = name + ", document " + d + "\n" + mapping.toYaml() + "\n"
                    + new String(documents.get(d), StandardCharsets.UTF_8);
            NaiveShredder expected = new NaiveShredder(mapping, Tree.parse(documents.get(d)));
            Reject reject = rejects.get((long) d);
            if (expected.refusals.isEmpty()) {
                assertThat(reject).as(about).isNull();
                assertThat(actual.documents().get(d)).as(about).isEqualTo(expected.toString());
                expected.unmapped.forEach((path, count) -> unmapped.merge(path, count, Long::sum));
                nulled += expected.nulled;
            } else {
                assertThat(reject).as(about).isNotNull();
                assertThat(expected.refusals).as(about).contains(reject.code());
            }
        }
        String all = name + "\n" + mapping.toYaml() + "\n"
                + documents.stream()
                        .map(d -> new String(d, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n"));
        if (mapping.unmapped() != Unmapped.REJECT) {
            assertThat(actual.unmapped()).as(all).isEqualTo(unmapped);
        }
        assertThat(actual.values().getOrDefault("nulled", 0L)).as(all).isEqualTo(nulled);
    }
}
