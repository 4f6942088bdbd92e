package io.xylem.arrow.parquet.internal;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A column of the file.
 *
 * @param column the column of the batch that it is, or is part of
 * @param field the Arrow field of the values
 * @param steps the vectors from the column to the values, the values last
 * @param names the names of the Arrow fields on that way
 * @param path the path in the Parquet schema
 * @param kind how values lie in memory
 * @param length bytes of each {@code FIXED_LEN_BYTE_ARRAY} value
 * @param maxDefinition the definition level of a value
 * @param maxRepetition the greatest repetition level
 */
record Leaf(
        int column,
        Field field,
        List<Step> steps,
        List<String> names,
        List<String> path,
        ValueKind kind,
        int length,
        int maxDefinition,
        int maxRepetition) {
    Leaf {
        steps = List.copyOf(steps);
        names = List.copyOf(names);
        path = List.copyOf(path);
    }

    /** Whether the column of the batch is the leaf itself. */
    boolean flat() {
        return steps.size() == 1;
    }

    String title() {
        return String.join(".", names);
    }
}
