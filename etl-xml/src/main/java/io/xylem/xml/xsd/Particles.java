package io.xylem.xml.xsd;

import io.xylem.xml.xsd.Content.Child;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.xerces.xs.XSComplexTypeDefinition;
import org.apache.xerces.xs.XSElementDeclaration;
import org.apache.xerces.xs.XSModel;
import org.apache.xerces.xs.XSModelGroup;
import org.apache.xerces.xs.XSObject;
import org.apache.xerces.xs.XSObjectList;
import org.apache.xerces.xs.XSParticle;
import org.apache.xerces.xs.XSSimpleTypeDefinition;
import org.apache.xerces.xs.XSTerm;
import org.jspecify.annotations.Nullable;

/** Which children content models allow, and how often: sequences, choices and groups, with the members of substitution groups. */
final class Particles {
    private static final String SCHEMA = "http://www.w3.org/2001/XMLSchema";
    /** Stands for several. */
    private static final int MANY = 2;

    private final XSModel model;

    Particles(XSModel model) {
        this.model = model;
    }

    /** The elements of a content model, and whether it has wildcards. */
    record Children(List<Child> elements, boolean any) {}

    /** How often an element occurs, at least and at most. */
    private record Occurrence(
            XSElementDeclaration declaration,
            int least,
            int most,
            int rank,
            @Nullable String documentation) {
        Occurrence times(int min, int max) {
            return new Occurrence(
                    declaration, Math.min(MANY, least * min), Math.min(MANY, most * max), rank, documentation);
        }

        Occurrence optional() {
            return new Occurrence(declaration, 0, most, rank, documentation);
        }
    }

    /** What is found on the way through a content model. */
    private static final class Walk {
        boolean any;
        boolean ordered = true;
        int rank;
    }

    static String name(XSObject object) {
        return "{" + (object.getNamespace() == null ? "" : object.getNamespace()) + "}" + object.getName();
    }

    /** The type {@code xs:string}. */
    XSSimpleTypeDefinition string() {
        return (XSSimpleTypeDefinition) model.getTypeDefinition("string", SCHEMA);
    }

    /** The children that a content model allows. */
    Children of(@Nullable XSParticle particle) {
        Walk walk = new Walk();
        List<Child> elements = new ArrayList<>();
        if (particle != null) {
            for (Occurrence found : occurrences(particle, walk, false).values()) {
                elements.add(new Child(
                        found.declaration,
                        found.most >= MANY,
                        found.least == 0,
                        walk.ordered ? found.rank : 0,
                        found.documentation));
            }
        }
        return new Children(List.copyOf(elements), walk.any);
    }

    private Map<String, Occurrence> occurrences(XSParticle particle, Walk walk, boolean together) {
        int min = Math.min(MANY, particle.getMinOccurs());
        int max = particle.getMaxOccursUnbounded() ? MANY : Math.min(MANY, particle.getMaxOccurs());
        XSTerm term = particle.getTerm();
        Map<String, Occurrence> found = new LinkedHashMap<>();
        if (term instanceof XSModelGroup group) {
            found = group(group, walk, together || max >= MANY);
        } else if (term instanceof XSElementDeclaration element) {
            found = element(element, Documentation.of(particle.getAnnotations()), walk.rank);
        } else {
            walk.any |= max > 0;
        }
        if (!together) {
            walk.rank++;
        }
        found.replaceAll((name, occurrence) -> occurrence.times(min, max));
        return found;
    }

    private Map<String, Occurrence> group(XSModelGroup group, Walk walk, boolean together) {
        boolean choice = group.getCompositor() == XSModelGroup.COMPOSITOR_CHOICE;
        boolean unordered = together || group.getCompositor() != XSModelGroup.COMPOSITOR_SEQUENCE;
        Map<String, Occurrence> all = new LinkedHashMap<>();
        XSObjectList parts = group.getParticles();
        for (int i = 0; i < parts.getLength(); i++) {
            Map<String, Occurrence> part = occurrences((XSParticle) parts.item(i), walk, unordered);
            boolean first = i == 0;
            if (choice) {
                all.replaceAll((name, before) -> part.containsKey(name) ? before : before.optional());
            }
            part.forEach((name, found) -> {
                Occurrence before = all.get(name);
                if (before == null) {
                    all.put(name, choice && !first ? found.optional() : found);
                    return;
                }
                walk.ordered &= choice;
                all.put(
                        name,
                        new Occurrence(
                                before.declaration,
                                choice
                                        ? Math.min(before.least, found.least)
                                        : Math.min(MANY, before.least + found.least),
                                choice ? Math.max(before.most, found.most) : MANY,
                                before.rank,
                                before.documentation));
            });
        }
        return all;
    }

    /** An element, or the members of its substitution group in its place, by namespace and name. */
    private Map<String, Occurrence> element(XSElementDeclaration element, @Nullable String said, int rank) {
        List<XSElementDeclaration> members = new ArrayList<>();
        if (!element.getAbstract()) {
            members.add(element);
        }
        XSObjectList substitutes = model.getSubstitutionGroup(element);
        List<XSElementDeclaration> others = new ArrayList<>();
        for (int i = 0; substitutes != null && i < substitutes.getLength(); i++) {
            XSElementDeclaration other = (XSElementDeclaration) substitutes.item(i);
            if (!other.getAbstract()) {
                others.add(other);
            }
        }
        others.sort(java.util.Comparator.comparing(Particles::name));
        members.addAll(others);
        Map<String, Occurrence> found = new LinkedHashMap<>();
        for (XSElementDeclaration member : members) {
            String documentation = member == element && said != null ? said : documentation(member);
            found.put(name(member), new Occurrence(member, members.size() == 1 ? 1 : 0, 1, rank, documentation));
        }
        return found;
    }

    /** What is said about an element, or else about its type. */
    static @Nullable String documentation(XSElementDeclaration element) {
        String own = Documentation.of(element.getAnnotations());
        if (own != null) {
            return own;
        }
        return element.getTypeDefinition() instanceof XSComplexTypeDefinition complex
                ? Documentation.of(complex.getAnnotations())
                : Documentation.of(((XSSimpleTypeDefinition) element.getTypeDefinition()).getAnnotations());
    }
}
