package io.xylem.xml.draft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element or attribute at one place of the tree that documents have: what a mapping must know of it.
 *
 * @param attribute whether it is an attribute; else an element
 * @param uri the namespace, {@code ""} for none; null for any
 * @param local the local name; null for any
 * @param type the type of its text, as mapping files write it: {@code int}, {@code decimal(12,2)}, {@code binary(hex)}; null if
 *     it has no text of its own
 * @param zone the zone of a timestamp without offset; null if such a value is bad
 * @param list whether its text is a list, separated by white space; the type is that of an item
 * @param repeated whether its parent may have several
 * @param optional whether its parent may have none
 * @param nillable whether it may be {@code xsi:nil}
 * @param mixed whether it has text between its children, so that only its source keeps their order
 * @param opaque whether it is kept as source for another reason, such as recursion
 * @param rank its place among the elements of its parent: those of a lower rank come before it, those of the same may come
 *     before or after it
 * @param documentation what it means; null if nothing is said
 * @param remark what else is known, for people who edit the mapping; null for nothing
 * @param children attributes and elements, in order
 */
public record DraftNode(
        boolean attribute,
        @Nullable String uri,
        @Nullable String local,
        @Nullable String type,
        @Nullable String zone,
        boolean list,
        boolean repeated,
        boolean optional,
        boolean nillable,
        boolean mixed,
        boolean opaque,
        int rank,
        @Nullable String documentation,
        @Nullable String remark,
        List<DraftNode> children) {
    /** Copies the list. */
    public DraftNode {
        children = List.copyOf(children);
    }

    /**
     * Starts an element.
     *
     * @param uri its namespace, {@code ""} for none
     * @param local its local name
     * @return a builder
     */
    public static Builder element(String uri, String local) {
        return new Builder(false, uri, local);
    }

    /**
     * Starts an element that may have any name, such as the document element of documents of several kinds.
     *
     * @return a builder
     */
    public static Builder anyElement() {
        return new Builder(false, null, null);
    }

    /**
     * Starts an attribute.
     *
     * @param uri its namespace, {@code ""} for none
     * @param local its local name
     * @param type the type of its value
     * @return a builder
     */
    public static Builder attribute(String uri, String local, String type) {
        return new Builder(true, uri, local).type(type);
    }

    /**
     * Whether the mapping keeps it as source text, in a column of type {@code xml}.
     *
     * @return whether it is mixed or opaque
     */
    boolean source() {
        return mixed || opaque;
    }

    /** Collects what is known of an element or attribute. */
    public static final class Builder {
        private final boolean attribute;
        private final @Nullable String uri;
        private final @Nullable String local;
        private @Nullable String type;
        private @Nullable String zone;
        private boolean list;
        private boolean repeated;
        private boolean optional;
        private boolean nillable;
        private boolean mixed;
        private boolean opaque;
        private int rank;
        private @Nullable String documentation;
        private @Nullable String remark;
        private final List<DraftNode> children = new ArrayList<>();

        private Builder(boolean attribute, @Nullable String uri, @Nullable String local) {
            this.attribute = attribute;
            this.uri = uri;
            this.local = local;
        }

        /**
         * Sets the type of its text.
         *
         * @param value the type, as mapping files write it; null if it has no text of its own
         * @return this
         */
        public Builder type(@Nullable String value) {
            type = value;
            return this;
        }

        /**
         * Sets the zone of timestamps without an offset.
         *
         * @param value an id of {@link java.time.ZoneId}; null if such values are bad
         * @return this
         */
        public Builder zone(@Nullable String value) {
            zone = value;
            return this;
        }

        /**
         * Says whether its text is a list.
         *
         * @param value whether it is
         * @return this
         */
        public Builder list(boolean value) {
            list = value;
            return this;
        }

        /**
         * Says whether there may be several.
         *
         * @param value whether there may
         * @return this
         */
        public Builder repeated(boolean value) {
            repeated = value;
            return this;
        }

        /**
         * Says whether there may be none.
         *
         * @param value whether there may
         * @return this
         */
        public Builder optional(boolean value) {
            optional = value;
            return this;
        }

        /**
         * Says whether it may be nil.
         *
         * @param value whether it may
         * @return this
         */
        public Builder nillable(boolean value) {
            nillable = value;
            return this;
        }

        /**
         * Says whether it has text between its children.
         *
         * @param value whether it has
         * @return this
         */
        public Builder mixed(boolean value) {
            mixed = value;
            return this;
        }

        /**
         * Says whether it is kept as source although it is not mixed.
         *
         * @param value whether it is
         * @return this
         */
        public Builder opaque(boolean value) {
            opaque = value;
            return this;
        }

        /**
         * Sets its place among the elements of its parent.
         *
         * @param value the place, see {@link DraftNode#rank()}
         * @return this
         */
        public Builder rank(int value) {
            rank = value;
            return this;
        }

        /**
         * Says what it means.
         *
         * @param value a text that becomes the comment of its column
         * @return this
         */
        public Builder documentation(@Nullable String value) {
            documentation = value;
            return this;
        }

        /**
         * Says what else is known.
         *
         * @param value a text that stands beside its column or group in the mapping file
         * @return this
         */
        public Builder remark(@Nullable String value) {
            remark = value;
            return this;
        }

        /**
         * Adds an attribute or element, behind those that are there.
         *
         * @param child the child
         * @return this
         */
        public Builder child(DraftNode child) {
            children.add(child);
            return this;
        }

        /**
         * The node.
         *
         * @return a node with all that was said
         */
        public DraftNode build() {
            return new DraftNode(
                    attribute,
                    uri,
                    local,
                    type,
                    zone,
                    list,
                    repeated,
                    optional,
                    nillable,
                    mixed,
                    opaque,
                    rank,
                    documentation,
                    remark,
                    children);
        }
    }
}
