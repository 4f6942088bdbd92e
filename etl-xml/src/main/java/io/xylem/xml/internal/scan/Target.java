package io.xylem.xml.internal.scan;

import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Step;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that the matcher looks for: the elements of a record or group, or the elements or attributes of a column.
 *
 * @param level its level
 * @param column its place among the level's columns; -1 for the level itself
 * @param steps the steps to the element
 * @param attribute the step to the attribute; null if the element is wanted
 * @param xml whether the element's source is wanted rather than its text
 * @param repeated whether there may be several values
 * @param onlyFirst whether further values of a scalar are ignored
 * @param badValue what happens to further values of a scalar
 * @param wild whether the absolute path of a value is known only when it is met
 * @param slot its place among the columns whose values lie outside of their own level's elements; -1 if they lie inside
 * @param values takes the values; null if a record or group is looked for
 */
record Target(
        int level,
        int column,
        List<Step> steps,
        @Nullable Step attribute,
        boolean xml,
        boolean repeated,
        boolean onlyFirst,
        BadValue badValue,
        boolean wild,
        int slot,
        @Nullable TextColumn values) {
    static Target level(int level, List<Step> steps) {
        return new Target(level, -1, steps, null, false, true, false, BadValue.RESCUE, false, -1, null);
    }

    /** Whether a record or group is looked for. */
    boolean isLevel() {
        return column < 0;
    }

    /** What takes the values of a column. */
    TextColumn texts() {
        return Objects.requireNonNull(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
