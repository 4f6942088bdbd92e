package io.xylem.arrow.parquet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is {@link BitSet}. */
class BitmapsTest {
    private static final int BITS = 700;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsFindsAndListsBits(long seed) {
        Random random = new Random(seed);
        try (BufferAllocator allocator = new RootAllocator();
                ArrowBuf buffer = allocator.buffer(BITS / 8 + 1)) {
            for (int round = 0; round < 300; round++) {
                BitSet bits = bits(random);
                byte[] bytes = Arrays.copyOf(bits.toByteArray(), BITS / 8 + 1 + 8);
                buffer.setBytes(0, bytes, 0, BITS / 8 + 1);
                int from = random.nextInt(BITS);
                int to = from + random.nextInt(BITS - from + 1);
                String about = "seed " + seed + ", round " + round + ", " + from + " to " + to;
                BitSet range = bits.get(from, to);
                assertThat(Bitmaps.count(buffer, from, to)).as(about).isEqualTo(range.cardinality());
                assertThat(Bitmaps.firstUnset(buffer, from, to))
                        .as(about)
                        .isEqualTo(Math.min(to, bits.nextClearBit(from)));
                int[] places = new int[range.cardinality()];
                Bitmaps.positions(bytes, from, to - from, places);
                assertThat(places).as(about).isEqualTo(range.stream().toArray());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void appendsBitsAtAnyPlace(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] target = new byte[BITS / 4 + 9];
            BitSet expected = new BitSet();
            int at = 0;
            while (at < BITS) {
                BitSet bits = bits(random);
                byte[] source = Arrays.copyOf(bits.toByteArray(), BITS / 8 + 9);
                int from = random.nextInt(BITS);
                int count = random.nextInt(BITS - from + 1);
                if (random.nextInt(4) == 0) {
                    Bitmaps.fill(target, at, count);
                    expected.set(at, at + count);
                } else {
                    Bitmaps.copy(source, from, target, at, count);
                    for (int i = 0; i < count; i++) {
                        expected.set(at + i, bits.get(from + i));
                    }
                }
                at += count;
            }
            assertThat(BitSet.valueOf(target))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        int density = random.nextInt(4);
        for (int i = 0; i < BITS; i++) {
            bits.set(i, density == 0 ? random.nextInt(100) > 0 : random.nextInt(density * 4) == 0);
        }
        return bits;
    }
}
