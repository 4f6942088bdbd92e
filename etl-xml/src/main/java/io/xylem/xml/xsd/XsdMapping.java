package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import io.xylem.core.schema.Layout;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.draft.DraftNode;
import io.xylem.xml.draft.MappingDrafter;
import io.xylem.xml.xsd.Content.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.xerces.xs.XSConstants;
import org.apache.xerces.xs.XSElementDeclaration;
import org.apache.xerces.xs.XSNamedMap;
import org.jspecify.annotations.Nullable;

/**
 * Drafts a mapping from an XML Schema: a column for each attribute and each element with text, a group for each repeated element
 * with more than text. Schemas are larger than tables; what does not fit is kept as it is, in columns of type {@code xml}: the
 * elements farthest from the record, and what stands in an element of its own type. Nothing that a valid document has is left
 * out: what the schema does not name, where it says {@code any}, goes to {@code _rescued}.
 *
 * <pre>{@code
 * Draft draft = XsdMapping.from(Path.of("flights.xsd"))
 *         .root("flights")
 *         .record("/f:flights/f:flight")
 *         .draft();
 * Mapping mapping = draft.mapping();
 * }</pre>
 *
 * <p>Reads local files only. Needs {@code xerces:xercesImpl}, which this library does not bring along.
 */
public final class XsdMapping {
    /** The number of columns and groups at most, unless {@link #columns(int)} says otherwise. */
    public static final int DEFAULT_COLUMNS = 1000;

    private static final int MOST_SHOWN = 12;

    private final List<Path> schemas;
    private final List<Path> catalogue = new ArrayList<>();
    private @Nullable String root;
    private @Nullable String record;
    private Layout layout = Layout.STACKED;
    private int depth = 1;
    private int columns = DEFAULT_COLUMNS;

    private XsdMapping(List<Path> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    /**
     * Starts with schema files. What they include and import is found by its {@code schemaLocation}.
     *
     * @param schema a schema file
     * @param more further schema files, such as one that extends the first
     * @return a drafter
     */
    public static XsdMapping from(Path schema, Path... more) {
        return new XsdMapping(
                Stream.concat(Stream.of(schema), Arrays.stream(more)).toList());
    }

    /**
     * Sets the document element.
     *
     * @param name its name: {@code name}, {@code prefix:name} with a prefix that a schema declares, or <code>{uri}name</code>
     * @return this
     */
    public XsdMapping root(String name) {
        root = name;
        return this;
    }

    /**
     * Sets the elements that are records. By default the document element.
     *
     * @param path a path of elements from the document on, such as {@code /f:flights/f:flight} or {@code //flight}, which takes
     *     the shortest way; prefixes are those of the schemas, a name without prefix is in whatever namespace
     * @return this
     */
    public XsdMapping record(String path) {
        record = path;
        return this;
    }

    /**
     * Adds a folder of schemas. A document that is not where its location says is looked for here, with all folders inside: the
     * file with the most last parts of its path in common with the location is taken.
     *
     * @param folder a local folder
     * @return this
     */
    public XsdMapping catalogue(Path folder) {
        catalogue.add(folder);
        return this;
    }

    /**
     * Sets the layout. By default {@link Layout#STACKED}.
     *
     * @param value how levels become rows
     * @return this
     */
    public XsdMapping layout(Layout value) {
        layout = value;
        return this;
    }

    /**
     * Sets how deep elements are followed whose type contains itself.
     *
     * @param times how many elements of one type inside one another become columns, 1 by default; what is inside the last is kept
     *     as {@code xml}
     * @return this
     */
    public XsdMapping depth(int times) {
        if (times < 1) {
            throw new UsageException("a depth of " + times + " leaves nothing; give 1 or more");
        }
        depth = times;
        return this;
    }

    /**
     * Sets the size of the mapping.
     *
     * @param most how many columns and groups it may have, {@value #DEFAULT_COLUMNS} by default; if it does not suffice for the
     *     record's own children, it has more
     * @return this
     */
    public XsdMapping columns(int most) {
        if (most < 1) {
            throw new UsageException("at most " + most + " columns leave nothing; give 1 or more");
        }
        columns = most;
        return this;
    }

    /**
     * Reads the schemas and drafts the mapping.
     *
     * @return the draft
     * @throws UsageException if a schema is missing or wrong, with file and line; if there is no such document element or record
     */
    public Draft draft() {
        SchemaDocuments documents = SchemaDocuments.load(schemas, catalogue);
        XSElementDeclaration declaration = element(documents);
        Contents contents = new Contents(documents.model());
        Child document = new Child(declaration, false, false, 0, Particles.documentation(declaration));
        List<Child> chain = record == null
                ? List.of(document)
                : new RecordSearch(record, documents.prefixes(), contents).find(document);
        Expansion expansion = new Expansion(contents, depth, columns);
        List<Place> places = expansion.expand(chain);
        DraftNode tree = places.get(0).node();
        MappingDrafter drafter =
                MappingDrafter.of(tree).record(nodes(tree, places)).layout(layout);
        drafter.namespace("xsi", Place.INSTANCE);
        documents.prefixes().forEach(drafter::namespace);
        Draft draft = drafter.draft();
        List<String> notes = new ArrayList<>(expansion.notes());
        notes.addAll(draft.notes());
        return new Draft(draft.mapping(), notes, draft.remarks());
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

    private XSElementDeclaration element(SchemaDocuments documents) {
        XSNamedMap all = documents.model().getComponents(XSConstants.ELEMENT_DECLARATION);
        String name = Objects.requireNonNullElse(root, "");
        List<XSElementDeclaration> found = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < all.getLength(); i++) {
            XSElementDeclaration element = (XSElementDeclaration) all.item(i);
            if (!element.getAbstract()) {
                names.add(element.getName());
                if (matches(name, element, documents.prefixes())) {
                    found.add(element);
                }
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            String shown = String.join(", ", names.stream().limit(MOST_SHOWN).toList());
            throw new UsageException(schemas.get(0) + ": "
                    + (root == null ? "no document element is named" : "there is no element \"" + name + "\"")
                    + "; " + (names.isEmpty() ? "the schema declares none" : "the schema declares " + shown)
                    + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " others" : ""));
        }
        throw new UsageException(schemas.get(0) + ": there are several elements \"" + name + "\": "
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
