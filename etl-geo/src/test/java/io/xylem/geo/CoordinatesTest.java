package io.xylem.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoordinatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lat,lon",
                "latlon=pos",
                "lonlat=point",
                "dms=text",
                "dms=lat,lon",
                "dms=lat_d/lat_m/lat_s/lat_dir,lon_d/lon_m/lon_s/lon_dir",
                "dms=lat_d/lat_m//,lon_d///"
            })
    void writesTheFormThatItReads(String text) {
        assertThat(Coordinates.parse(text)).hasToString(text);
    }

    @Test
    void leavesOutPartsThatAreNotThere() {
        assertThat(Coordinates.parse("dms=a/b,c"))
                .isEqualTo(new Coordinates.DmsParts(
                        new Coordinates.Parts("a", "b", null, null), new Coordinates.Parts("c", null, null, null)));
        assertThat(Coordinates.parse("dms=a/b//d,e///f").columns()).containsExactly("a", "b", "d", "e", "f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lat,lat", "dms=lat,lat", "dms=a/b/c/d,e/b//f"})
    void refusesAColumnThatIsNamedTwice(String text) {
        assertThatThrownBy(() -> Coordinates.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lat",
                "lat,",
                ",lon",
                "a,b,c",
                "latlon=a,b",
                "utm=a,b",
                "dms=a,b,c",
                "dms=/m,lon",
                "dms=a/b/c/d/e,f"
            })
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> Coordinates.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be understood; write LAT,LON");
    }
}
