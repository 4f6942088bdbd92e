package io.xylem.benchmarks;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.arrow.parquet.RowGroupEncoder;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What follows on Arrow batches, µs per document: H3 at three resolutions, and Parquet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-opens=java.base/java.nio=ALL-UNNAMED", "-Darrow.allocation.manager.type=Unsafe"})
public class EncodeBenchmark {
    private final H3Enricher direct = H3Enricher.parse("lat,lon:5,7,9").build();
    private final H3Enricher hierarchical =
            H3Enricher.parse("lat,lon:5,7,9").mode(H3Enricher.Mode.HIERARCHICAL).build();

    @SuppressWarnings("NullAway.Init") // set by assemble()
    private Cursor<ArrowBatch> batches;

    @SuppressWarnings("NullAway.Init") // set by assemble()
    private ArrowBatch batch;

    /**
     * Assembles all documents into one batch.
     *
     * @throws IOException never
     */
    @Setup
    public void assemble() throws IOException {
        ArrowFlattener<Document> assembler =
                ArrowFlattener.of(XmlShredder.of(Bench.mapping())).withBatches(16 * Bench.DOCUMENTS, 256 << 20);
        batches = assembler.flatten(Bench.cursor(Bench.documents()), Bench.task());
        if (!batches.advance()) {
            throw new IllegalStateException("no rows");
        }
        batch = batches.current();
        direct.tables(assembler.tables());
    }

    /**
     * Gives the memory back.
     *
     * @throws IOException never
     */
    @TearDown
    public void close() throws IOException {
        batches.close();
    }

    /**
     * Exact cells.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long h3Direct() throws IOException {
        return enrich(direct);
    }

    /**
     * Parents of the finest cell.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long h3Hierarchical() throws IOException {
        return enrich(hierarchical);
    }

    /**
     * A row group, compressed with zstd.
     *
     * @return its bytes
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long parquet() {
        long[] bytes = new long[1];
        LongConsumer sum = b -> bytes[0] += b;
        try (RowGroupEncoder encoder = new RowGroupEncoder(batch.root().getSchema(), ParquetOptions.defaults())) {
            encoder.encode(batch.root(), group -> sum.accept(group.bytes()));
            encoder.flush(group -> sum.accept(group.bytes()));
        }
        return bytes[0];
    }

    private long enrich(H3Enricher enricher) throws IOException {
        Cursor<ArrowBatch> once = new Cursor<>() {
            private boolean done;

            @Override
            public boolean advance() {
                boolean first = !done;
                done = true;
                return first;
            }

            @Override
            public ArrowBatch current() {
                return batch;
            }

            @Override
            public void close() {}
        };
        try (Cursor<ArrowBatch> enriched = enricher.enrich(once, Bench.task())) {
            enriched.advance();
            return enriched.current().root().getFieldVectors().size();
        }
    }
}
