package io.xylem.xml.mapping;

import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.internal.ColumnDraft;
import io.xylem.xml.mapping.internal.Said;
import io.xylem.xml.mapping.internal.Where;

/** Says more about a column. What is wrong is reported by {@link MappingBuilder#build()}. */
public final class ColumnBuilder {
    final ColumnDraft draft = new ColumnDraft(Where.builder());

    ColumnBuilder(String name, String path, String type) {
        draft.name = said(name);
        draft.path = said(path);
        draft.type = said(type);
    }

    static <T> Said<T> said(T value) {
        return new Said<>(value, Where.builder());
    }

    /**
     * Null refuses the document.
     *
     * @return this
     */
    public ColumnBuilder required() {
        draft.required = said(true);
        return this;
    }

    /**
     * There may be several values; the column is a list.
     *
     * @return this
     */
    public ColumnBuilder repeated() {
        draft.repeated = said(true);
        return this;
    }

    /**
     * Of several values the first counts, the others are ignored.
     *
     * @return this
     */
    public ColumnBuilder onlyFirst() {
        draft.onlyFirst = said(true);
        return this;
    }

    /**
     * The text is a list.
     *
     * @param separator {@code whitespace}, or the literal between two items
     * @return this
     */
    public ColumnBuilder split(String separator) {
        draft.split = said(separator);
        return this;
    }

    /**
     * White space around a string is removed.
     *
     * @return this
     */
    public ColumnBuilder trim() {
        draft.trim = said(true);
        return this;
    }

    /**
     * How dates and timestamps are written.
     *
     * @param pattern a pattern of {@link java.time.format.DateTimeFormatter}
     * @return this
     */
    public ColumnBuilder format(String pattern) {
        draft.format = said(pattern);
        return this;
    }

    /**
     * The zone of timestamps without an offset.
     *
     * @param zone an id of {@link java.time.ZoneId}
     * @return this
     */
    public ColumnBuilder zone(String zone) {
        draft.zone = said(zone);
        return this;
    }

    /**
     * Digits beyond microseconds are cut off.
     *
     * @return this
     */
    public ColumnBuilder truncate() {
        draft.truncate = said(true);
        return this;
    }

    /**
     * What happens to bad values of this column.
     *
     * @param policy the policy
     * @return this
     */
    public ColumnBuilder badValue(BadValue policy) {
        draft.badValue = said(policy);
        return this;
    }

    /**
     * What the column means.
     *
     * @param comment a text that becomes the column's comment in the table
     * @return this
     */
    public ColumnBuilder comment(String comment) {
        draft.comment = said(comment);
        return this;
    }

    /**
     * The column was renamed: a table that knows it by its old name renames it too, and keeps its values.
     *
     * @param oldName the name that the column had
     * @return this
     */
    public ColumnBuilder renamedFrom(String oldName) {
        draft.renamedFrom = said(oldName);
        return this;
    }
}
