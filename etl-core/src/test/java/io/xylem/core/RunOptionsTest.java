package io.xylem.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
    @Test
    void windowFollowsParallelismUnlessGiven() {
        assertThat(RunOptions.builder().parallelism(3).build().window()).isEqualTo(6);
        assertThat(RunOptions.builder().window(4).parallelism(3).build().window())
                .isEqualTo(4);
    }

    @Test
    void builderMayBeUsedAgainWithoutChangingWhatItBuilt() {
        RunOptions.Builder builder = RunOptions.builder().parallelism(1);
        RunOptions one = builder.build();
        RunOptions two = builder.parallelism(2).build();
        assertThat(one.parallelism()).isEqualTo(1);
        assertThat(two.parallelism()).isEqualTo(2);
    }

    @Test
    void refusesWhatMakesNoSense() {
        List<Consumer<RunOptions.Builder>> wrong = List.of(
                b -> b.parallelism(0),
                b -> b.window(0),
                b -> b.buffer(0),
                b -> b.unitWeight(-1),
                b -> b.appId(""),
                b -> b.appId("a/b"),
                b -> b.appId(".."),
                b -> b.abortRejects(101),
                b -> b.abortRejects(-1));
        assertThat(wrong)
                .allSatisfy(change -> assertThatThrownBy(() -> change.accept(RunOptions.builder()))
                        .isInstanceOf(UsageException.class));
    }

    @ParameterizedTest
    @CsvSource({"0,0,100,true", "0,1,100,false", "10,10,10,true", "5%,5,100,true", "5%,6,100,false", "2.5%,1,40,true"})
    void rejectLimitIsACountOrAShare(String limit, long rejected, long documents, boolean allowed) {
        assertThat(RejectLimit.parse(limit).allows(rejected, documents)).isEqualTo(allowed);
        assertThat(RejectLimit.parse(limit)).hasToString(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "x", "-1", "101%", "NaN%", "1.5", "5 %5"})
    void refusesOtherRejectLimits(String limit) {
        assertThatThrownBy(() -> RejectLimit.parse(limit))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("reject limit");
    }

    @Test
    void everyLimitCanBeChangedByItsNameAndChangesNothingElse() throws ReflectiveOperationException {
        RecordComponent[] components = Limits.class.getRecordComponents();
        for (RecordComponent changed : components) {
            Limits limits = Limits.DEFAULT.with(changed.getName(), 12345);
            for (RecordComponent component : components) {
                Object expected = component.equals(changed)
                        ? 12345L
                        : component.getAccessor().invoke(Limits.DEFAULT);
                assertThat(component.getAccessor().invoke(limits))
                        .as(component.getName())
                        .isEqualTo(expected);
            }
        }
        assertThat(Limits.DEFAULT.with("DEPTH", 3).depth()).isEqualTo(3);
    }

    @Test
    void refusesUnknownAndEmptyLimits() {
        assertThatThrownBy(() -> Limits.DEFAULT.with("width", 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("width")
                .hasMessageContaining("depth, attributes");
        assertThatThrownBy(() -> Limits.DEFAULT.with("depth", 0)).isInstanceOf(UsageException.class);
    }
}
