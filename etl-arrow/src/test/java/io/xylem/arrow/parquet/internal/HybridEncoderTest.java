package io.xylem.arrow.parquet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is parquet-java's decoder. */
class HybridEncoderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 31, 32})
    void decodesToTheSameIntegers(int width) throws IOException {
        Random random = new Random(width);
        for (int round = 0; round < 200; round++) {
            int[] values = values(random, width);
            ByteBuilder out = new ByteBuilder(0);
            HybridEncoder.encode(values, values.length, width, out);
            assertThat(decode(out, width, values.length))
                    .as("width %d, round %d", width, round)
                    .isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void decodesToTheSameLevels(int width) throws IOException {
        Random random = new Random(width);
        for (int round = 0; round < 200; round++) {
            int[] values = values(random, width);
            byte[] levels = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                levels[i] = (byte) values[i];
            }
            ByteBuilder out = new ByteBuilder(0);
            HybridEncoder.encode(levels, levels.length, width, out);
            assertThat(decode(out, width, values.length))
                    .as("width %d, round %d", width, round)
                    .isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void decodesToTheSameBits(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int[] values = values(random, 1);
            byte[] bitmap = new byte[values.length / 8 + 9];
            int ones = 0;
            for (int i = 0; i < values.length; i++) {
                bitmap[i >> 3] |= (byte) (values[i] << (i & 7));
                ones += values[i];
            }
            ByteBuilder out = new ByteBuilder(0);
            HybridEncoder.encodeBits(bitmap, values.length, ones, out);
            assertThat(decode(out, 1, values.length))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 20})
    void encodesOneValueInAFewBytes(int width) {
        int[] values = new int[100_000];
        Arrays.fill(values, 1);
        ByteBuilder out = new ByteBuilder(0);
        HybridEncoder.encode(values, values.length, width, out);
        assertThat(out.size()).isLessThanOrEqualTo(6);
    }

    private static int[] values(Random random, int width) {
        int[] values = new int[1 + random.nextInt(500)];
        int run = 1 + random.nextInt(2) * random.nextInt(60);
        int value = 0;
        for (int i = 0; i < values.length; i++) {
            if (random.nextInt(run) == 0) {
                value = random.nextInt() >>> (32 - width);
            }
            values[i] = value;
        }
        return values;
    }

    private static int[] decode(ByteBuilder encoded, int width, int count) throws IOException {
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(encoded.toByteArray()));
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = decoder.readInt();
        }
        return values;
    }
}
