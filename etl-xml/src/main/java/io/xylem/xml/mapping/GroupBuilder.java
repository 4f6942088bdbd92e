package io.xylem.xml.mapping;

import io.xylem.xml.mapping.internal.GroupDraft;
import io.xylem.xml.mapping.internal.Where;
import java.util.function.Consumer;

/** Says what is in a group. What is wrong is reported by {@link MappingBuilder#build()}. */
public final class GroupBuilder {
    final GroupDraft draft;

    GroupBuilder(GroupDraft draft) {
        this.draft = draft;
    }

    /**
     * Adds a column.
     *
     * @param name its name
     * @param path its path, as in a mapping file
     * @param type its type, as in a mapping file
     * @return this
     */
    public GroupBuilder column(String name, String path, String type) {
        return column(name, path, type, column -> {});
    }

    /**
     * Adds a column.
     *
     * @param name its name
     * @param path its path, as in a mapping file
     * @param type its type, as in a mapping file
     * @param more says more about it
     * @return this
     */
    public GroupBuilder column(String name, String path, String type, Consumer<? super ColumnBuilder> more) {
        ColumnBuilder column = new ColumnBuilder(name, path, type);
        more.accept(column);
        draft.columns.add(column.draft);
        return this;
    }

    /**
     * What the group means.
     *
     * @param comment a text that becomes the comment of the group's column in the table
     * @return this
     */
    public GroupBuilder comment(String comment) {
        draft.comment = ColumnBuilder.said(comment);
        return this;
    }

    /**
     * Adds a group.
     *
     * @param name its name
     * @param path the path of its elements, relative to this group
     * @param content says what is in it
     * @return this
     */
    public GroupBuilder group(String name, String path, Consumer<? super GroupBuilder> content) {
        GroupBuilder group = new GroupBuilder(new GroupDraft(Where.builder()));
        group.draft.name = ColumnBuilder.said(name);
        group.draft.path = ColumnBuilder.said(path);
        content.accept(group);
        draft.groups.add(group.draft);
        return this;
    }
}
