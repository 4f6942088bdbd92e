package io.xylem.xml.xsd;

import io.xylem.xml.infer.PathProfile;
import java.util.List;
import org.apache.xerces.xs.XSAttributeDeclaration;
import org.apache.xerces.xs.XSElementDeclaration;
import org.apache.xerces.xs.XSObject;
import org.apache.xerces.xs.XSSimpleTypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What an element of some type may have.
 *
 * @param text the type of its text; null if it has none of its own
 * @param mixed whether it has text between its children
 * @param anyElement whether it may have elements that the schema does not name
 * @param anyAttribute whether it may have attributes that the schema does not name
 * @param derived whether documents may choose a type with more in it by {@code xsi:type}
 * @param attributes its attributes
 * @param children its children, in order
 */
record Content(
        @Nullable XSSimpleTypeDefinition text,
        boolean mixed,
        boolean anyElement,
        boolean anyAttribute,
        boolean derived,
        List<Attribute> attributes,
        List<Child> children) {
    /** An attribute. */
    record Attribute(
            XSAttributeDeclaration declaration,
            boolean optional,
            @Nullable String documentation) {}

    /** A child element, see {@link io.xylem.xml.draft.DraftNode} for rank. */
    record Child(
            XSElementDeclaration declaration,
            boolean repeated,
            boolean optional,
            int rank,
            @Nullable String documentation) {}

    /** Only what documents have. */
    Content only(@Nullable PathProfile seen) {
        if (seen == null || seen.cut()) {
            return this;
        }
        return new Content(
                text,
                mixed,
                anyElement,
                anyAttribute,
                derived,
                attributes.stream()
                        .filter(a -> find(seen, true, a.declaration) != null)
                        .toList(),
                children.stream()
                        .filter(c -> find(seen, false, c.declaration) != null)
                        .toList());
    }

    /** What documents have of an attribute or child; null if they have none. */
    static @Nullable PathProfile find(PathProfile parent, boolean attribute, XSObject declaration) {
        for (PathProfile each : parent.children()) {
            if (each.attribute() == attribute
                    && Particles.name(declaration).equals("{" + each.uri() + "}" + each.local())) {
                return each;
            }
        }
        return null;
    }

    /** Whether nothing is known about what it has, so that only its source says it. */
    boolean unknown() {
        return mixed || (anyElement && children.isEmpty());
    }

    /** Whether no element that has it has children. */
    boolean flat() {
        return children.isEmpty() && !unknown();
    }
}
