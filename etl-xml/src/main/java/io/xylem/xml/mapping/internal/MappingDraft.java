package io.xylem.xml.mapping.internal;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Unmapped;
import io.xylem.xml.validate.XsdValidation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mapping as it was said, unchecked, with defaults where nothing was said. */
public final class MappingDraft {
    /** Prefix and uri, in order. */
    public final List<Namespace> namespaces = new ArrayList<>();
    /** The record. */
    public final GroupDraft record;
    /** The layout. */
    public Layout layout = Layout.STACKED;
    /** What happens to the unmapped. */
    public Unmapped unmapped = Unmapped.IGNORE;
    /** What happens to bad values where a column says nothing. */
    public BadValue badValue = BadValue.RESCUE;
    /** What happens to documents with a DOCTYPE. */
    public Doctype doctype = Doctype.REJECT;

    /** The schema that documents must be valid against; null for none. */
    public @Nullable XsdValidation validation;

    /**
     * A declared namespace.
     *
     * @param prefix the prefix
     * @param uri the namespace
     * @param where where it is said
     */
    public record Namespace(String prefix, String uri, Where where) {}

    /**
     * An empty draft.
     *
     * @param where where it starts
     */
    public MappingDraft(Where where) {
        record = new GroupDraft(where);
    }
}
