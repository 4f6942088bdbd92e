package io.xylem.arrow.parquet;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the values of one column that is not inside a list.
 *
 * <p>Bounds have the Java type of the column: {@link Boolean}; {@link Integer} for integers up to 32 bits, unsigned 8 and 16
 * bits, days and milliseconds of a day; {@link Long} for 64 bits, unsigned 32 bits, timestamps and times of day in the unit of
 * the Arrow field; {@link java.math.BigInteger} for unsigned 64 bits; {@link Float}; {@link Double};
 * {@link java.math.BigDecimal}; {@link String}; {@code byte[]} for binary columns.
 *
 * <p>Strings and binaries are cut to 64 bytes: a cut minimum is a prefix, a cut maximum is a prefix with its last character (or
 * byte) raised, so both remain bounds. Strings are ordered by code point. A zero minimum of a floating-point column is −0.0, a zero
 * maximum is +0.0. NaN counts for neither bound; but where there is one, {@code max} is null, because most engines
 * order NaN above all numbers.
 *
 * @param path the names of the column and, for a field of a struct, of all that contain it, outermost first
 * @param values how many values there are, nulls included; equals the number of rows
 * @param nulls how many are null, be it that a struct around them is
 * @param nans how many are NaN; 0 for columns that are not floating-point
 * @param min a lower bound; null if none is known
 * @param max an upper bound; null if none is known
 * @param minExact whether {@code min} is the smallest value itself
 * @param maxExact whether {@code max} is the largest value itself
 */
public record ColumnStatistics(
        List<String> path,
        long values,
        long nulls,
        long nans,
        @Nullable Serializable min,
        @Nullable Serializable max,
        boolean minExact,
        boolean maxExact)
        implements Serializable {
    /** Copies the path. */
    public ColumnStatistics {
        path = List.copyOf(path);
    }
}
