package io.xylem.xml.mapping;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path to an element, or its last step to an attribute.
 *
 * @param axis how the step moves
 * @param uri the namespace, {@code ""} for none; null for any
 * @param local the local name; null for any
 * @param predicates the conditions on attributes of the element; all must hold
 */
public record Step(
        Axis axis, @Nullable String uri, @Nullable String local, List<Predicate> predicates) implements Serializable {
    /** Copies the list. */
    public Step {
        predicates = List.copyOf(predicates);
    }

    /** How a step moves. */
    public enum Axis {
        /** To a child element. */
        CHILD,
        /** To a descendant element of any depth. */
        DESCENDANT,
        /** To an attribute. */
        ATTRIBUTE
    }

    /**
     * A condition {@code [@name='value']}.
     *
     * @param uri the attribute's namespace, {@code ""} for none; null for any
     * @param local the attribute's local name
     * @param value the value that it must have
     */
    public record Predicate(@Nullable String uri, String local, String value) implements Serializable {}
}
