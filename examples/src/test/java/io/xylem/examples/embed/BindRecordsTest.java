package io.xylem.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xylem.core.RunReport;
import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindRecordsTest {
    @TempDir
    Path folder;

    @Test
    void legsBecomeRowsAndWhatIsWrongGoesToTheQuarantine() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("1-good.xml"), """
                <flights><flight id="A"><track>
                <position time="2026-01-01T00:00:00Z" lat="0" lon="0"/>
                <position time="2026-01-01T00:10:00Z" lat="1" lon="0"/>
                <position time="2026-01-01T00:20:00Z" lat="1" lon="1"/></track></flight>
                <flight id="B"/></flights>""");
        Files.writeString(input.resolve("2-backwards.xml"), """
                <flights><flight id="C"><track><position time="2026-01-01T00:10:00Z" lat="0" lon="0"/>
                <position time="2026-01-01T00:20:00Z" lat="1" lon="0"/>
                <position time="2026-01-01T00:00:00Z" lat="1" lon="0"/></track></flight></flights>""");
        Files.writeString(input.resolve("3-damaged.xml"), "<flights><flight id='D'>");
        Files.writeString(input.resolve("4-unnamed.xml"), """
                <flights><flight><track><position time="2026-01-01T00:10:00Z" lat="0" lon="0"/>
                <position time="2026-01-01T00:20:00Z" lat="1" lon="0"/></track></flight></flights>""");

        RunReport report = BindRecords.ingest(input, folder.resolve("legs"));

        assertThat(report.balanced()).isTrue();
        assertThat(report.rejects())
                .containsEntry("BAD_VALUE", 1L)
                .containsEntry("NOT_WELL_FORMED", 1L)
                .containsEntry("REQUIRED", 1L);
        assertThat(DeltaTable.open(folder.resolve("legs")).rows(10)).hasSize(2).allSatisfy(row -> {
            assertThat(row).containsEntry("_source", "1-good.xml").containsEntry("flight", "A");
            assertThat((Double) row.get("metres_per_second")).isCloseTo(185.3, within(0.1));
            assertThat(row.get("h3_7")).isNotNull();
        });
        assertThat(DeltaTable.open(folder.resolve("legs")).rows(10))
                .extracting(row -> row.get("_row"))
                .containsExactly(0, 1);
    }
}
