package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DmsTextTest {
    private static final double LATITUDE = (37 * 3600 + 23 * 60 + 45.5) / 3600;
    private static final double LONGITUDE = -(75 * 3600 + 22 * 60 + 10.0) / 3600;

    private final DmsText parser = new DmsText();

    private double angle(String text, boolean latitude) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 0, bytes.length, latitude);
    }

    private double[] pair(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double[] pair = {7, 7};
        parser.parsePair(bytes, bytes.length, pair);
        return pair;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "372345.5N",
                "N372345.5",
                "37-23-45.5N",
                "37-23-45.5n",
                " 37 23 45.5 N ",
                "37:23:45.5N",
                "+37:23:45.5",
                "37°23'45.5\"N",
                "37° 23′ 45.5″ N",
                "37º23’45.5”N",
                "037-23-45.5N",
                "N 37 23 45.5"
            })
    void readsLatitudes(String text) {
        assertThat(angle(text, true)).isEqualTo(LATITUDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0752210W",
                "W0752210",
                "075-22-10W",
                "75-22-10W",
                "-075-22-10",
                "-0752210",
                "75°22'10\"W",
                "075:22:10.0W"
            })
    void readsLongitudes(String text) {
        assertThat(angle(text, false)).isEqualTo(LONGITUDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3730N", "37.5N", "37 30N", "37-30-00N", "373000N", "37°30'N", "+37.5", "37.5°N"})
    void partsMayBeMissing(String text) {
        assertThat(angle(text, true)).isEqualTo(37.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N",
                "372345",
                "372345E",
                "372345NN",
                "N372345N",
                "37234N",
                "3723456N",
                "37-60-00N",
                "37-00-60N",
                "37-23-45-12N",
                "37.5-30N",
                "37-23.5-10N",
                "3A2345N",
                "37--23.N5",
                "37-23-N45",
                "1e1N",
                "3723x45N",
                "٣٧N",
                "376000N",
                "37\u00c2N",
                "-37-23-45N",
                "99999999999999999999N"
            })
    void refusesOtherText(String text) {
        assertThat(angle(text, true)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "372345.5N 0752210W",
                "372345.5N0752210W",
                "372345.5N/0752210W",
                "0752210W, 372345.5N",
                "372345.5N W0752210",
                "N37-23-45.5 W075-22-10",
                "N372345.5W0752210",
                "37°23'45.5\"N 75°22'10\"W"
            })
    void readsPairsInEitherOrder(String text) {
        assertThat(pair(text)).containsExactly(LATITUDE, LONGITUDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "372345N", "372345N 372345N", "0752210W 0752210W", "372345N 0752210W 5E", "372345 0752210"})
    void refusesOtherPairs(String text) {
        assertThat(pair(text)).containsExactly(Double.NaN, Double.NaN);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void readsWhatWasWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            boolean latitude = random.nextBoolean();
            int degrees = random.nextInt(latitude ? 90 : 180);
            int minutes = random.nextInt(60);
            int hundredths = random.nextInt(6000);
            boolean negative = random.nextBoolean();
            char letter = latitude ? (negative ? 'S' : 'N') : negative ? 'W' : 'E';
            String format = (latitude ? "%02d" : "%03d") + (random.nextBoolean() ? "%02d%05.2f" : "-%d-%.2f") + "%c";
            String text = String.format(Locale.ROOT, format, degrees, minutes, hundredths / 100.0, letter);
            double expected = (negative ? -1 : 1) * (degrees + minutes / 60.0 + hundredths / 360000.0);
            assertThat(angle(text, latitude)).as(text).isCloseTo(expected, within(1e-12));
        }
    }
}
