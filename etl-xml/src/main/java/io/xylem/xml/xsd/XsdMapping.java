package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import io.xylem.core.schema.Layout;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

    /** The largest number of columns and groups that can be asked for: more would not fit into a mapping file. */
    public static final int MOST_COLUMNS = 10_000;

    private final List<Path> schemas;
    private final List<Path> catalogue = new ArrayList<>();
    private @Nullable String root;
    private @Nullable String record;
    private Layout layout = Layout.STACKED;
    private Doctype doctype = Doctype.REJECT;
    private @Nullable Profile profile;
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
     * Sets what happens to documents with a DOCTYPE. By default {@link Doctype#REJECT}.
     *
     * @param value the policy
     * @return this
     */
    public XsdMapping doctype(Doctype value) {
        doctype = value;
        return this;
    }

    /**
     * Leaves out what documents never have: of a large schema, they mostly use little. What later documents have more than these
     * is kept in {@code _rescued}.
     *
     * @param value what documents have
     * @return this
     */
    public XsdMapping documents(Profile value) {
        profile = value;
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
     * @param most how many columns and groups it may have, from 1 to {@value #MOST_COLUMNS}, {@value #DEFAULT_COLUMNS} by default; if it does not suffice for the
     *     record's own children, it has more
     * @return this
     */
    public XsdMapping columns(int most) {
        if (most < 1 || most > MOST_COLUMNS) {
            throw new UsageException("a mapping of " + most + " columns cannot be made; give 1 to " + MOST_COLUMNS);
        }
        columns = most;
        return this;
    }

    /**
     * Reads the schemas and drafts the mapping.
     *
     * @return the draft
     * @throws UsageException if a schema is missing or wrong, with file and line; if there is no such document element or record;
     *     if Xerces is not on the class path
     */
    public Draft draft() {
        try {
            return new SchemaDrafter(schemas, catalogue, depth, columns).draft(root, record, layout, doctype, profile);
        } catch (NoClassDefFoundError e) {
            if (e.getMessage() != null && e.getMessage().contains("org/apache/xerces")) {
                throw new UsageException(
                        "reading schemas needs Xerces: put xerces:xercesImpl 2.12.2 on the class path", e);
            }
            throw e;
        }
    }
}
