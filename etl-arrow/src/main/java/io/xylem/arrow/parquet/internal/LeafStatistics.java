package io.xylem.arrow.parquet.internal;

import io.xylem.arrow.parquet.ColumnStatistics;
import java.io.Serializable;
import java.util.List;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the values of a page, a column chunk or a column. Bounds are as Parquet keeps them: PLAIN, without the length
 * in front of a byte array; NaN counts for neither.
 *
 * @param values how many values there are, nulls included
 * @param nulls how many are null
 * @param nans how many are NaN
 * @param min a lower bound; null if none is known
 * @param max an upper bound; null if none is known
 * @param minExact whether {@code min} is the smallest value
 * @param maxExact whether {@code max} is the largest value
 */
@SuppressWarnings("ArrayRecordComponent")
public record LeafStatistics(
        long values,
        long nulls,
        long nans,
        byte @Nullable [] min,
        byte @Nullable [] max,
        boolean minExact,
        boolean maxExact) {

    /** Of no values at all. */
    static final LeafStatistics EMPTY = new LeafStatistics(0, 0, 0, null, null, false, false);

    /** Of these values and others. */
    LeafStatistics and(LeafStatistics other, ValueKind kind) {
        long allValues = values + other.values;
        long allNulls = nulls + other.nulls;
        long allNans = nans + other.nans;
        if (!comparable() || !other.comparable()) {
            LeafStatistics bounds = comparable() ? this : other;
            return new LeafStatistics(
                    allValues, allNulls, allNans, bounds.min, bounds.max, bounds.minExact, bounds.maxExact);
        }
        byte[] least = null;
        boolean leastExact = false;
        if (min != null && other.min != null) {
            int order = Bounds.compare(kind, min, other.min);
            least = order <= 0 ? min : other.min;
            leastExact = order <= 0 && minExact || order >= 0 && other.minExact;
        }
        byte[] most = null;
        boolean mostExact = false;
        if (max != null && other.max != null) {
            int order = Bounds.compare(kind, max, other.max);
            most = order >= 0 ? max : other.max;
            mostExact = order >= 0 && maxExact || order <= 0 && other.maxExact;
        }
        return new LeafStatistics(allValues, allNulls, allNans, least, most, leastExact, mostExact);
    }

    /** Whether there is a value that bounds are about. */
    boolean comparable() {
        return values > nulls + nans;
    }

    /** Whether there are bounds that every reader understands the same way. */
    boolean bounded() {
        return min != null && max != null && nans == 0;
    }

    /** For the footer. */
    Statistics format(ValueKind kind) {
        Statistics statistics = new Statistics();
        statistics.setNull_count(nulls);
        if (kind.floating()) {
            statistics.setNan_count(nans);
        }
        if (bounded()) {
            statistics.setMin_value(min);
            statistics.setMax_value(max);
            statistics.setIs_min_value_exact(minExact);
            statistics.setIs_max_value_exact(maxExact);
        }
        return statistics;
    }

    /** In terms of the Arrow type. */
    ColumnStatistics logical(Leaf leaf) {
        List<String> path = leaf.names();
        boolean ordered = nans == 0;
        Serializable least = min == null ? null : Bounds.logical(leaf, min);
        Serializable most = max == null || !ordered ? null : Bounds.logical(leaf, max);
        return new ColumnStatistics(
                path, values, nulls, nans, least, most, least != null && minExact, most != null && maxExact);
    }
}
