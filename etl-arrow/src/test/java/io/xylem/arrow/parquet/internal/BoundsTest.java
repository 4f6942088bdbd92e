package io.xylem.arrow.parquet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
    private static final int[] CODE_POINTS = {
        0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void boundsAllThatStartTheSameWay(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] text = text(random);
            byte[] prefix = Arrays.copyOf(text, Bounds.BYTES);
            byte[] lower = Bounds.lower(prefix, true);
            byte[] upper = Bounds.upper(prefix, true);
            assertThat(Arrays.compareUnsigned(lower, text)).as("seed %d", seed).isNegative();
            assertThat(lower).hasSizeBetween(Bounds.BYTES - 3, Bounds.BYTES);
            assertThat(wellFormed(lower)).isTrue();
            if (upper != null) {
                assertThat(Arrays.compareUnsigned(upper, text))
                        .as("seed %d", seed)
                        .isPositive();
                assertThat(upper.length).isBetween(1, Bounds.BYTES);
                assertThat(wellFormed(upper)).isTrue();
            } else {
                assertThat(lower[0]).isEqualTo((byte) 0xF4);
            }
        }
    }

    @Test
    void raisesTheLastCharacter() {
        assertThat(upper("a".repeat(64))).isEqualTo("a".repeat(63) + "b");
        assertThat(upper("a".repeat(63) + "é")).isEqualTo("a".repeat(62) + "b");
        assertThat(upper("a".repeat(62) + "é")).isEqualTo("a".repeat(62) + "ê");
    }

    @Test
    void skipsSurrogates() {
        assertThat(upper("a".repeat(61) + "\uD7FF")).isEqualTo("a".repeat(61) + "\uE000");
    }

    @Test
    void dropsWhatCannotBeRaised() {
        String last = Character.toString(Character.MAX_CODE_POINT);
        assertThat(upper("a".repeat(60) + last)).isEqualTo("a".repeat(59) + "b");
        assertThat(upper(last.repeat(16))).isNull();
    }

    @Test
    void dropsWhatWouldGrowBeyondTheLimit() {
        assertThat(upper("a".repeat(63) + "\u007F")).isEqualTo("a".repeat(62) + "b");
    }

    @Test
    void raisesBytes() {
        byte[] prefix = new byte[Bounds.BYTES];
        Arrays.fill(prefix, 5, Bounds.BYTES, (byte) 0xFF);
        assertThat(Bounds.upper(prefix, false)).containsExactly(0, 0, 0, 0, 1);
        Arrays.fill(prefix, (byte) 0xFF);
        assertThat(Bounds.upper(prefix, false)).isNull();
    }

    @Test
    void hasNoUpperBoundForTextThatIsNotUtf8() {
        byte[] prefix = new byte[Bounds.BYTES];
        Arrays.fill(prefix, (byte) 0xFE);
        assertThat(Bounds.upper(prefix, true)).isNull();
    }

    private static String upper(String start) {
        byte[] text = (start + "zzz").getBytes(StandardCharsets.UTF_8);
        byte[] upper = Bounds.upper(Arrays.copyOf(text, Bounds.BYTES), true);
        return upper == null ? null : new String(upper, StandardCharsets.UTF_8);
    }

    private static byte[] text(Random random) {
        StringBuilder builder = new StringBuilder();
        int variety = 1 + random.nextInt(CODE_POINTS.length);
        for (int i = 0; i < 70; i++) {
            builder.appendCodePoint(CODE_POINTS[CODE_POINTS.length - 1 - random.nextInt(variety)]);
        }
        return builder.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean wellFormed(byte[] text) {
        return Arrays.equals(new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), text);
    }
}
