package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PairTextTest {
    private static double[] parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double[] pair = {7, 7};
        PairText.parse(bytes, bytes.length, pair);
        return pair;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "37.5 -79.25",
                "37.5,-79.25",
                "37.5 , -79.25",
                "\n 37.5\n\t-79.25 ",
                "37.5,-79.25,1250",
                "37.5 -79.25 -3.5e1"
            })
    void readsTwoNumbersAndPassesOverTheHeight(String text) {
        assertThat(parse(text)).containsExactly(37.5, -79.25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "37.5",
                "37.5,",
                ",37.5",
                "37.5,,-79.25",
                "37.5 -79.25,",
                "37.5 x",
                "x 37.5",
                "37.5 -79.25 x",
                "1 2 3 4",
                "37.5;-79.25",
                "37.5 NaN"
            })
    void refusesEverythingElse(String text) {
        assertThat(parse(text)).containsExactly(Double.NaN, Double.NaN);
    }
}
