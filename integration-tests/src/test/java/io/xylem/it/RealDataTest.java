package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.schema.DataType;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.geo.H3Cells;
import io.xylem.testkit.Corpora;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Node;

/** Real documents, end to end: each row of the table against an independent reading of the document. */
class RealDataTest {
    @TempDir
    Path folder;

    @Test
    void swimFlightMessagesWithPositionsFromDegreesMinutesSeconds() throws Exception {
        List<Map<String, Object>> rows = compare(
                "swim.zip",
                "swim-tfms-flights.yaml",
                "docs/tfm*.xml",
                "dms=lat_degrees/lat_minutes/lat_seconds/lat_direction,"
                        + "lon_degrees/lon_minutes/lon_seconds/lon_direction:5,9");
        int positions = 0;
        for (Map<String, Object> row : rows) {
            if (row.get("lat_degrees") == null) {
                assertThat(row.get("h3_5")).isNull();
                continue;
            }
            double lat = degrees(row, "lat", "SOUTH");
            double lon = degrees(row, "lon", "WEST");
            assertThat(row)
                    .containsEntry("h3_5", H3Cells.cell(lat, lon, 5))
                    .containsEntry("h3_9", H3Cells.cell(lat, lon, 9));
            positions++;
        }
        assertThat(positions).isGreaterThan(10);
    }

    @Test
    void transxchangeStopsAndLinks() throws Exception {
        List<Map<String, Object>> rows = compare(
                "transxchange.zip", "transxchange.yaml", "docs/{SVR,notts,lincs,NW}*.xml", "stop_lat,stop_lon:7");
        assertThat(rows).extracting(r -> r.get("_group")).contains("stop_point", "route_link", "timing_link");
    }

    @Test
    void quakemlEventsAndPicks() throws Exception {
        List<Map<String, Object>> rows =
                compare("quakeml-usgs.zip", "quakeml.yaml", "docs/{usc,nc}*.xml", "latitude,longitude:5");
        assertThat(rows).extracting(r -> r.get("_group")).contains("origin", "pick", "arrival", "amplitude");
    }

    @Test
    void osmNodesAndTags() throws Exception {
        List<Map<String, Object>> rows =
                compare("osm-testdata.zip", "osm-nodes.yaml", "docs/grid/data/*.osm", "latitude,longitude:5,9");
        assertThat(rows).hasSizeGreaterThan(500);
        for (Map<String, Object> row : rows) {
            assertThat(row)
                    .containsEntry(
                            "h3_9", H3Cells.cell((double) row.get("latitude"), (double) row.get("longitude"), 9));
        }
    }

    private List<Map<String, Object>> compare(String corpus, String mappingFile, String include, String h3)
            throws Exception {
        Path archive = Corpora.corpus(corpus);
        Mapping mapping =
                Mapping.fromYaml(Path.of("src/test/resources/mappings").resolve(mappingFile));
        Path table = folder.resolve("table");
        RunReport report = Ingest.run(
                ArchiveSource.builder()
                        .input(archive.toString())
                        .include(include)
                        .build(),
                mapping,
                DeltaSink.table(table).build(),
                table,
                RunOptions.DEFAULT,
                h3);
        assertThat(report.balanced()).isTrue();
        assertThat(report.rejects()).isEmpty();

        DomRows oracle = new DomRows(mapping);
        List<Map<String, Object>> expected = new ArrayList<>();
        java.nio.file.PathMatcher wanted =
                java.nio.file.FileSystems.getDefault().getPathMatcher("glob:" + include);
        for (Map.Entry<String, byte[]> entry : Corpora.entries(archive).entrySet()) {
            if (wanted.matches(Path.of(entry.getKey()))) {
                expected.addAll(oracle.of(corpus + "!/" + entry.getKey(), entry.getValue()));
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>(DeltaTable.open(table).rows(Long.MAX_VALUE));
        sort(rows);
        sort(expected);
        assertThat(rows).hasSameSizeAs(expected);
        assertThat(expected).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            check(mapping, rows.get(i), expected.get(i));
        }
        return rows;
    }

    private static void sort(List<Map<String, Object>> rows) {
        rows.sort(Comparator.comparing((Map<String, Object> r) -> (String) r.get("_source"))
                .thenComparing(r -> ((Number) r.get("_record")).longValue())
                .thenComparing(r -> ((Number) r.get("_row")).intValue()));
    }

    private static void check(Mapping mapping, Map<String, Object> row, Map<String, Object> expected) {
        String where = row.get("_source") + " " + row.get("_record") + " " + row.get("_row");
        assertThat(row.get("_group")).as(where).isEqualTo(expected.get("_group"));
        for (Group group : mapping.levels()) {
            if (!group.equals(mapping.record())) {
                assertThat(row.get("_" + group.name())).as(where).isEqualTo(expected.get("_" + group.name()));
            }
            for (Column column : group.columns()) {
                Object want = expected.get(column.name());
                Object got = row.get(column.name());
                if (want instanceof Node) {
                    assertThat((String) got)
                            .as(where + " " + column.name())
                            .startsWith("<")
                            .endsWith(">");
                } else if (want instanceof List<?> items) {
                    List<Object> typed = new ArrayList<>();
                    items.forEach(item -> typed.add(typed(column, (String) item)));
                    assertThat(got).as(where + " " + column.name()).isEqualTo(typed);
                } else {
                    assertThat(got)
                            .as(where + " " + column.name())
                            .isEqualTo(want == null ? null : typed(column, (String) want));
                }
            }
        }
    }

    /** What the JDK makes of a text. */
    private static Object typed(Column column, String text) {
        String value = text.strip();
        if (!(column.type() instanceof DataType.Primitive primitive)) {
            DataType.DecimalType decimal = (DataType.DecimalType) column.type();
            return new BigDecimal(value).setScale(decimal.scale());
        }
        if (primitive == DataType.Primitive.STRING) {
            return column.rules().trim() ? value : text;
        }
        if (value.isEmpty()) {
            return null;
        }
        return switch (primitive) {
            case BOOLEAN -> value.equals("true") || value.equals("1");
            case INT -> Integer.parseInt(value);
            case LONG -> Long.parseLong(value);
            case FLOAT -> Float.parseFloat(value);
            case DOUBLE -> Double.parseDouble(value);
            case DATE -> LocalDate.parse(value);
            case TIMESTAMP -> instant(column, value);
            default -> throw new IllegalArgumentException(primitive.toString());
        };
    }

    private static Instant instant(Column column, String value) {
        Instant instant = value.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(value).toInstant()
                : LocalDateTime.parse(value).atZone(column.rules().zone()).toInstant();
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static double degrees(Map<String, Object> row, String axis, String negative) {
        int degrees = (int) row.get(axis + "_degrees");
        int minutes = row.get(axis + "_minutes") == null ? 0 : (int) row.get(axis + "_minutes");
        int seconds = row.get(axis + "_seconds") == null ? 0 : (int) row.get(axis + "_seconds");
        double value = degrees + minutes / 60.0 + seconds / 3600.0;
        return negative.equals(row.get(axis + "_direction")) ? -value : value;
    }
}
