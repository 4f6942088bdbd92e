package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    private static final long SEED = 3;

    @Test
    void foreignParserReadsBackEveryString() throws Exception {
        Random random = new Random(SEED);
        String alphabet = "\u0000\u0001\b\t\n\f\r\u001f\"\\/ aé\u007f\u2028\uFFFF\uFEFF";
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                if (random.nextInt(6) == 0) {
                    text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                } else {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            String json = new JsonWriter()
                    .begin('{')
                    .key(text.toString())
                    .begin('[')
                    .value(text.toString())
                    .value(round)
                    .end(']')
                    .end('}')
                    .toString();
            JsonNode read = new ObjectMapper().readTree(json);
            assertThat(read.fieldNames().next())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(text.toString());
            assertThat(read.get(text.toString()).get(0).asText()).isEqualTo(text.toString());
            assertThat(read.get(text.toString()).get(1).asInt()).isEqualTo(round);
        }
    }

    @Test
    void escapesLoneSurrogates() {
        assertThat(new JsonWriter().value("\uD800x\uDC00").toString()).isEqualTo("\"\\ud800x\\udc00\"");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "2.5,2.5", "0.0004,0", "1234567.8916,1234567.892", "10,10", "100.1,100.1"})
    void numbersAreRoundedToThreeDigits(double number, String text) {
        assertThat(new JsonWriter().value(number)).hasToString(text);
    }
}
