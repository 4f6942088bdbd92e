package io.xylem.examples.cli;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.UsageException;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the first rows of what an ingest would write. */
@Command(
        name = "preview",
        description =
                "Prints the first rows as they would be in the table, and what is refused on the way. Writes nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PreviewCommand implements Callable<Integer> {
    private static final long UNIT_WEIGHT = 1 << 20;

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(names = "--rows", paramLabel = "N", defaultValue = "20", description = "How many rows (${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--paths",
            paramLabel = "N",
            defaultValue = "" + RunSummary.MOST_PATHS,
            description = "How many paths are listed that no column reads, or that no document has (${DEFAULT-VALUE}).")
    private int paths;

    @Override
    public Integer call() {
        if (rows < 1 || paths < 0) {
            throw new UsageException("--rows must be at least 1, --paths at least 0");
        }
        Mapping mapping = input.readMapping();
        FirstRows first = new FirstRows(rows);
        AtomicInteger printed = new AtomicInteger();
        Printer<ArrowBatch> table = new Printer<>(this::format, row -> {
            if (printed.get() < rows) {
                System.out.println("row " + printed.getAndIncrement());
                System.out.print(row);
            }
        });
        Printer<RejectBatch> quarantine = new Printer<>(
                (batch, lines) -> batch.rejects().forEach(reject -> lines.accept(FirstRejects.line(reject))),
                line -> System.err.println("refused: " + line));
        RunReport report = Pipeline.from(input.source())
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping)))
                .enrich(first)
                .into(table)
                .onReject(quarantine)
                .run(RunOptions.builder()
                        .parallelism(1)
                        .unitWeight(UNIT_WEIGHT)
                        .abortRejects(100)
                        .startedAt(Clock.systemUTC().instant())
                        .limits(input.limits())
                        .build());
        RunSummary summary = new RunSummary(System.err, report, mapping);
        summary.printUnmapped(paths, "--paths N lists more");
        summary.printUnmatched(
                first.reached() ? "no document read so far" : "no document", paths, "--paths N lists more");
        summary.printValues();
        RunReport.Documents documents = report.documents();
        System.err.println(Plural.of(documents.discovered() - documents.skipped(), "document") + " read, "
                + Plural.of(documents.quarantined(), "document") + " refused, "
                + (documents.skipped() == 0 ? "" : Plural.of(documents.skipped(), "entry") + " skipped, ")
                + Plural.of(printed.get(), "row")
                + (first.reached() ? "; stopped after " + Plural.of(rows, "row") + "; --rows for more" : ""));
        summary.printWarnings();
        return ExitStatus.DONE;
    }

    private void format(ArrowBatch batch, Consumer<? super String> out) {
        for (String table : batch.tables()) {
            VectorSchemaRoot root = batch.root(table);
            for (int row = 0; row < Math.min(root.getRowCount(), rows + 1); row++) {
                StringBuilder text = new StringBuilder();
                for (FieldVector vector : root.getFieldVectors()) {
                    Object value = value(vector, row);
                    if (value != null) {
                        text.append("  ")
                                .append(vector.getName())
                                .append(": ")
                                .append(value)
                                .append(System.lineSeparator());
                    }
                }
                out.accept(text.toString());
            }
        }
    }

    /** A value as people read it: Arrow's own form of dates and instants is a number, of bytes an array. */
    private static @Nullable Object value(ValueVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof ListVector list) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                items.add(value(list.getDataVector(), i));
            }
            return items;
        }
        if (vector instanceof StructVector struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (FieldVector field : struct.getChildrenFromFields()) {
                fields.put(field.getName(), value(field, row));
            }
            return fields;
        }
        Object value = vector.getObject(row);
        if (value instanceof Integer days && vector instanceof DateDayVector) {
            return LocalDate.ofEpochDay(days);
        }
        if (value instanceof Long micros && vector instanceof TimeStampMicroTZVector) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }
}
