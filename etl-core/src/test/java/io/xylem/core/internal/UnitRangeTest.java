package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitRangeTest {
    private static List<Unit<String>> units(int count, long weight) {
        return Collections.nCopies(count, new Unit<String>(List.of(), weight));
    }

    @Test
    void twoTasksForEachWorker() {
        assertThat(UnitRange.divide(units(40, 10), 4)).hasSizeBetween(7, 8);
        assertThat(UnitRange.divide(units(3, 10), 4))
                .containsExactly(new UnitRange(0, 1), new UnitRange(1, 2), new UnitRange(2, 3));
        assertThat(UnitRange.divide(units(0, 10), 4)).isEmpty();
    }

    @Test
    void noTaskIsMuchHeavierThanAGibibyte() {
        assertThat(UnitRange.divide(units(100, 1L << 28), 1)).hasSize(25).allMatch(r -> r.to() - r.from() == 4);
    }

    @Test
    void everyUnitBelongsToOneTaskInOrder() {
        for (int count = 1; count < 60; count++) {
            for (int workers = 1; workers < 9; workers++) {
                List<Integer> seen = UnitRange.divide(units(count, 7), workers).stream()
                        .flatMap(r -> IntStream.range(r.from(), r.to()).boxed())
                        .toList();
                assertThat(seen).isEqualTo(IntStream.range(0, count).boxed().toList());
            }
        }
    }
}
