package io.xylem.benchmarks;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.bind.JacksonFlattener;
import io.xylem.xml.bind.RowConsumer;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;

/** From bytes to Arrow batches, µs per document: the positions of flights by a mapping, and the same rows by binding records to classes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-opens=java.base/java.nio=ALL-UNNAMED", "-Darrow.allocation.manager.type=Unsafe"})
public class BindBenchmark {
    private static final String RECORD = "/m:Envelope/f:flight";

    private final byte[][] documents = Bench.documents();

    private final ArrowFlattener<Document> mapped = ArrowFlattener.of(XmlShredder.of(Mapping.builder()
            .namespace("m", "urn:example:msg:1")
            .namespace("f", "urn:example:flight:1")
            .namespace("g", "urn:example:geo:1")
            .record(RECORD)
            .column("gufi", "@gufi", "string")
            .group(
                    "position",
                    "f:track/f:position",
                    position -> position.column("source", "@source", "string")
                            .column("confidence", "@confidence", "decimal(4,3)")
                            .column("time", "f:time", "timestamp")
                            .column("lat", "g:pos/g:lat", "double")
                            .column("lon", "g:pos/g:lon", "double")
                            .column("altitude", "f:altitude", "int")
                            .column("speed", "f:speed", "double")
                            .column("heading", "f:heading", "float")
                            .column("rate", "f:rate", "int")
                            .column("interpolated", "f:interpolated", "boolean"))
            .build()));

    private final ArrowFlattener<Document> bound = ArrowFlattener.of(JacksonFlattener.of(Flight.class)
            .namespace("m", "urn:example:msg:1")
            .namespace("f", "urn:example:flight:1")
            .record(RECORD)
            .column("gufi", "string")
            .column("source", "string")
            .column("confidence", "decimal(4,3)")
            .column("time", "timestamp")
            .column("lat", "double")
            .column("lon", "double")
            .column("altitude", "int")
            .column("speed", "double")
            .column("heading", "float")
            .column("rate", "int")
            .column("interpolated", "boolean")
            .rows(BindBenchmark::positions));

    /**
     * A flight.
     *
     * @param gufi its identifier
     * @param track where it was
     */
    public record Flight(String gufi, @Nullable Track track) {}

    /**
     * Where a flight was.
     *
     * @param position its positions
     */
    public record Track(@Nullable List<Position> position) {}

    /**
     * Where a flight was at a time.
     *
     * @param source what saw it
     * @param confidence how sure that is
     * @param time when
     * @param pos where
     * @param altitude feet
     * @param speed knots
     * @param heading degrees
     * @param rate feet per minute
     * @param interpolated whether it was computed
     */
    public record Position(
            @Nullable String source,
            @Nullable BigDecimal confidence,
            @Nullable Instant time,
            @Nullable Point pos,
            @Nullable Integer altitude,
            @Nullable Double speed,
            @Nullable Float heading,
            @Nullable Integer rate,
            @Nullable Boolean interpolated) {}

    /**
     * A place.
     *
     * @param lat latitude, degrees
     * @param lon longitude, degrees
     */
    public record Point(@Nullable Double lat, @Nullable Double lon) {}

    private static void positions(Flight flight, RowConsumer rows) {
        if (flight.track() == null || flight.track().position() == null) {
            rows.add(flight.gufi(), null, null, null, null, null, null, null, null, null, null);
            return;
        }
        for (Position at : flight.track().position()) {
            rows.add(
                    flight.gufi(),
                    at.source(),
                    at.confidence(),
                    at.time(),
                    at.pos() == null ? null : at.pos().lat(),
                    at.pos() == null ? null : at.pos().lon(),
                    at.altitude(),
                    at.speed(),
                    at.heading(),
                    at.rate(),
                    at.interpolated());
        }
    }

    /**
     * Makes sure that both ways give the same rows.
     *
     * @throws IOException never
     */
    @Setup
    public void sameRows() throws IOException {
        if (!texts(mapped).equals(texts(bound))) {
            throw new IllegalStateException("the mapping and the classes give different rows");
        }
    }

    private List<String> texts(ArrowFlattener<Document> recipe) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Cursor<ArrowBatch> batches = recipe.flatten(Bench.cursor(documents), Bench.task())) {
            while (batches.advance()) {
                for (FieldVector column : batches.current().root().getFieldVectors()) {
                    if (!column.getName().startsWith("_")) {
                        texts.add(column.getName());
                        for (int row = 0; row < column.getValueCount(); row++) {
                            texts.add(String.valueOf(column.getObject(row)));
                        }
                    }
                }
            }
        }
        return texts;
    }

    /**
     * By a mapping.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long mapped() throws IOException {
        return drain(mapped);
    }

    /**
     * By classes.
     *
     * @return what keeps the work alive
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(Bench.DOCUMENTS)
    public long bound() throws IOException {
        return drain(bound);
    }

    private long drain(ArrowFlattener<Document> recipe) throws IOException {
        long rows = 0;
        try (Cursor<ArrowBatch> batches = recipe.flatten(Bench.cursor(documents), Bench.task())) {
            while (batches.advance()) {
                rows += batches.current().root().getRowCount();
            }
        }
        return rows;
    }
}
