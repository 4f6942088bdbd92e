package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Cursor;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitTest {
    private static final long SEED = 11;

    private record Weighed(String id, long weight) implements Split<String> {
        @Override
        public Cursor<String> open(TaskContext context) {
            throw new AssertionError("not needed");
        }
    }

    private static List<Weighed> splits(long... weights) {
        List<Weighed> splits = new ArrayList<>();
        for (long weight : weights) {
            splits.add(new Weighed("s" + splits.size(), weight));
        }
        return splits;
    }

    private static List<Integer> sizes(List<Unit<String>> units) {
        return units.stream().map(unit -> unit.splits().size()).toList();
    }

    @Test
    void packsConsecutiveSplitsUpToTheWeight() {
        assertThat(sizes(Unit.pack(splits(5, 5, 5, 20, 1, 1), 10))).containsExactly(2, 1, 1, 2);
        assertThat(Unit.<String>pack(List.of(), 10)).isEmpty();
    }

    @Test
    void survivesWeightsThatOverflow() {
        List<Unit<String>> units = Unit.pack(splits(Long.MAX_VALUE, Long.MAX_VALUE, 0, -1), Long.MAX_VALUE);
        assertThat(sizes(units)).containsExactly(1, 1, 2);
    }

    @Test
    void losesNoSplitAndOverloadsNoUnitThatCouldBeLighter() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            List<Weighed> splits =
                    splits(random.longs(random.nextInt(50), 1, 30).toArray());
            long weight = random.nextLong(1, 60);
            List<Unit<String>> units = Unit.pack(splits, weight);
            List<Split<String>> all = new ArrayList<>();
            for (Unit<String> unit : units) {
                all.addAll(unit.splits());
                assertThat(unit.splits().size() == 1 || unit.weight() <= weight)
                        .as("seed %d, round %d", SEED, round)
                        .isTrue();
                assertThat(unit.weight())
                        .isEqualTo(
                                unit.splits().stream().mapToLong(Split::weight).sum());
            }
            assertThat(all).isEqualTo(splits);
        }
    }
}
