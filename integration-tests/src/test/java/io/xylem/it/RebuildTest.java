package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.it.MappedTree.MappedRecord;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random mappings over random documents: from the rows of each layout, the mapped part of the documents comes back, and no layout
 * has more rows than the contract says. {@code -Detl.rebuilds} sets how many mappings there are for a seed.
 */
class RebuildTest {
    private static final int MAPPINGS = Integer.getInteger("etl.rebuilds", 150);
    private static final int LARGEST = 6;

    private static final List<Function<RandomModel, Rebuilder>> REBUILDERS =
            List.of(StackedRebuilder::new, NestedRebuilder::new);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void documentsAreRebuiltFromEachLayout(long seed) throws Exception {
        System.out.println("seed " + seed);
        Random seeds = new Random(seed);
        for (int i = 0; i < MAPPINGS; i++) {
            long own = seeds.nextLong();
            int size = 1 + i % LARGEST;
            try {
                check(own, size);
            } catch (AssertionError | RuntimeException e) {
                throw smallest(own, size, e);
            }
        }
    }

    /** The failure of the smallest mapping and documents, from the same seed or one of those behind it. */
    private static Error smallest(long seed, int size, Throwable failure) throws Exception {
        for (int smaller = 1; smaller < size; smaller++) {
            for (long other = seed; other < seed + 60; other++) {
                try {
                    check(other, smaller);
                } catch (AssertionError | RuntimeException e) {
                    return new AssertionError("check(" + other + "L, " + smaller + "), made smaller from check(" + seed + "L, " + size + "): " + e.getMessage(), e);
                }
            }
        }
        return new AssertionError("check(" + seed + "L, " + size + "): " + failure.getMessage(), failure);
    }

    private static void check(long seed, int size) throws Exception {
        Random random = new Random(seed);
        RandomModel model = new RandomModel(random, size);
        ModelDocuments generator = new ModelDocuments(model, random, size);
        Map<String, byte[]> documents = new TreeMap<>();
        for (int i = random.nextInt(2 * size); i >= 0; i--) {
            documents.put("test.zip!/" + i + ".xml", generator.next());
        }
        for (Function<RandomModel, Rebuilder> layout : REBUILDERS) {
            Rebuilder rebuilder = layout.apply(model);
            Mapping mapping = model.mapping(rebuilder.layout());
            try {
                check(rebuilder, mapping, documents, 1 + random.nextInt(40));
            } catch (AssertionError | RuntimeException e) {
                StringBuilder about = new StringBuilder(e + "\n" + mapping.toYaml());
                documents.forEach((source, bytes) -> about.append(source)
                        .append('\n')
                        .append(new String(bytes, StandardCharsets.UTF_8))
                        .append('\n'));
                throw new AssertionError(about.toString(), e);
            }
        }
    }

    private static void check(Rebuilder rebuilder, Mapping mapping, Map<String, byte[]> documents, int rowsInBatch)
            throws Exception {
        DomRows dom = new DomRows(mapping);
        List<MappedRecord> expected = new ArrayList<>();
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            expected.addAll(new MappedTree(rebuilder.model, dom, document.getKey(), document.getValue()).records);
        }
        Map<String, List<Map<String, Object>>> tables = tables(mapping, documents, rowsInBatch);
        List<MappedRecord> rebuilt = rebuilder.rebuild(tables);
        for (int i = 0; i < Math.min(expected.size(), rebuilt.size()); i++) {
            assertSame(rebuilt.get(i), rebuilder.kept(expected.get(i)));
        }
        assertThat(rebuilt).hasSameSizeAs(expected);
        Map<String, Integer> counts = new TreeMap<>();
        tables.forEach((table, rows) -> counts.put(table, rows.size()));
        assertThat(counts).isEqualTo(counts(rebuilder, expected, counts));
    }

    /** Shows what differs alone. */
    private static void assertSame(MappedRecord rebuilt, MappedRecord expected) {
        if (!rebuilt.toString().equals(expected.toString())) {
            List<String> missing = new ArrayList<>(expected.toString().lines().toList());
            List<String> added = new ArrayList<>(rebuilt.toString().lines().toList());
            rebuilt.toString().lines().forEach(missing::remove);
            expected.toString().lines().forEach(added::remove);
            throw new AssertionError(
                    expected.source() + " record " + expected.number() + " lacks " + missing + " and has " + added);
        }
    }

    private static Map<String, Integer> counts(
            Rebuilder rebuilder, List<MappedRecord> records, Map<String, Integer> tables) {
        Map<String, Integer> counts = new TreeMap<>();
        tables.keySet().forEach(table -> counts.put(table, 0));
        for (MappedRecord record : records) {
            rebuilder.rows(record).forEach((table, rows) -> counts.merge(table, rows, Integer::sum));
            assertThat(record.leaves().size())
                    .as("never the product")
                    .isLessThanOrEqualTo(Math.max(1, record.instances().size()));
        }
        return counts;
    }

    private static Map<String, List<Map<String, Object>>> tables(
            Mapping mapping, Map<String, byte[]> documents, int rowsInBatch) throws Exception {
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        ArrowFlattener<Document> flattener =
                ArrowFlattener.of(XmlShredder.of(mapping)).withBatches(rowsInBatch, 1 << 20);
        flattener.tables().forEach(table -> tables.put(table.name(), new ArrayList<>()));
        TestTaskContext context = new TestTaskContext(flattener.tables());
        try (Cursor<ArrowBatch> batches = flattener.flatten(MemoryDocument.cursor(documents), context)) {
            while (batches.advance()) {
                ArrowBatch batch = batches.current();
                batch.tables().forEach(table -> tables.get(table).addAll(ArrowRows.of(batch.root(table))));
            }
        }
        assertThat(context.ledger().rejects()).isEmpty();
        assertThat(context.ledger().documents().tabled()).isEqualTo(documents.size());
        return tables;
    }
}
