package io.xylem.xml.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSummaryTest {
    private static ValueSummary of(List<String> values) {
        ValueSummary summary = new ValueSummary();
        for (String value : values) {
            byte[] bytes = ("<a>" + value + "</a>").getBytes(StandardCharsets.UTF_8);
            summary.add(bytes, 3, bytes.length - 4);
        }
        return summary;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "0 = int",
                "-1 2147483647 = int",
                "0 1 = int",
                "2147483648 = long",
                "-9223372036854775808 5 = long",
                "9223372036854775808 = decimal(38,0)",
                "-9223372036854775809 = decimal(38,0)",
                "007 = string",
                "0 00 = string",
                "-0 = double",
                "-0.0 1.5 = double",
                "+5 = string",
                "1_000 = string",
                "1,5 = string",
                "1.5 = double",
                "1.55 = decimal(18,2)",
                ".5 2 = double",
                "5. = string",
                "01.5 = string",
                "12345678901234567.89 = decimal(38,2)",
                "1.50 20 = double",
                "1.50 20.25 -3.00 = decimal(18,2)",
                "1.5 0.1234567890123456789 = decimal(38,19)",
                "0.0000000000000000000000000000000000001 = decimal(38,37)",
                "1 0.00000000000000000000000000000000000001 = double",
                "12345678901234567890123456789012345678.9 = string",
                "1e3 = double",
                "1 1.08e+018 = double",
                "1.2E-400 = string",
                "9007199254740993 1e1 = string",
                "0.1234567890123456789 1e1 = string",
                "NaN INF -INF 1 = double",
                "+INF = string",
                "1e = string",
                "e5 = string",
                "true false = boolean",
                "true 1 0 = boolean",
                "true 2 = string",
                "True = string",
                "2024-02-29 0001-01-01 = date",
                "2023-02-29 = string",
                "1900-02-29 = string",
                "2024-13-01 = string",
                "2024-02-29Z 2024-02-29 2024-02-29+14:00 = date",
                "2024-02-29+14:01 = string",
                "2024-02-29+2:00 = string",
                "2024-02-29T10:00:00 = timestamp_ntz",
                "2024-02-29T10:00:00.123456 = timestamp_ntz",
                "2024-02-29T10:00:00.123456000 = timestamp_ntz",
                "2024-02-29T10:00:00.1234567 = string",
                "2024-02-29T24:00:00 = string",
                "2024-02-29T10:00:60 = string",
                "2024-02-29T10:00 = string",
                "2024-02-29T10:00:00. = string",
                "2024-02-29T10:00:00Z 2024-02-29T10:00:00.5+14:00 = timestamp",
                "2024-02-29T10:00:00+14:01 = string",
                "9999-12-31T23:59:59Z = string",
                "2024-02-29T10:00:00Z 2024-02-29T10:00:00 = string",
                "2024-02-29T10:00:00Z 2024-02-29 = string",
                "2024-02-29 2024 = string",
                "10:00:00 = string",
                "- = string",
                ". = string",
                "-. = string",
                "a = string",
                "t = string",
                "I = string"
            })
    void typeIsTheNarrowestThatLosesNothing(String values, String type) {
        assertThat(of(Arrays.asList(values.split(" "))).type(false)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "1 51.47 -0.461 = double, a coordinate",
                "51 = double, a coordinate",
                "51 N52 = string, numbers, but also N52",
                "true = boolean, null",
            })
    void coordinatesAreDoublesIfTheyAreNumbers(String values, String typeAndReason) {
        ValueSummary summary = of(Arrays.asList(values.split(" ")));
        assertThat(summary.type(true) + ", " + summary.reason(true)).isEqualTo(typeAndReason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "1 2 = null",
                "2147483648 = more than 32 bits",
                "9223372036854775808 = more than 64 bits",
                "1.50 20.25 = always 2 digits behind the point",
                "1 20.25 = 0 to 2 digits behind the point",
                "1e3 = null",
                "2024-02-29 = null",
                "2024-02-29 2024-02-29Z = offsets are dropped",
                "2024-02-29T10:00:00 = no offset",
                "2024-02-29T10:00:00Z = null",
                "007 8 = numbers, but also 007",
                "8 10 007 00 = numbers, but also 00",
                "a b 8 = null",
                "2024 2024-02-29 = numbers and dates",
                "true 2 = numbers and booleans",
                "0.1234567890123456789 1e1 = numbers too large or too exact",
                "1 aaaaaaaaaabbbbbbbbbbcccccccccc = numbers, but also aaaaaaaaaabbbbbbbbbbcccc…",
            })
    void reasonsAreToldUnlessPlainToSee(String values, String reason) {
        assertThat(String.valueOf(of(Arrays.asList(values.split(" "))).reason(false)))
                .isEqualTo(reason);
    }

    @Test
    void noValueHasNoType() {
        assertThat(new ValueSummary().type(true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueReadsBackFromTheType(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            List<String> values = values(random);
            String type = String.valueOf(of(values).type(false));
            for (String value : values) {
                assertThat(readsBack(value, type))
                        .as("seed %d.%d: %s as %s", seed, i, values, type)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsMergeInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<String> values = new ArrayList<>(values(random));
            values.addAll(values(random));
            ValueSummary whole = of(values);
            Collections.shuffle(values, random);
            int cut = random.nextInt(values.size() + 1);
            ValueSummary merged = of(values.subList(cut, values.size()));
            merged.merge(of(values.subList(0, cut)));
            String about = "seed " + seed + "." + i + ": " + values + " cut at " + cut;
            assertThat(merged.type(false)).as(about).isEqualTo(whole.type(false));
            assertThat(merged.reason(false)).as(about).isEqualTo(whole.reason(false));
            assertThat(merged.count).as(about).isEqualTo(whole.count);
            assertThat(merged.longest).as(about).isEqualTo(whole.longest);
            assertThat(merged.distinct.count()).as(about).isEqualTo(whole.distinct.count());
            assertThat(merged.examples.list()).as(about).isEqualTo(whole.examples.list());
        }
    }

    @Test
    void differentValuesAreCountedUpToTheBound() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            values.add("v" + i);
        }
        assertThat(of(values).distinct.count()).isEqualTo(1_000);
        ValueSummary doubled = of(values);
        doubled.merge(of(values));
        assertThat(doubled.distinct.count()).isEqualTo(1_000);
        doubled.merge(of(List.of("one more")));
        assertThat(doubled.distinct.count()).isEqualTo(-1);
        ValueSummary few = of(List.of("v0"));
        few.merge(doubled);
        assertThat(few.distinct.count()).isEqualTo(-1);
    }

    @Test
    void examplesAreTheSmallestAndCutBetweenCharacters() {
        assertThat(of(List.of("d", "b", "é", "c", "a", "b")).examples.list()).containsExactly("a", "b", "c");
        assertThat(of(List.of("x" + "é".repeat(40))).examples.list()).containsExactly("x" + "é".repeat(29));
    }

    private static List<String> values(Random random) {
        String[] pieces = {
            "0",
            "1",
            "7",
            "12",
            "-",
            ".",
            "e",
            "E",
            "+",
            "00",
            "9223372036854775807",
            "2147483648",
            "true",
            "false",
            "NaN",
            "INF",
            "2024-02-29",
            "T10:00:00",
            ".5",
            ".123456",
            "7",
            "Z",
            "+02:00",
            "x"
        };
        List<String> values = new ArrayList<>();
        int most = 1 + random.nextInt(4);
        for (int n = random.nextInt(4); n >= 0; n--) {
            StringBuilder value = new StringBuilder();
            for (int m = random.nextInt(most); m >= 0; m--) {
                value.append(pieces[random.nextInt(pieces.length)]);
            }
            values.add(value.toString());
        }
        return values;
    }

    private static boolean readsBack(String value, String type) {
        try {
            if (type.startsWith("decimal")) {
                String[] bounds =
                        type.substring("decimal(".length(), type.length() - 1).split(",");
                BigDecimal number = new BigDecimal(value).setScale(Integer.parseInt(bounds[1]));
                return number.precision() <= Integer.parseInt(bounds[0]) && !value.matches("-?0[0-9].*|[+].*|-[0.]+");
            }
            return switch (type) {
                case "int" -> Integer.toString(Integer.parseInt(value)).equals(value);
                case "long" -> Long.toString(Long.parseLong(value)).equals(value);
                case "double" -> readsBackAsDouble(value);
                case "boolean" -> List.of("true", "false", "0", "1").contains(value);
                case "date" ->
                    LocalDate.parse(value.substring(0, 10)).toString().equals(value.substring(0, 10))
                            && value.substring(10).matches("|Z|[+-][0-9]{2}:[0-9]{2}");
                case "timestamp" -> OffsetDateTime.parse(value).getNano() % 1000 == 0;
                case "timestamp_ntz" -> LocalDateTime.parse(value).getNano() % 1000 == 0;
                default -> true;
            };
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return false;
        }
    }

    private static boolean readsBackAsDouble(String value) {
        if (List.of("NaN", "INF", "-INF").contains(value)) {
            return true;
        }
        double number = Double.parseDouble(value);
        return !value.startsWith("+")
                && !value.matches("-?0[0-9].*")
                && !Double.isInfinite(number)
                && new BigDecimal(Double.toString(number)).compareTo(new BigDecimal(value)) == 0;
    }
}
