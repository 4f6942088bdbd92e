package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import io.xylem.core.schema.Layout;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.draft.DraftNode;
import io.xylem.xml.draft.MappingDrafter;
import io.xylem.xml.infer.PathProfile;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.xsd.Content.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.xerces.xs.XSConstants;
import org.apache.xerces.xs.XSElementDeclaration;
import org.apache.xerces.xs.XSNamedMap;
import org.jspecify.annotations.Nullable;

/** Does what {@link XsdMapping} offers, where Xerces is there. */
final class SchemaDrafter {
    private static final int MOST_SHOWN = 12;

    private final Path schema;
    private final SchemaDocuments documents;
    private final int depth;
    private final int columns;

    SchemaDrafter(List<Path> schemas, List<Path> catalogue, int depth, int columns) {
        schema = schemas.get(0);
        documents = SchemaDocuments.load(schemas, catalogue);
        this.depth = depth;
        this.columns = columns;
    }

    Draft draft(
            @Nullable String root, @Nullable String record, Layout layout, Doctype doctype, @Nullable Profile profile) {
        XSElementDeclaration declaration = element(root);
        Contents contents = new Contents(documents.model());
        Child document = new Child(declaration, false, false, 0, Particles.documentation(declaration));
        List<Child> chain = record == null
                ? List.of(document)
                : new RecordSearch(record, documents.prefixes(), contents).find(document);
        Expansion expansion = new Expansion(contents, depth, columns);
        List<Place> places = expansion.expand(chain, profile == null ? null : seen(profile, declaration));
        DraftNode tree = places.get(0).node();
        MappingDrafter drafter = MappingDrafter.of(tree)
                .record(nodes(tree, places))
                .layout(layout)
                .doctype(doctype);
        drafter.namespace("xsi", Place.INSTANCE);
        documents.prefixes().forEach(drafter::namespace);
        Draft draft = drafter.draft();
        List<String> notes = new ArrayList<>();
        if (profile != null) {
            notes.add("Only what the documents have of the schema; documents: " + profile.documents());
        }
        notes.addAll(expansion.notes());
        notes.addAll(draft.notes());
        return new Draft(draft.mapping(), notes, draft.remarks());
    }

    private static PathProfile seen(Profile profile, XSElementDeclaration root) {
        for (PathProfile each : profile.roots()) {
            if (Particles.name(root).equals("{" + each.uri() + "}" + each.local())) {
                return each;
            }
        }
        throw new UsageException("no document has the document element " + Particles.name(root) + "; they have "
                + String.join(
                        ", ", profile.roots().stream().map(PathProfile::path).toList()));
    }

    /** The nodes of a chain of places. */
    private static List<DraftNode> nodes(DraftNode tree, List<Place> places) {
        List<DraftNode> chain = new ArrayList<>(List.of(tree));
        for (Place place : places.subList(1, places.size())) {
            int at = place.index();
            List<DraftNode> elements = chain.get(chain.size() - 1).children().stream()
                    .filter(node -> !node.attribute())
                    .toList();
            chain.add(elements.get(at));
        }
        return chain;
    }

    private XSElementDeclaration element(@Nullable String root) {
        XSNamedMap all = documents.model().getComponents(XSConstants.ELEMENT_DECLARATION);
        String name = Objects.requireNonNullElse(root, "");
        List<XSElementDeclaration> found = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        boolean isAbstract = false;
        for (int i = 0; i < all.getLength(); i++) {
            XSElementDeclaration element = (XSElementDeclaration) all.item(i);
            boolean matches = matches(name, element, documents.prefixes());
            if (element.getAbstract()) {
                isAbstract |= matches;
            } else {
                names.add(element.getName());
                if (matches) {
                    found.add(element);
                }
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            String shown = String.join(", ", names.stream().limit(MOST_SHOWN).toList());
            throw new UsageException(schema + ": "
                    + (root == null
                            ? "no document element is named"
                            : isAbstract
                                    ? "the element \"" + name + "\" is abstract, so no document has it"
                                    : "there is no element \"" + name + "\"")
                    + "; " + (names.isEmpty() ? "the schema declares none" : "the schema declares " + shown)
                    + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " others" : ""));
        }
        throw new UsageException(schema + ": there are several elements \"" + name + "\": "
                + String.join(", ", found.stream().map(Particles::name).toList()) + "; choose one of them");
    }

    private static boolean matches(String name, XSElementDeclaration element, Map<String, String> prefixes) {
        String uri = element.getNamespace() == null ? "" : element.getNamespace();
        if (name.startsWith("{")) {
            return name.equals(Particles.name(element));
        }
        int colon = name.indexOf(':');
        return name.substring(colon + 1).equals(element.getName())
                && (colon < 0 || uri.equals(prefixes.get(name.substring(0, colon))));
    }
}
