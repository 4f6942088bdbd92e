package io.xylem.benchmarks;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.xylem.core.Cursor;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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

/** From bytes to shreds, µs per document: the scanner alone, with the matcher and the shredder, and Aalto alone beside them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-opens=java.base/java.nio=ALL-UNNAMED", "-Darrow.allocation.manager.type=Unsafe"})
public class ScanBenchmark {
    private final byte[][] documents = Bench.documents();
    private final XmlShredder shredder = XmlShredder.of(Bench.mapping());
    private final XmlShredder scanner = XmlShredder.of(Mapping.builder()
            .record("/nothing")
            .name("nothing")
            .column("none", "@none", "string")
            .build());
    private final InputFactoryImpl aalto = new InputFactoryImpl();

    /**
     * The scanner with a mapping that wants nothing of these documents.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long scan() throws IOException {
        return drain(scanner);
    }

    /**
     * Scanner, matcher and shredder.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long shred() throws IOException {
        return drain(shredder);
    }

    /**
     * Aalto, events only.
     *
     * @return what keeps the work alive
     * @throws XMLStreamException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long aaltoEvents() throws XMLStreamException {
        long events = 0;
        for (byte[] document : documents) {
            XMLStreamReader reader = aalto.createXMLStreamReader(new java.io.ByteArrayInputStream(document));
            while (reader.hasNext()) {
                events += reader.next();
            }
            reader.close();
        }
        return events;
    }

    private long drain(XmlShredder recipe) throws IOException {
        long instances = 0;
        try (Cursor<Shreds> shreds = recipe.flatten(Bench.cursor(documents), Bench.task())) {
            while (shreds.advance()) {
                instances += shreds.current().instances() + shreds.current().documents();
            }
        }
        return instances;
    }
}
