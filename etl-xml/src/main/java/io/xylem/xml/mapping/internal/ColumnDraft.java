package io.xylem.xml.mapping.internal;

import io.xylem.core.shred.ValueRules.BadValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column as it was said, unchecked. What was not said is null. */
public final class ColumnDraft {
    final Where where;
    /** Keys that were there but could not be read, which has been reported. */
    final Set<String> unreadable = new HashSet<>();
    /** The name. */
    public @Nullable Said<String> name;
    /** The path. */
    public @Nullable Said<String> path;
    /** The type. */
    public @Nullable Said<String> type;
    /** Whether null refuses the document. */
    public @Nullable Said<Boolean> required;
    /** Whether it may have several values. */
    public @Nullable Said<Boolean> repeated;
    /** Whether further values are ignored. */
    public @Nullable Said<Boolean> onlyFirst;
    /** Whether white space around a string is removed. */
    public @Nullable Said<Boolean> trim;
    /** Whether digits beyond microseconds are cut off. */
    public @Nullable Said<Boolean> truncate;
    /** What separates items. */
    public @Nullable Said<String> split;
    /** The pattern of dates. */
    public @Nullable Said<String> format;
    /** The zone of timestamps without one. */
    public @Nullable Said<String> zone;
    /** What happens to bad values. */
    public @Nullable Said<BadValue> badValue;
    /** What it means. */
    public @Nullable Said<String> comment;
    /** The name that it had. */
    public @Nullable Said<String> renamedFrom;

    /**
     * An empty draft.
     *
     * @param where where it starts
     */
    public ColumnDraft(Where where) {
        this.where = where;
    }
}
