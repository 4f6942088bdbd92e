package io.xylem.xml.mapping;

import io.xylem.core.MappingException;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.internal.MappingDraft;
import io.xylem.xml.mapping.internal.Where;
import io.xylem.xml.validate.XsdValidation;
import java.util.function.Consumer;

/** Builds a {@link Mapping} in Java. It says what a mapping file can say, with the same words for paths and types. */
public final class MappingBuilder {
    private final MappingDraft draft = new MappingDraft(Where.builder());
    private final GroupBuilder record = new GroupBuilder(draft.record);

    MappingBuilder() {}

    /**
     * Declares a prefix. {@code xml} is declared already.
     *
     * @param prefix the prefix
     * @param uri the namespace
     * @return this
     */
    public MappingBuilder namespace(String prefix, String uri) {
        draft.namespaces.add(new MappingDraft.Namespace(prefix, uri, Where.builder()));
        return this;
    }

    /**
     * Which elements are records. By default the document element.
     *
     * @param path an absolute path
     * @return this
     */
    public MappingBuilder record(String path) {
        draft.record.path = ColumnBuilder.said(path);
        return this;
    }

    /**
     * Names the record. By default it is named like its element, or {@code record} if its path ends with a wildcard.
     *
     * @param name the name, which is the table's name too
     * @return this
     */
    public MappingBuilder name(String name) {
        draft.record.name = ColumnBuilder.said(name);
        return this;
    }

    /**
     * How levels become rows. By default {@link Layout#STACKED}.
     *
     * @param layout the layout
     * @return this
     */
    public MappingBuilder layout(Layout layout) {
        draft.layout = layout;
        return this;
    }

    /**
     * What happens to what no column reads. By default {@link Unmapped#IGNORE}.
     *
     * @param policy the policy
     * @return this
     */
    public MappingBuilder unmapped(Unmapped policy) {
        draft.unmapped = policy;
        return this;
    }

    /**
     * What happens to bad values of columns that do not say it themselves. By default {@link BadValue#RESCUE}.
     *
     * @param policy the policy
     * @return this
     */
    public MappingBuilder badValue(BadValue policy) {
        draft.badValue = policy;
        return this;
    }

    /**
     * What happens to documents with a DOCTYPE. By default {@link Doctype#REJECT}.
     *
     * @param policy the policy
     * @return this
     */
    public MappingBuilder doctype(Doctype policy) {
        draft.doctype = policy;
        return this;
    }

    /**
     * Refuses documents that are not valid against a schema. By default, there is none.
     *
     * @param schema the schema
     * @return this
     */
    public MappingBuilder validate(XsdValidation schema) {
        draft.validation = schema;
        return this;
    }

    /**
     * Adds a column to the record.
     *
     * @param name its name
     * @param path its path, as in a mapping file
     * @param type its type, as in a mapping file
     * @return this
     */
    public MappingBuilder column(String name, String path, String type) {
        record.column(name, path, type);
        return this;
    }

    /**
     * Adds a column to the record.
     *
     * @param name its name
     * @param path its path, as in a mapping file
     * @param type its type, as in a mapping file
     * @param more says more about it
     * @return this
     */
    public MappingBuilder column(String name, String path, String type, Consumer<? super ColumnBuilder> more) {
        record.column(name, path, type, more);
        return this;
    }

    /**
     * Adds a group to the record.
     *
     * @param name its name
     * @param path the path of its elements, relative to the record
     * @param content says what is in it
     * @return this
     */
    public MappingBuilder group(String name, String path, Consumer<? super GroupBuilder> content) {
        record.group(name, path, content);
        return this;
    }

    /**
     * Checks everything that was said.
     *
     * @return the mapping
     * @throws MappingException if anything is wrong, with all of it
     */
    public Mapping build() {
        return Mapping.compile(draft);
    }
}
