package io.xylem.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.h3core.H3Core;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.geo.H3Enricher.CellForm;
import io.xylem.geo.H3Enricher.Mode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class H3EnricherTest {
    private static final H3Core ORACLE = H3CellsTest.oracle();
    private static final TableSchema TABLE = new TableSchema(
            "flight",
            List.of(
                    new Field("lat", Primitive.DOUBLE),
                    new Field("lon", new DecimalType(9, 6)),
                    new Field("pos", Primitive.STRING),
                    new Field("ring", new ListType(Primitive.DOUBLE)),
                    new Field("when", Primitive.TIMESTAMP),
                    new Field("H3_5", Primitive.LONG)));

    private final GeoBench bench = new GeoBench();

    @AfterEach
    void leavesNothingAllocated() {
        bench.close();
    }

    private static Long cell(double latitude, double longitude, int resolution) {
        return ORACLE.latLngToCell(latitude, longitude, resolution);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void directCellsAreThoseOfTheLibrary(long seed) {
        Random random = new Random(seed);
        List<Object> latitudes = new ArrayList<>();
        List<Object> longitudes = new ArrayList<>();
        double[] edges = {90, -90, 180, -180, 0, -0.0};
        for (int i = 0; i < 20_000; i++) {
            boolean again = i > 0 && random.nextInt(3) == 0;
            int earlier = again ? Math.max(0, i - 1 - random.nextInt(10)) : 0;
            double latitude = random.nextInt(50) == 0 ? edges[random.nextInt(2)] : random.nextDouble() * 180 - 90;
            double longitude = random.nextInt(50) == 0 ? edges[2 + random.nextInt(4)] : random.nextDouble() * 360 - 180;
            latitudes.add(again ? latitudes.get(earlier) : (Object) latitude);
            longitudes.add(again ? longitudes.get(earlier) : (Object) longitude);
        }
        bench.column("lat", latitudes).column("lon", longitudes).batches(4_096);
        H3Enricher enricher =
                H3Enricher.parse("lat,lon:9,0,5,15").mode(Mode.DIRECT).build();
        GeoBench.Result result = bench.run(enricher);
        for (int resolution : new int[] {0, 5, 9, 15}) {
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < latitudes.size(); i++) {
                expected.add(cell((Double) latitudes.get(i), (Double) longitudes.get(i), resolution));
            }
            assertThat(result.column("h3_" + resolution)).isEqualTo(expected);
        }
        assertThat(result.names()).containsExactly("lat", "lon", "h3_9", "h3_0", "h3_5", "h3_15");
        assertThat(result.nulled()).isZero();
    }

    @Test
    void hierarchicalCellsAreAncestorsOfTheFinest() {
        Random random = new Random(41);
        List<Object> latitudes = new ArrayList<>();
        List<Object> longitudes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            latitudes.add(random.nextDouble() * 180 - 90);
            longitudes.add(random.nextDouble() * 360 - 180);
        }
        bench.column("lat", latitudes).column("lon", longitudes);
        GeoBench.Result result = bench.run(
                H3Enricher.parse("lat,lon:5,9").mode(Mode.HIERARCHICAL).build());
        GeoBench.Result direct = bench.run(H3Enricher.parse("lat,lon:5,9").build());
        List<Object> parents = new ArrayList<>();
        result.column("h3_9").forEach(cell -> parents.add(ORACLE.cellToParent((Long) cell, 5)));
        assertThat(result.column("h3_5")).isEqualTo(parents).isNotEqualTo(direct.column("h3_5"));
        assertThat(result.column("h3_9")).isEqualTo(direct.column("h3_9"));
    }

    @Test
    void hexIsWhatTheLibraryWrites() {
        bench.column("lat", 37.5, null, -12.25).column("lon", -75.25, 1.0, 100.5);
        GeoBench.Result result =
                bench.run(H3Enricher.parse("lat,lon:0,15").as(CellForm.HEX).build());
        assertThat(result.column("h3_15"))
                .containsExactly(
                        ORACLE.latLngToCellAddress(37.5, -75.25, 15),
                        null,
                        ORACLE.latLngToCellAddress(-12.25, 100.5, 15));
        assertThat(result.column("h3_0")).element(0).isEqualTo(ORACLE.latLngToCellAddress(37.5, -75.25, 0));
    }

    @Test
    void nullsAreAbsentAndWhatIsNotOnEarthIsCounted() {
        Double[] latitudes = {
            37.5, null, 37.5, null, 90.0001, -91.0, 37.5, Double.NaN, 37.5, Double.NEGATIVE_INFINITY, 90.0
        };
        Double[] longitudes = {-75.25, 1.0, null, null, 0.0, 0.0, 180.5, 0.0, Double.NaN, 0.0, -180.0};
        bench.column("lat", (Object[]) latitudes).column("lon", (Object[]) longitudes);
        GeoBench.Result result = bench.run(H3Enricher.parse("lat,lon:7").build());
        assertThat(result.column("h3_7"))
                .containsExactly(
                        cell(37.5, -75.25, 7), null, null, null, null, null, null, null, null, null, cell(90, -180, 7));
        assertThat(result.nulled()).isEqualTo(6);
    }

    @Test
    void readsEveryTypeOfNumber() {
        BigDecimal exact = new BigDecimal("37.123456");
        BigDecimal long38 = new BigDecimal("-75.12345678901234567890123456789");
        bench.column("decimal", exact, null)
                .column("long_decimal", long38, long38)
                .column("text", " -75.5 ", "east")
                .column("int", 37, 37)
                .column("long", 37L, 37L)
                .column("short", (short) 37, (short) 37)
                .column("byte", (byte) -37, (byte) -37)
                .column("float", -75.1f, -75.1f);
        assertThat(bench.run(H3Enricher.parse("decimal,long_decimal:9").build()).column("h3_9"))
                .containsExactly(cell(exact.doubleValue(), long38.doubleValue(), 9), null);
        GeoBench.Result text = bench.run(H3Enricher.parse("int,text:9").build());
        assertThat(text.column("h3_9")).containsExactly(cell(37, -75.5, 9), null);
        assertThat(text.nulled()).isEqualTo(1);
        assertThat(bench.run(H3Enricher.parse("long,float:9").build()).column("h3_9"))
                .containsOnly(cell(37, -75.1f, 9));
        assertThat(bench.run(H3Enricher.parse("short,byte:9").build()).column("h3_9"))
                .containsOnly(cell(37, -37, 9));
    }

    @Test
    void readsDegreesMinutesAndSecondsInPartsOfAnyType() {
        bench.column("d", 37, 37, 37, 37, null, 37, 37, -37, 90, 37)
                .column("m", "23", null, "23", "60", "1", "23", "x", "0", "1", "0")
                .column("s", 45.5, 45.5, 45.5, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 60.0)
                .column("dir", "N", "south", "E", "N", "N", null, "N", "N", "N", "N")
                .column("east", Collections.nCopies(10, 100));
        GeoBench.Result result =
                bench.run(H3Enricher.parse("dms=d/m/s/dir,east/:9").build());
        List<Object> expected = new ArrayList<>(Collections.nCopies(10, null));
        expected.set(0, cell((37 * 3600 + 23 * 60 + 45.5) / 3600, 100, 9));
        expected.set(1, cell(-(37 * 3600 + 45.5) / 3600, 100, 9));
        assertThat(result.column("h3_9")).isEqualTo(expected);
        assertThat(result.nulled())
                .as("all but the two read and the one without degrees")
                .isEqualTo(7);
    }

    @Test
    void degreesWithoutDirectionAreSigned() {
        bench.column("d", "-0", "-12", "12").column("m", 30, 30, 30).column("lon", 7.25, 7.25, 7.25);
        GeoBench.Result result = bench.run(H3Enricher.parse("dms=d/m,lon/:9").build());
        assertThat(result.column("h3_9"))
                .containsExactly(cell(-0.5, 7.25, 9), cell(-12.5, 7.25, 9), cell(12.5, 7.25, 9));
    }

    @Test
    void readsTextualForms() {
        bench.column("lat", "372345N", "", null, "372345E")
                .column("lon", "0752210W", "0752210W", "0752210W", "0752210W")
                .column("both", "372345N 0752210W", " ", null, "372345N")
                .column("latlon", "37.5 -75.25", " ", null, "95 0")
                .column("lonlat", "-75.25,37.5,120", "", null, "37.5," + "0".repeat(600) + "1");
        Long dms = cell((37 * 3600 + 23 * 60 + 45) / 3600.0, -(75 * 3600 + 22 * 60 + 10) / 3600.0, 9);
        Long decimal = cell(37.5, -75.25, 9);
        for (String spec : List.of("dms=lat,lon", "dms=both", "latlon=latlon", "lonlat=lonlat")) {
            GeoBench.Result result = bench.run(H3Enricher.parse(spec + ":9").build());
            assertThat(result.column("h3_9"))
                    .as(spec)
                    .containsExactly(spec.startsWith("dms") ? dms : decimal, null, null, null);
            assertThat(result.nulled()).as(spec).isEqualTo(1);
        }
    }

    @Test
    void chainsWithDifferentPrefixes() {
        bench.column("lat", 37.5, 38.5)
                .column("lon", -75.25, -76.25)
                .column("pos", "1 2", "x")
                .batches(1);
        GeoBench.Result result = bench.run(
                H3Enricher.parse("lat,lon:5,7").build(),
                H3Enricher.parse("latlon=pos:5:pos_h3_").as(CellForm.HEX).build());
        assertThat(result.names()).containsExactly("lat", "lon", "pos", "h3_5", "h3_7", "pos_h3_5");
        assertThat(result.column("h3_7")).containsExactly(cell(37.5, -75.25, 7), cell(38.5, -76.25, 7));
        assertThat(result.column("pos_h3_5")).containsExactly(ORACLE.latLngToCellAddress(1, 2, 5), null);
        assertThat(result.nulled()).isEqualTo(1);
    }

    @Test
    void recipesSurviveSerialization() throws IOException, ClassNotFoundException {
        bench.column("lat", 37.5, 95.0).column("lon", -75.25, 0.0);
        for (String spec : List.of("lat,lon:5,7:p_", "dms=lat///,lon/:3")) {
            H3Enricher enricher = H3Enricher.parse(spec).as(CellForm.HEX).build();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(enricher);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(bench.run((H3Enricher) in.readObject())).isEqualTo(bench.run(enricher));
            }
        }
    }

    @Test
    void batchesWithoutRowsStayEmpty() {
        bench.column("lat", List.of()).column("lon", List.of());
        GeoBench.Result result = bench.run(H3Enricher.parse("lat,lon:5").build());
        assertThat(result.names()).contains("h3_5");
        assertThat(result.column("h3_5")).isEmpty();
    }

    @Test
    void appendsColumnsToTheTableThatHasTheCoordinates() {
        TableSchema other = new TableSchema("other", List.of(new Field("x", Primitive.INT)));
        List<TableSchema> tables = H3Enricher.parse("lat,lon:7,9:geo_").build().tables(List.of(other, TABLE));
        assertThat(tables.get(0)).isEqualTo(other);
        assertThat(tables.get(1).fields().subList(0, 6)).isEqualTo(TABLE.fields());
        assertThat(tables.get(1).fields().subList(6, 8))
                .containsExactly(
                        new Field("geo_7", Primitive.LONG, true, "H3 cell at resolution 7 of lat, lon"),
                        new Field("geo_9", Primitive.LONG, true, "H3 cell at resolution 9 of lat, lon"));
        H3Enricher hex = H3Enricher.parse("latlon=pos:7,9:p_")
                .mode(Mode.HIERARCHICAL)
                .as(CellForm.HEX)
                .build();
        assertThat(hex.tables(List.of(TABLE)).get(0).field("p_7"))
                .contains(new Field(
                        "p_7",
                        Primitive.STRING,
                        true,
                        "H3 ancestor at resolution 7 of the cell at resolution 9 of pos"));
    }

    @Test
    void refusesColumnsThatAreMissingOrOfAnotherType() {
        assertRefused("latt,lon:7", "'latt'", "did you mean 'lat'?");
        assertRefused("LAT,lon:7", "'LAT'", "did you mean 'lat'?");
        assertRefused("when,lon:7", "'when'", "timestamp", "a number or a string is needed");
        assertRefused("ring,lon:7", "'ring'", "a list");
        assertRefused("latlon=lat:7", "'lat'", "double", "where a string is needed");
        assertRefused("dms=pos///lat,lon/:7", "'lat'", "where a string is needed");
    }

    @Test
    void refusesCoordinatesThatLackAColumnOrAreInDifferentTables() {
        TableSchema nested = new TableSchema(
                "flight",
                List.of(new Field(
                        "position", new ListType(new StructType(List.of(new Field("lat", Primitive.DOUBLE)))))));
        H3Enricher enricher = H3Enricher.parse("lat,lon:7").build();
        assertThatThrownBy(() -> enricher.tables(List.of(nested)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column 'lon'");
        TableSchema one = new TableSchema("one", List.of(new Field("lat", Primitive.DOUBLE)));
        TableSchema two = new TableSchema("two", List.of(new Field("lon", Primitive.DOUBLE)));
        assertThatThrownBy(() -> enricher.tables(List.of(one, two)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("different tables");
    }

    @Test
    void refusesNamesThatAreTakenWhateverTheirCase() {
        assertRefused("lat,lon:7,5", "already has a column 'H3_5'", "another prefix");
        H3Enricher twice = H3Enricher.parse("lat,lon:7").build();
        assertThatThrownBy(() -> twice.tables(twice.tables(List.of(TABLE)))).hasMessageContaining("'h3_7'");
    }

    @Test
    void refusesWrongSettings() {
        assertThatThrownBy(() -> H3Enricher.builder().resolutions(3, 16)).hasMessageContaining("16 does not exist");
        assertThatThrownBy(() -> H3Enricher.builder().resolutions(3, 3)).hasMessageContaining("once");
        assertThatThrownBy(() -> H3Enricher.builder().resolutions()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> H3Enricher.builder().resolutions(3).build()).hasMessageContaining("needs coordinates");
        for (String spec : Arrays.asList("lat,lon", "lat,lon:", "lat,lon:a", "lat,lon:5:p:q")) {
            assertThatThrownBy(() -> H3Enricher.parse(spec)).as(spec).isInstanceOf(UsageException.class);
        }
    }

    private static void assertRefused(String spec, String... words) {
        assertThatThrownBy(() -> H3Enricher.parse(spec).build().tables(List.of(TABLE)))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(words);
    }
}
