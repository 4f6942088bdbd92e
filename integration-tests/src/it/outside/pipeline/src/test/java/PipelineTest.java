import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    @TempDir
    Path folder;

    @Test
    void xmlBecomesADeltaTableWithCells() throws Exception {
        Path mapping = Files.writeString(folder.resolve("places.yaml"), """
                version: 1
                record: /places/place
                columns:
                  - {name: name, path: "@name", type: string}
                  - {name: lat, path: lat, type: double}
                  - {name: lon, path: lon, type: double}
                """);
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.writeString(input.resolve("a.xml"), "<places><place name='x'><lat>48.1</lat><lon>11.5</lon></place></places>");
        Files.writeString(input.resolve("b.xml"), "<places><place name='y'></places>");
        Path table = folder.resolve("places");
        RunReport report = Pipeline.from(ArchiveSource.of(input))
                .flatten(ArrowFlattener.of(XmlShredder.of(Mapping.fromYaml(mapping))))
                .enrich(H3Enricher.parse("lat,lon:5,7,9").build())
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.DEFAULT);
        assertEquals(1, report.documents().tabled());
        assertEquals(1, report.documents().quarantined());
        List<Map<String, Object>> rows = DeltaTable.open(table).rows(10);
        assertEquals(1, rows.size());
        assertNotNull(rows.get(0).get("h3_9"));
        for (int i = 0; i < 11; i++) { // Checkpoints go through Parquet and Jackson as Kernel uses them.
            Files.writeString(input.resolve("more" + i + ".xml"), "<places><place name='z'/></places>");
            Pipeline.from(ArchiveSource.of(input))
                    .flatten(ArrowFlattener.of(XmlShredder.of(Mapping.fromYaml(mapping))))
                    .enrich(H3Enricher.parse("lat,lon:5,7,9").build())
                    .into(DeltaSink.table(table).build())
                    .onReject(DeltaQuarantine.beside(table))
                    .run(RunOptions.DEFAULT);
        }
        assertEquals(12, DeltaTable.open(table).rows(100).size());
    }

    @Test
    void librariesAreThoseThatXylemIsTestedWith() throws Exception {
        assertEquals(Set.of(), TestedLibraries.notAmong());
    }
}
