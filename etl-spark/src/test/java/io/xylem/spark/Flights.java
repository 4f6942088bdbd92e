package io.xylem.spark;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Enricher;
import io.xylem.core.Pipeline;
import io.xylem.core.RejectLimit;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.examples.flights.FlightMessages;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flight messages, and pipelines for them. */
final class Flights {
    private static final int DOCUMENTS = 600;
    private static final int BROKEN_EVERY = 12;

    private Flights() {}

    static Path archives(Path folder) throws IOException {
        FlightMessages defaults = FlightMessages.DEFAULT;
        new FlightMessages(defaults.seed(), DOCUMENTS, 3, BROKEN_EVERY, defaults.form(), defaults.level())
                .write(folder, 2);
        return folder;
    }

    static Mapping mapping(String layout) throws IOException {
        String yaml =
                Files.readString(Path.of(System.getProperty("etl.root", "..")).resolve("examples/flights.yaml"));
        return Mapping.fromYaml(layout + " flights", yaml.replace("layout: stacked", "layout: " + layout));
    }

    /** A pipeline whose data files are as small as may be, so that tasks finish several. */
    static Pipeline pipeline(String layout, Path archives, Path table, List<Enricher<ArrowBatch>> more)
            throws IOException {
        Pipeline.BatchStage<?, ArrowBatch> stage = Pipeline.from(ArchiveSource.of(archives))
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping(layout))))
                .enrich(H3Enricher.parse("lat,lon:5,7").build());
        for (Enricher<ArrowBatch> enricher : more) {
            stage = stage.enrich(enricher);
        }
        DeltaSink.Builder sink = layout.equals("tables") ? DeltaSink.tables(table) : DeltaSink.table(table);
        return stage.into(sink.fileBytes(1024).build()).onReject(DeltaQuarantine.beside(table));
    }

    static RunOptions options() {
        return RunOptions.builder()
                .parallelism(2)
                .unitWeight(1 << 18)
                .runId("the-run")
                .maxRejects(RejectLimit.parse("100"))
                .build();
    }

    /** The rows of all tables that a run has written, and of the quarantine, sorted. */
    static Map<String, List<String>> rows(Path table, RunReport report) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (var commit : report.tables()) {
            Path folder = commit.table().endsWith("_quarantine")
                    ? DeltaQuarantine.folderBeside(table)
                    : Files.isDirectory(table.resolve(commit.table())) ? table.resolve(commit.table()) : table;
            List<String> texts = new ArrayList<>();
            for (Map<String, Object> row : DeltaTable.open(folder).rows(Long.MAX_VALUE)) {
                Map<String, Object> readable = new TreeMap<>();
                row.forEach((name, value) ->
                        readable.put(name, value instanceof byte[] bytes ? Arrays.toString(bytes) : value));
                texts.add(readable.toString());
            }
            texts.sort(null);
            rows.put(commit.table(), texts);
        }
        return rows;
    }
}
