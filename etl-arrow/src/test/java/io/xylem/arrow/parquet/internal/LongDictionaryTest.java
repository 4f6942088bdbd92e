package io.xylem.arrow.parquet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongDictionaryTest {
    @Test
    void numbersValuesByFirstAppearance() {
        Random random = new Random(1);
        long[] values = random.longs(50_000, -3000, 3000).toArray();
        int[] indices = new int[values.length];
        LongDictionary dictionary = new LongDictionary(10_000);
        assertThat(dictionary.encode(values, 0, values.length, indices, 0)).isEqualTo(values.length);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            int size = expected.size();
            assertThat(indices[i]).isEqualTo(expected.computeIfAbsent(values[i], v -> size));
            assertThat(dictionary.value(indices[i])).isEqualTo(values[i]);
        }
        assertThat(dictionary.size()).isEqualTo(expected.size());
    }

    @Test
    void stopsWhenFull() {
        LongDictionary dictionary = new LongDictionary(3);
        int[] indices = new int[10];
        assertThat(dictionary.encode(new long[] {5, 5, 0, 7, 5, 8, 5}, 0, 7, indices, 0))
                .isEqualTo(5);
        assertThat(indices).startsWith(0, 0, 1, 2, 0);
    }

    @Test
    void givesUpOnValuesMadeToCollide() {
        long[] colliding = new long[200];
        int found = 0;
        for (long value = 0; found < colliding.length; value++) {
            long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
            if ((mixed >>> 32 & 0xFFFF) == 0) {
                colliding[found++] = value;
            }
        }
        LongDictionary dictionary = new LongDictionary(1000);
        assertThat(dictionary.encode(colliding, 0, colliding.length, new int[200], 0))
                .isLessThan(100);
    }
}
