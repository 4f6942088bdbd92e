package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    @Test
    void agreesWithAMap() {
        Random random = new Random(7);
        Fingerprints fingerprints = new Fingerprints();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = "text " + random.nextInt(15_000);
            assertThat(fingerprints.get(text)).isEqualTo(map.getOrDefault(text, Fingerprints.NONE));
            fingerprints.putIfAbsent(text, i);
            map.putIfAbsent(text, i);
        }
    }
}
