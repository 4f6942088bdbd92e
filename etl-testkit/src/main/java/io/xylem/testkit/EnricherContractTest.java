package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Enricher} keeps to.
 *
 * @param <B> the kind of batch
 */
public abstract class EnricherContractTest<B> {
    /** For subclasses. */
    protected EnricherContractTest() {}

    /**
     * The enricher to test; it adds at least one column.
     *
     * @return the enricher
     * @throws Exception if it cannot be made
     */
    protected abstract Enricher<B> enricher() throws Exception;

    /**
     * The tables that the input fills.
     *
     * @return the tables before the enricher
     */
    protected abstract List<TableSchema> tablesBefore();

    /**
     * A new input of at least two batches; the same each time.
     *
     * @return the input
     * @throws Exception if it cannot be made
     */
    protected abstract Cursor<B> input() throws Exception;

    /**
     * A copy of the values of some columns, row by row, to compare.
     *
     * @param batch the batch, borrowed
     * @param tables the tables and columns that are looked at
     * @return a list of rows, each with {@code equals}
     */
    protected abstract List<?> rows(B batch, List<TableSchema> tables);

    private List<TableSchema> tablesAfter() throws Exception {
        return enricher().tables(tablesBefore());
    }

    private List<Object> read(Cursor<B> cursor, List<TableSchema> tables) throws Exception {
        List<Object> batches = new ArrayList<>();
        try (cursor) {
            while (cursor.advance()) {
                batches.add(List.copyOf(rows(cursor.current(), tables)));
            }
        }
        return batches;
    }

    private List<Object> enrich(Enricher<B> enricher, List<TableSchema> tables) throws Exception {
        return read(enricher.enrich(input(), new TestTaskContext(tablesAfter())), tables);
    }

    @Test
    void addsColumnsBehindTheOthers() throws Exception {
        List<TableSchema> before = tablesBefore();
        List<TableSchema> after = tablesAfter();
        assertThat(after)
                .extracting(TableSchema::name)
                .isEqualTo(before.stream().map(TableSchema::name).toList());
        int added = 0;
        for (int i = 0; i < before.size(); i++) {
            int width = before.get(i).fields().size();
            assertThat(after.get(i).fields().subList(0, width))
                    .isEqualTo(before.get(i).fields());
            added += after.get(i).fields().size() - width;
        }
        assertThat(added).isPositive();
    }

    @Test
    void leavesRowsAndTheirValuesAlone() throws Exception {
        assertThat(enrich(enricher(), tablesBefore()))
                .isEqualTo(read(input(), tablesBefore()))
                .isNotEmpty();
    }

    @Test
    void outputDependsOnTheInputOnly() throws Exception {
        assertThat(enrich(enricher(), tablesAfter())).isEqualTo(enrich(enricher(), tablesAfter()));
    }

    @Test
    void recipeSurvivesSerialization() throws Exception {
        Enricher<B> copy = SerialForm.copy(enricher());
        assertThat(copy.tables(tablesBefore())).isEqualTo(tablesAfter());
        assertThat(enrich(copy, tablesAfter())).isEqualTo(enrich(enricher(), tablesAfter()));
    }

    @Test
    void refusesToAddItsColumnsTwice() throws Exception {
        List<TableSchema> after = tablesAfter();
        Enricher<B> enricher = enricher();
        assertThatThrownBy(() -> enricher.tables(after)).isInstanceOf(UsageException.class);
    }

    @Test
    void closesItsInputOnce() throws Exception {
        WatchedCursor<B> input = new WatchedCursor<>(input());
        read(enricher().enrich(input, new TestTaskContext(tablesAfter())), tablesAfter());
        assertThat(input.closes()).isEqualTo(1);
    }

    @Test
    void canBeLeftEarly() throws Exception {
        WatchedCursor<B> untouched = new WatchedCursor<>(input());
        enricher().enrich(untouched, new TestTaskContext(tablesAfter())).close();
        assertThat(untouched.closes()).isEqualTo(1);

        WatchedCursor<B> begun = new WatchedCursor<>(input());
        try (Cursor<B> cursor = enricher().enrich(begun, new TestTaskContext(tablesAfter()))) {
            assertThat(cursor.advance()).isTrue();
        }
        assertThat(begun.closes()).isEqualTo(1);
    }

    @Test
    void countsNoDocuments() throws Exception {
        TestTaskContext context = new TestTaskContext(tablesAfter());
        read(enricher().enrich(input(), context), tablesAfter());
        assertThat(context.ledger().archives()).isEmpty();
    }
}
