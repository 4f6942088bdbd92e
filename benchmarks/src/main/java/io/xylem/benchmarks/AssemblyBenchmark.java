package io.xylem.benchmarks;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shredder;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From shreds to Arrow batches, µs per document. One chunk of 64 documents is shredded once and assembled again and again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-opens=java.base/java.nio=ALL-UNNAMED", "-Darrow.allocation.manager.type=Unsafe"})
public class AssemblyBenchmark {
    private static final int CHUNK = 64;

    private final byte[][] documents = java.util.Arrays.copyOf(Bench.documents(), CHUNK);
    private final XmlShredder shredder = XmlShredder.of(Bench.mapping());
    private final ArrowFlattener<Document> assembler = ArrowFlattener.of(new Repeated(shredder));

    /**
     * Parses the values and gathers the rows.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long assemble() throws IOException {
        long rows = 0;
        try (Cursor<ArrowBatch> batches = assembler.flatten(Bench.cursor(documents), Bench.task())) {
            while (batches.advance()) {
                rows += batches.current().root().getRowCount();
            }
        }
        return rows;
    }

    /** Yields the first chunk so often that there are {@link Bench#DOCUMENTS} documents. */
    private record Repeated(XmlShredder shredder) implements Shredder<Document> {
        @Override
        public ShredSchema schema() {
            return shredder.schema();
        }

        @Override
        public Cursor<Shreds> flatten(Cursor<? extends Document> in, TaskContext context) throws IOException {
            Cursor<Shreds> first = shredder.flatten(in, context);
            if (!first.advance()) {
                throw new IllegalStateException("no documents");
            }
            return new Cursor<>() {
                private int left = Bench.DOCUMENTS / CHUNK;

                @Override
                public boolean advance() {
                    return left-- > 0;
                }

                @Override
                public Shreds current() {
                    return first.current();
                }

                @Override
                public void close() throws IOException {
                    first.close();
                }
            };
        }
    }
}
