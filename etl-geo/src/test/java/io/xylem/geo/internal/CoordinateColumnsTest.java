package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules;
import io.xylem.geo.H3Enricher;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoordinateColumnsTest {
    private static final ShredSchema LEVELS = new ShredSchema(
            Layout.STACKED,
            List.of(
                    level("flight", -1, "lat"),
                    level("position", 0, "position_lon", "direction"),
                    level("sensor", 1, "sensor_lon", "sensor_lat"),
                    level("waypoint", 0, "waypoint_lat")));

    private static ShredLevel level(String name, int parent, String... columns) {
        return new ShredLevel(
                name,
                parent,
                "/" + name,
                Arrays.stream(columns)
                        .map(column -> new ShredColumn(
                                column, Primitive.DOUBLE, false, ValueRules.DEFAULT, "/" + column, null))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensor_lat,sensor_lon",
                "lat,position_lon",
                "lat,sensor_lon",
                "sensor_lat,position_lon",
                "lat,other_enrichers_column"
            })
    void takesColumnsOfOneBranch(String coordinates) {
        H3Enricher enricher = H3Enricher.parse(coordinates + ":5").build();
        assertThatCode(() -> enricher.requireOneBranch(LEVELS)).doesNotThrowAnyException();
    }

    @Test
    void refusesColumnsOfSiblingGroups() {
        H3Enricher enricher = H3Enricher.parse("waypoint_lat,sensor_lon:5").build();
        assertThatThrownBy(() -> enricher.requireOneBranch(LEVELS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column 'waypoint_lat' is in group 'waypoint'")
                .hasMessageContaining("column 'sensor_lon' in group 'sensor'");
    }

    @Test
    void refusesPartsOfSiblingGroups() {
        H3Enricher enricher =
                H3Enricher.parse("dms=lat///direction,waypoint_lat///:5").build();
        assertThatThrownBy(() -> enricher.requireOneBranch(LEVELS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'direction'")
                .hasMessageContaining("'waypoint_lat'");
    }
}
