package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTextTest {
    static double parse(String text) {
        byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
        return DecimalText.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "007.50",
                ".5",
                "5.",
                "-75.36944444444444",
                "179.99999999999999999999",
                "1e2",
                "-1.5E-3",
                "9007199254740993",
                "9007199254740991",
                "0.000000000000000000000000123",
                " \t12.5\r\n",
                "1e400",
                "123456789012345678901234567890"
            })
    void readsWhatTheJdkReads(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void roundsAsTheJdkDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 5);
            String text = switch (i % 3) {
                case 0 -> Double.toString(value);
                case 1 -> new BigDecimal(value).toPlainString();
                default -> String.format(java.util.Locale.ROOT, "%.7f", value);
            };
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                "-.",
                "1.2.3",
                "1,5",
                "--1",
                "1-",
                "NaN",
                "INF",
                "Infinity",
                "0x10",
                "1f",
                "1d",
                "1e",
                "1e+",
                "e5",
                "12 34",
                "１２",
                "1_0"
            })
    void refusesWhatIsNoDecimal(String text) {
        assertThat(parse(text)).isNaN();
    }
}
