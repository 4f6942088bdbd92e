package io.xylem.xml.bind;

import java.io.Serializable;

/**
 * Makes rows of a record. A recipe like the flattener that holds it: serializable, without state, called by several threads at
 * once.
 *
 * <p>What it throws is a bug and fails the run; for data that it cannot use it throws {@link RowConsumer#refusal}.
 *
 * @param <R> the class of records
 */
@FunctionalInterface
public interface RowFunction<R> extends Serializable {
    /**
     * Makes the rows of a record, none or any number.
     *
     * @param record the record
     * @param rows takes its rows, in order; valid during the call
     */
    void rows(R record, RowConsumer rows);
}
