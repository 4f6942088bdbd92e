package io.xylem.it;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Document;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.examples.flights.FlightMessages;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the whole pipeline as an embedding program would. */
final class Ingest {
    private Ingest() {}

    static Path root() {
        return Path.of(System.getProperty("etl.root", ".."));
    }

    static Mapping flights() {
        return Mapping.fromYaml(root().resolve("examples/flights.yaml"));
    }

    /** Makes archives of flight messages. */
    static Path archives(Path folder, int documents, int archives, int broken) throws IOException {
        FlightMessages defaults = FlightMessages.DEFAULT;
        new FlightMessages(defaults.seed(), documents, archives, broken, defaults.form(), defaults.level())
                .write(folder, 2);
        return folder;
    }

    static RunReport run(
            ArchiveSource source, Mapping mapping, DeltaSink sink, Path table, RunOptions options, String... h3) {
        Pipeline.BatchStage<Document, ArrowBatch> stage =
                Pipeline.from(source).flatten(ArrowFlattener.of(XmlShredder.of(mapping)));
        for (String cells : h3) {
            stage = stage.enrich(H3Enricher.parse(cells).build());
        }
        return stage.into(sink).onReject(DeltaQuarantine.beside(table)).run(options);
    }

    static RunReport flights(Path archives, Path table, int parallelism) {
        return run(
                ArchiveSource.of(archives),
                flights(),
                DeltaSink.table(table).build(),
                table,
                RunOptions.builder()
                        .parallelism(parallelism)
                        .unitWeight(1 << 20)
                        .runId("the-run")
                        .build(),
                "lat,lon:5,7,9");
    }

    /** The same mapping in another layout. */
    static Mapping flights(String layout) throws IOException {
        String yaml = Files.readString(root().resolve("examples/flights.yaml"));
        return Mapping.fromYaml(layout + " flights", yaml.replace("layout: stacked", "layout: " + layout));
    }

    /** Flights as one table for each level. */
    static RunReport tables(Path archives, Path folder, int parallelism) throws IOException {
        return run(
                ArchiveSource.of(archives),
                flights("tables"),
                DeltaSink.tables(folder).build(),
                folder,
                RunOptions.builder()
                        .parallelism(parallelism)
                        .unitWeight(1 << 20)
                        .runId("the-run")
                        .build(),
                "lat,lon:5,7,9");
    }
}
