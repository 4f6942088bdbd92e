package io.xylem.xml.xsd;

import io.xylem.xml.xsd.Content.Attribute;
import io.xylem.xml.xsd.Content.Child;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.xerces.xs.XSAttributeUse;
import org.apache.xerces.xs.XSComplexTypeDefinition;
import org.apache.xerces.xs.XSConstants;
import org.apache.xerces.xs.XSElementDeclaration;
import org.apache.xerces.xs.XSModel;
import org.apache.xerces.xs.XSNamedMap;
import org.apache.xerces.xs.XSObjectList;
import org.apache.xerces.xs.XSSimpleTypeDefinition;
import org.apache.xerces.xs.XSTypeDefinition;
import org.jspecify.annotations.Nullable;

/** What elements may have, by their declarations: with the content of all types that {@code xsi:type} may choose. */
final class Contents {
    private final Particles particles;
    private final Map<XSTypeDefinition, List<XSComplexTypeDefinition>> extensions = new HashMap<>();
    private final Map<Key, Content> known = new HashMap<>();

    private record Key(XSTypeDefinition type, boolean derived) {}

    Contents(XSModel model) {
        particles = new Particles(model);
        XSNamedMap types = model.getComponents(XSTypeDefinition.COMPLEX_TYPE);
        List<XSComplexTypeDefinition> all = new ArrayList<>();
        for (int i = 0; i < types.getLength(); i++) {
            all.add((XSComplexTypeDefinition) types.item(i));
        }
        all.sort(java.util.Comparator.comparing(Contents::name));
        all.forEach(this::extension);
    }

    private static String name(XSComplexTypeDefinition type) {
        return type.getName() + " " + type.getNamespace();
    }

    /** Notes a type with all that it extends. */
    private void extension(XSComplexTypeDefinition type) {
        boolean extended = false;
        XSTypeDefinition at = type;
        while (!type.getAbstract() && at instanceof XSComplexTypeDefinition complex && complex.getBaseType() != at) {
            extended |= complex.getDerivationMethod() == XSConstants.DERIVATION_EXTENSION;
            at = complex.getBaseType();
            if (extended && at instanceof XSComplexTypeDefinition base && base.getBaseType() != base) {
                extensions.computeIfAbsent(base, b -> new ArrayList<>()).add(type);
            }
        }
    }

    /** What an element of this declaration may have. */
    Content of(XSElementDeclaration element) {
        XSTypeDefinition type = element.getTypeDefinition();
        boolean derived = extensions.containsKey(type)
                && !element.isDisallowedSubstitution(XSConstants.DERIVATION_EXTENSION)
                && !((XSComplexTypeDefinition) type).isProhibitedSubstitution(XSConstants.DERIVATION_EXTENSION);
        Key key = new Key(type, derived);
        Content content = known.get(key);
        if (content == null) {
            content = content(type, derived);
            known.put(key, content);
        }
        return content;
    }

    private Content content(XSTypeDefinition type, boolean derived) {
        if (type instanceof XSSimpleTypeDefinition simple) {
            return new Content(simple, false, false, false, false, List.of(), List.of());
        }
        XSComplexTypeDefinition complex = (XSComplexTypeDefinition) type;
        Content own = own(complex);
        if (!derived) {
            return own;
        }
        List<Content> all = new ArrayList<>(List.of(own));
        extensions.getOrDefault(complex, List.of()).forEach(extension -> all.add(own(extension)));
        return merge(all);
    }

    private Content own(XSComplexTypeDefinition type) {
        Particles.Children children = particles.of(type.getParticle());
        boolean mixed = type.getContentType() == XSComplexTypeDefinition.CONTENTTYPE_MIXED;
        boolean between = mixed && (!children.elements().isEmpty() || children.any());
        List<Attribute> attributes = new ArrayList<>();
        XSObjectList uses = type.getAttributeUses();
        for (int i = 0; i < uses.getLength(); i++) {
            XSAttributeUse use = (XSAttributeUse) uses.item(i);
            String said = Documentation.of(use.getAnnotations());
            attributes.add(new Attribute(
                    use.getAttrDeclaration(),
                    !use.getRequired(),
                    said == null ? Documentation.of(use.getAttrDeclaration().getAnnotations()) : said));
        }
        return new Content(
                mixed && !between ? particles.string() : type.getSimpleType(),
                between,
                children.any(),
                type.getAttributeWildcard() != null,
                false,
                attributes,
                children.elements());
    }

    /** What elements of one of these contents may have. */
    private static Content merge(List<Content> contents) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Map<String, Child> children = new LinkedHashMap<>();
        @Nullable XSSimpleTypeDefinition text = null;
        boolean mixed = false;
        boolean anyElement = false;
        boolean anyAttribute = false;
        for (Content content : contents) {
            text = text == null ? content.text() : text;
            mixed |= content.mixed();
            anyElement |= content.anyElement();
            anyAttribute |= content.anyAttribute();
            for (Attribute attribute : content.attributes()) {
                attributes.putIfAbsent(Particles.name(attribute.declaration()), attribute);
            }
            for (Child child : content.children()) {
                children.merge(
                        Particles.name(child.declaration()),
                        new Child(child.declaration(), child.repeated(), child.optional(), 0, child.documentation()),
                        (a, b) -> a.repeated() ? a : b);
            }
        }
        return new Content(
                text,
                mixed,
                anyElement,
                anyAttribute,
                true,
                List.copyOf(attributes.values()),
                List.copyOf(children.values()));
    }
}
