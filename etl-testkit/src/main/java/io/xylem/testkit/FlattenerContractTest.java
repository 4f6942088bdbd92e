package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Flattener} keeps to.
 *
 * @param <D> what goes in
 * @param <B> what comes out
 */
public abstract class FlattenerContractTest<D, B> {
    /** For subclasses. */
    protected FlattenerContractTest() {}

    /**
     * The flattener to test.
     *
     * @return the flattener
     * @throws Exception if it cannot be made
     */
    protected abstract Flattener<D, B> flattener() throws Exception;

    /**
     * A new input of at least two batches; the same each time.
     *
     * @return the input
     * @throws Exception if it cannot be made
     */
    protected abstract Cursor<D> input() throws Exception;

    /**
     * A copy of what a batch holds, to compare.
     *
     * @param batch the batch, borrowed
     * @return something with {@code equals}
     */
    protected abstract Object fingerprint(B batch);

    /**
     * How many documents the input holds in all.
     *
     * @return documents
     */
    protected abstract long documents();

    /**
     * Whether the flattener is the last of its chain, so that it is the one to report documents as tabled.
     *
     * @return whether it is
     */
    protected boolean tables() {
        return true;
    }

    private TestTaskContext context() throws Exception {
        return new TestTaskContext(flattener().tables());
    }

    private List<Object> flatten(Flattener<D, B> flattener, TestTaskContext context) throws Exception {
        List<Object> batches = new ArrayList<>();
        try (Cursor<B> cursor = flattener.flatten(input(), context)) {
            while (cursor.advance()) {
                batches.add(fingerprint(cursor.current()));
            }
        }
        return batches;
    }

    @Test
    void yieldsBatches() throws Exception {
        assertThat(flatten(flattener(), context())).isNotEmpty();
    }

    @Test
    void outputDependsOnTheInputOnly() throws Exception {
        assertThat(flatten(flattener(), context())).isEqualTo(flatten(flattener(), context()));
    }

    @Test
    void recipeSurvivesSerialization() throws Exception {
        Flattener<D, B> copy = SerialForm.copy(flattener());
        assertThat(copy.tables()).isEqualTo(flattener().tables());
        assertThat(flatten(copy, context())).isEqualTo(flatten(flattener(), context()));
    }

    @Test
    void recipeCanBeOpenedTwiceAtTheSameTime() throws Exception {
        Flattener<D, B> flattener = flattener();
        List<Object> alone = flatten(flattener, context());
        List<Object> one = new ArrayList<>();
        List<Object> other = new ArrayList<>();
        try (Cursor<B> a = flattener.flatten(input(), context());
                Cursor<B> b = flattener.flatten(input(), context())) {
            while (a.advance() && b.advance()) {
                one.add(fingerprint(a.current()));
                other.add(fingerprint(b.current()));
            }
        }
        assertThat(one).isEqualTo(alone);
        assertThat(other).isEqualTo(alone);
    }

    @Test
    void columnNamesAreUnique() throws Exception {
        assertThat(flattener().tables())
                .allSatisfy(
                        table -> assertThat(table.fields()).extracting("name").doesNotHaveDuplicates());
    }

    @Test
    void closesItsInputOnce() throws Exception {
        WatchedCursor<D> input = new WatchedCursor<>(input());
        try (Cursor<B> cursor = flattener().flatten(input, context())) {
            while (cursor.advance()) {
                cursor.current();
            }
        }
        assertThat(input.closes()).isEqualTo(1);
    }

    @Test
    void canBeLeftEarly() throws Exception {
        WatchedCursor<D> untouched = new WatchedCursor<>(input());
        flattener().flatten(untouched, context()).close();
        assertThat(untouched.closes()).isEqualTo(1);

        WatchedCursor<D> begun = new WatchedCursor<>(input());
        try (Cursor<B> cursor = flattener().flatten(begun, context())) {
            assertThat(cursor.advance()).isTrue();
        }
        assertThat(begun.closes()).isEqualTo(1);
    }

    @Test
    void endIsFinal() throws Exception {
        try (Cursor<B> cursor = flattener().flatten(input(), context())) {
            while (cursor.advance()) {
                cursor.current();
            }
            assertThat(cursor.advance()).isFalse();
        }
    }

    @Test
    void everyDocumentIsAccountedFor() throws Exception {
        TestTaskContext context = context();
        flatten(flattener(), context);
        var counts = context.ledger().documents();
        assertThat(counts.discovered()).as("only a source discovers").isZero();
        if (tables()) {
            assertThat(counts.tabled() + counts.quarantined())
                    .as(context.ledger().toString())
                    .isEqualTo(documents());
        } else {
            assertThat(counts.tabled()).as("only the last flattener tables").isZero();
        }
    }

    @Test
    void failureOfTheInputIsNotSwallowed() throws Exception {
        IOException failure = new IOException("the input is broken");
        Cursor<D> broken = new Cursor<>() {
            private final Cursor<D> in = input();
            private boolean begun;

            @Override
            public boolean advance() throws IOException {
                if (begun) {
                    throw failure;
                }
                begun = true;
                return in.advance();
            }

            @Override
            public D current() {
                return in.current();
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
        Throwable thrown = catchThrowable(() -> {
            try (Cursor<B> cursor = flattener().flatten(broken, context())) {
                while (cursor.advance()) {
                    cursor.current();
                }
            }
        });
        assertThat(thrown)
                .satisfiesAnyOf(
                        t -> assertThat(t).isSameAs(failure),
                        t -> assertThat(t).cause().isSameAs(failure));
    }
}
