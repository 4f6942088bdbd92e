package io.xylem.xml.mapping.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group or the record as it was said, unchecked. What was not said is null. */
public final class GroupDraft {
    final Where where;
    /** Keys that were there but could not be read, which has been reported. */
    final Set<String> unreadable = new HashSet<>();
    /** The name. */
    public @Nullable Said<String> name;
    /** The path. */
    public @Nullable Said<String> path;
    /** What it means. */
    public @Nullable Said<String> comment;
    /** The columns. */
    public final List<ColumnDraft> columns = new ArrayList<>();
    /** The groups inside. */
    public final List<GroupDraft> groups = new ArrayList<>();

    /**
     * An empty draft.
     *
     * @param where where it starts
     */
    public GroupDraft(Where where) {
        this.where = where;
    }
}
