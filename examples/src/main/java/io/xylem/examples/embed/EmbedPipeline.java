package io.xylem.examples.embed;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Path;

/** Embeds the whole pipeline: archives of XML in, a Delta table with H3 cells out. */
public final class EmbedPipeline {
    private EmbedPipeline() {}

    /**
     * Ingests a folder of flight messages.
     *
     * @param arguments mapping file, input, table
     */
    public static void main(String[] arguments) {
        RunReport report = ingest(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        System.out.println(report.toJson());
    }

    static RunReport ingest(Path mappingFile, Path input, Path table) {
        Mapping mapping = Mapping.fromYaml(mappingFile);
        return Pipeline.from(ArchiveSource.of(input))
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping)))
                .enrich(H3Enricher.parse("lat,lon:5,7,9").build())
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.DEFAULT);
    }
}
