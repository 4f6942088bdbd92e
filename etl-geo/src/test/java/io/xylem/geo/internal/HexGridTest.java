package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our arithmetic against the library. A longer run: {@code -Dxylem.h3.points=100000000}. */
class HexGridTest {
    private static final int POINTS = Integer.getInteger("xylem.h3.points", 300_000);

    private final H3Core library = NativeH3.core();
    private final HexGrid grid = new HexGrid(HexTables.tables());
    private long checked;
    private long undecided;

    @BeforeEach
    void printSeed() {
        System.out.println("seed 42, " + POINTS + " points");
    }

    private void check(double latitude, double longitude, int resolution) {
        grid.point(latitude, longitude);
        long cell = grid.cell(resolution);
        checked++;
        if (cell == HexGrid.UNDECIDED) {
            undecided++;
        } else if (cell != library.latLngToCell(latitude, longitude, resolution)) {
            assertThat(Long.toHexString(cell))
                    .as("latitude %s, longitude %s, resolution %s", latitude, longitude, resolution)
                    .isEqualTo(Long.toHexString(library.latLngToCell(latitude, longitude, resolution)));
        }
    }

    @Test
    void agreesWithTheLibraryAllOverTheEarth() {
        Random random = new Random(42);
        for (int i = 0; i < POINTS; i++) {
            double latitude = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
            double longitude = 360 * random.nextDouble() - 180;
            check(latitude, longitude, random.nextInt(16));
        }
        assertThat(undecided).isLessThan(checked / 1_000);
    }

    @Test
    void agreesAtPolesOnMeridiansAndAtTheDateLine() {
        for (int resolution = 0; resolution <= 15; resolution++) {
            for (double latitude = -90; latitude <= 90; latitude += 0.5) {
                for (double longitude : new double[] {-180, -90, -0.0, 0, 1e-12, 45, 90, 180, Math.nextDown(180.0)}) {
                    check(latitude, longitude, resolution);
                }
            }
        }
    }

    @Test
    void agreesAroundPentagons() {
        Random random = new Random(42);
        for (int depth = 0; depth <= 15; depth++) {
            for (long pentagon : library.getPentagons(depth)) {
                LatLng centre = library.cellToLatLng(pentagon);
                check(centre.lat, centre.lng, depth);
                for (int i = 0; i < POINTS / 3_000; i++) {
                    double size = 20 * Math.pow(7, -depth / 2.0);
                    double latitude = centre.lat + size * random.nextGaussian();
                    double longitude = centre.lng + size * random.nextGaussian();
                    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                        check(latitude, longitude, Math.min(15, depth + random.nextInt(3)));
                    }
                }
            }
        }
    }

    /** On the edges of hexagons, where rounding decides, it agrees or leaves the decision to the library. */
    @Test
    void neverContradictsTheLibraryOnEdges() {
        Random random = new Random(42);
        for (int i = 0; i < POINTS / 50; i++) {
            int resolution = random.nextInt(16);
            double latitude = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
            long cell = library.latLngToCell(latitude, 360 * random.nextDouble() - 180, resolution);
            LatLng before = null;
            for (LatLng corner : library.cellToBoundary(cell)) {
                check(corner.lat, corner.lng, resolution);
                if (before != null && Math.abs(before.lng - corner.lng) < 90) {
                    check((corner.lat + before.lat) / 2, (corner.lng + before.lng) / 2, resolution);
                }
                before = corner;
            }
        }
    }

    @Test
    void agreesAtCentresAndCornersOfFaces() {
        double[] axes = HexTables.tables().axes;
        Random random = new Random(42);
        for (int face = 0; face < HexTables.FACES; face++) {
            double latitude = Math.toDegrees(Math.asin(axes[face * HexTables.STRIDE + 2]));
            double longitude =
                    Math.toDegrees(Math.atan2(axes[face * HexTables.STRIDE + 1], axes[face * HexTables.STRIDE]));
            for (int resolution = 0; resolution <= 15; resolution++) {
                for (int exponent = -1; exponent > -18; exponent--) {
                    double size = Math.pow(10, exponent);
                    check(
                            latitude + size * random.nextGaussian(),
                            longitude + size * random.nextGaussian(),
                            resolution);
                }
            }
        }
    }
}
