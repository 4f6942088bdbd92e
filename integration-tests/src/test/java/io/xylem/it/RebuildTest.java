package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.schema.Layout;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.it.MappedTree.MappedRecord;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random mappings over random documents: from the rows of each layout, the mapped part of the documents comes back, and no layout
 * has more rows than the contract says. {@code -Detl.rebuilds} sets how many mappings there are for a seed.
 */
class RebuildTest {
    private static final int MAPPINGS = Integer.getInteger("etl.rebuilds", 75);
    private static final int LARGEST = 6;

    private static final List<Function<RandomModel, Rebuilder>> REBUILDERS =
            List.of(StackedRebuilder::new, NestedRebuilder::new, TablesRebuilder::new);

    /** Makes tables of documents by a mapping. */
    private interface Engine {
        Map<String, List<Map<String, Object>>> tables(Mapping mapping, Map<String, byte[]> documents) throws Exception;
    }

    @TempDir
    Path folder;

    private int folders;
    private long records;
    private long instances;
    private long rescued;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void documentsAreRebuiltFromTheBatchesOfEachLayout(long seed) throws Exception {
        System.out.println("seed " + seed);
        Random seeds = new Random(seed);
        for (int i = 0; i < MAPPINGS; i++) {
            checkOrShrink(RebuildTest::batches, seeds.nextLong(), 1 + i % LARGEST);
        }
        assertThat(records).isGreaterThan(MAPPINGS);
        assertThat(instances).isGreaterThan(MAPPINGS * 10L);
        assertThat(rescued).isGreaterThan(MAPPINGS * 10L);
    }

    @Test
    void documentsAreRebuiltFromDeltaTablesOfEachLayout() throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            System.out.println("seed " + seed);
            checkOrShrink(this::delta, seed, 4);
        }
    }

    private void checkOrShrink(Engine engine, long seed, int size) throws Exception {
        try {
            check(engine, seed, size);
        } catch (AssertionError | RuntimeException e) {
            throw smallest(engine, seed, size, e);
        }
    }

    /** The failure of the smallest mapping and documents, from the same seed or one of those behind it. */
    private Error smallest(Engine engine, long seed, int size, Throwable failure) throws Exception {
        String first = "seed " + seed + "L, size " + size;
        for (int smaller = 1; smaller < size; smaller++) {
            for (long other = seed; other < seed + 60; other++) {
                try {
                    check(engine, other, smaller);
                } catch (AssertionError | RuntimeException e) {
                    return new AssertionError(
                            "seed " + other + "L, size " + smaller + ", found from " + first + ": " + e.getMessage(),
                            e);
                }
            }
        }
        return new AssertionError(first + ": " + failure.getMessage(), failure);
    }

    private void check(Engine engine, long seed, int size) throws Exception {
        Random random = new Random(seed);
        RandomModel model = new RandomModel(random, size);
        ModelDocuments generator = new ModelDocuments(model, random, size);
        Map<String, byte[]> documents = new TreeMap<>();
        for (int i = random.nextInt(2 * size); i >= 0; i--) {
            documents.put(i + ".xml", generator.next());
        }
        for (Function<RandomModel, Rebuilder> layout : REBUILDERS) {
            Rebuilder rebuilder = layout.apply(model);
            Mapping mapping = model.mapping(rebuilder.layout());
            try {
                check(rebuilder, mapping, documents, engine.tables(mapping, documents));
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

    private void check(
            Rebuilder rebuilder,
            Mapping mapping,
            Map<String, byte[]> documents,
            Map<String, List<Map<String, Object>>> tables)
            throws Exception {
        DomRows dom = new DomRows(mapping);
        List<MappedRecord> expected = new ArrayList<>();
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            expected.addAll(new MappedTree(rebuilder.model, dom, document.getKey(), document.getValue()).records);
        }
        List<MappedRecord> rebuilt = rebuilder.rebuild(tables);
        for (int i = 0; i < Math.min(expected.size(), rebuilt.size()); i++) {
            assertSame(rebuilt.get(i), rebuilder.kept(expected.get(i)));
        }
        assertThat(rebuilt).hasSameSizeAs(expected);
        Map<String, Integer> counts = new TreeMap<>();
        tables.forEach((table, rows) -> counts.put(table, rows.size()));
        assertThat(counts).isEqualTo(counts(rebuilder, expected, tables.keySet()));
    }

    /** Shows what differs alone. */
    private static void assertSame(MappedRecord rebuilt, MappedRecord expected) {
        if (!rebuilt.toString().equals(expected.toString())) {
            List<String> missing = new ArrayList<>(expected.toString().lines().toList());
            List<String> added = new ArrayList<>(rebuilt.toString().lines().toList());
            rebuilt.toString().lines().forEach(missing::remove);
            expected.toString().lines().forEach(added::remove);
            assertThat(missing.isEmpty() && added.isEmpty() ? rebuilt.toString() : added.toString())
                    .as(expected.source() + " record " + expected.number() + ", where it differs")
                    .isEqualTo(missing.isEmpty() && added.isEmpty() ? expected.toString() : missing.toString());
        }
    }

    /** How many rows the law of the layout gives. */
    private Map<String, Integer> counts(Rebuilder rebuilder, List<MappedRecord> all, Set<String> tables) {
        Map<String, Integer> counts = new TreeMap<>();
        tables.forEach(table -> counts.put(table, 0));
        for (MappedRecord record : all) {
            rebuilder.rows(record).forEach((table, rows) -> counts.merge(table, rows, Integer::sum));
            int groups = record.instances().size();
            assertThat(record.leaves().size()).as("never the product").isBetween(1, Math.max(1, groups));
            records++;
            instances += groups;
            rescued += record.tree().rescuedBelow().size();
        }
        return counts;
    }

    private static Map<String, List<Map<String, Object>>> batches(Mapping mapping, Map<String, byte[]> documents)
            throws IOException {
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        ArrowFlattener<Document> flattener =
                ArrowFlattener.of(XmlShredder.of(mapping)).withBatches(1 + documents.size() * 7 % 31, 1 << 20);
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

    private Map<String, List<Map<String, Object>>> delta(Mapping mapping, Map<String, byte[]> documents)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve(String.valueOf(folders++)));
        Path input = Files.createDirectory(own.resolve("input"));
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            Files.write(input.resolve(document.getKey()), document.getValue());
        }
        Path table = own.resolve("table");
        boolean several = mapping.layout() == Layout.TABLES;
        DeltaSink sink = (several ? DeltaSink.tables(table) : DeltaSink.table(table)).build();
        RunReport report = Ingest.run(ArchiveSource.of(input), mapping, sink, table, RunOptions.DEFAULT);
        assertThat(report.rejects()).isEmpty();
        assertThat(report.balanced()).isTrue();
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        for (TableSchema schema : XmlShredder.of(mapping).tables()) {
            Path folder = several ? table.resolve(schema.name()) : table;
            tables.put(schema.name(), DeltaTable.open(folder).rows(Long.MAX_VALUE));
        }
        return tables;
    }
}
