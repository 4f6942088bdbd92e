package io.xylem.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.h3core.H3Core;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class H3CellsTest {
    private static final H3Core ORACLE = oracle();

    static H3Core oracle() {
        try {
            return H3Core.newInstance();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void parentsAreThoseOfTheLibrary(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            double latitude = random.nextDouble() * 180 - 90;
            double longitude = random.nextDouble() * 360 - 180;
            int resolution = random.nextInt(16);
            long cell = H3Cells.cell(latitude, longitude, resolution);
            assertThat(cell).isEqualTo(ORACLE.latLngToCell(latitude, longitude, resolution));
            assertThat(H3Cells.resolution(cell)).isEqualTo(resolution);
            assertThat(H3Cells.hex(cell)).isEqualTo(ORACLE.h3ToString(cell));
            for (int parent = 0; parent <= resolution; parent++) {
                assertThat(H3Cells.parent(cell, parent)).isEqualTo(ORACLE.cellToParent(cell, parent));
            }
        }
    }

    @Test
    void parentsOfPentagonsAreThoseOfTheLibrary() {
        for (int resolution = 0; resolution <= 15; resolution++) {
            for (long cell : ORACLE.getPentagons(resolution)) {
                for (int parent = 0; parent <= resolution; parent++) {
                    assertThat(H3Cells.parent(cell, parent)).isEqualTo(ORACLE.cellToParent(cell, parent));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"90,0", "-90,0", "90,180", "0,180", "0,-180", "-0.0,-0.0", "89.999999999,-180", "12.5,179.9999999999"})
    void acceptsPolesAndAntimeridian(double latitude, double longitude) {
        assertThat(H3Cells.cell(latitude, longitude, 9)).isEqualTo(ORACLE.latLngToCell(latitude, longitude, 9));
    }

    @ParameterizedTest
    @CsvSource({"90.0000001,0", "-91,0", "0,180.0000001", "0,-181", "NaN,0", "0,NaN", "Infinity,0", "0,-Infinity"})
    void refusesWhatIsNotOnEarth(double latitude, double longitude) {
        assertThat(H3Cells.valid(latitude, longitude)).isFalse();
        assertThatThrownBy(() -> H3Cells.cell(latitude, longitude, 5))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("latitudes are -90 to 90");
    }

    @Test
    void refusesResolutionsThatDoNotExist() {
        long cell = H3Cells.cell(1, 1, 5);
        assertThatThrownBy(() -> H3Cells.cell(1, 1, 16)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> H3Cells.cell(1, 1, -1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> H3Cells.parent(cell, 6))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("finer");
    }
}
