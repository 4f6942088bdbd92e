package io.xylem.xml.mapping;

import io.xylem.core.MappingException;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.internal.Fingerprints;
import io.xylem.xml.mapping.internal.MappingCompiler;
import io.xylem.xml.mapping.internal.MappingDraft;
import io.xylem.xml.mapping.internal.Problems;
import io.xylem.xml.mapping.internal.Schemas;
import io.xylem.xml.mapping.internal.Steps;
import io.xylem.xml.mapping.internal.YamlReader;
import io.xylem.xml.mapping.internal.YamlWriter;
import io.xylem.xml.validate.XsdValidation;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a document become which columns. Checked: whatever a mapping could get wrong without seeing a document has
 * been refused when it was made. Immutable, serializable.
 *
 * <pre>{@code
 * Mapping mapping = Mapping.builder()
 *         .namespace("f", "urn:example:flight:1")
 *         .record("/f:flights/f:flight")
 *         .column("gufi", "@gufi", "string", column -> column.required())
 *         .group("position", "f:track/f:position", group -> group
 *                 .column("time", "f:time", "timestamp"))
 *         .build();
 * }</pre>
 */
public final class Mapping implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long MAX_BYTES = 2 << 20;

    private final SortedMap<String, String> namespaces;
    private final Layout layout;
    private final Unmapped unmapped;
    private final BadValue badValue;
    private final Doctype doctype;
    private final @Nullable XsdValidation validation;
    private final Group record;
    private final ShredSchema schema;
    private final String fingerprint;

    private Mapping(MappingDraft draft, MappingCompiler.Compiled compiled) {
        this.namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(compiled.namespaces()));
        this.layout = draft.layout;
        this.unmapped = draft.unmapped;
        this.badValue = draft.badValue;
        this.doctype = draft.doctype;
        this.validation = draft.validation;
        this.record = compiled.record();
        this.schema = Schemas.of(layout, namespaces, record);
        this.fingerprint = Fingerprints.of(this);
    }

    private Mapping(Mapping from, Group record) {
        this.namespaces = from.namespaces;
        this.layout = from.layout;
        this.unmapped = from.unmapped;
        this.badValue = from.badValue;
        this.doctype = from.doctype;
        this.validation = from.validation;
        this.record = record;
        this.schema = Schemas.of(layout, namespaces, record);
        this.fingerprint = Fingerprints.of(this);
    }

    /**
     * A mapping that reads less: the same rows, and the same documents refused, with fewer columns. Columns that may refuse a document
     * stay, and so does everything if {@code _rescued} is wanted or the unmapped matters. In the layout {@code nested} whole groups are
     * left out.
     *
     * @param names the names of the wanted columns of all tables; in the layout {@code nested} of the record's columns and groups
     * @return the mapping, which may have groups without columns
     */
    public Mapping selecting(Set<String> names) {
        if (unmapped != Unmapped.IGNORE || names.contains("_rescued")) {
            return this;
        }
        return new Mapping(this, layout == Layout.NESTED ? selectingNested(names) : selecting(record, names));
    }

    private Group selectingNested(Set<String> names) {
        List<Group> groups = record.groups().stream()
                .filter(group -> names.contains(group.name()) || mayRefuse(group))
                .toList();
        return new Group(record.name(), record.path(), columns(record, names), groups, record.comment());
    }

    private static Group selecting(Group group, Set<String> names) {
        List<Group> groups =
                group.groups().stream().map(inner -> selecting(inner, names)).toList();
        return new Group(group.name(), group.path(), columns(group, names), groups, group.comment());
    }

    private static List<Column> columns(Group group, Set<String> names) {
        return group.columns().stream()
                .filter(column -> names.contains(column.name()) || mayRefuse(column))
                .toList();
    }

    private static boolean mayRefuse(Group group) {
        return group.columns().stream().anyMatch(Mapping::mayRefuse)
                || group.groups().stream().anyMatch(Mapping::mayRefuse);
    }

    private static boolean mayRefuse(Column column) {
        return column.rules().required() || column.rules().badValue() == BadValue.REJECT;
    }

    /**
     * Starts a mapping in Java.
     *
     * @return an empty builder
     */
    public static MappingBuilder builder() {
        return new MappingBuilder();
    }

    /**
     * Reads a mapping file.
     *
     * @param file a YAML file in UTF-8
     * @return the mapping
     * @throws MappingException if the file cannot be read, or anything in it is wrong: every finding, up to 20, on a line of its
     *     own with file, line and column
     */
    public static Mapping fromYaml(java.nio.file.Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new MappingException(
                        file + ": it has more than " + MAX_BYTES + " bytes — is this a mapping file?");
            }
            java.nio.file.Path folder = file.toAbsolutePath().getParent();
            return fromYaml(file.toString(), Files.readString(file), folder);
        } catch (NoSuchFileException e) {
            throw new MappingException(file + ": there is no such file — check the path of the mapping", e);
        } catch (CharacterCodingException e) {
            throw new MappingException(file + ": it is not UTF-8 — save it as UTF-8", e);
        } catch (IOException e) {
            if (Files.isDirectory(file)) {
                throw new MappingException(file + ": this is a folder — name the mapping in it", e);
            }
            throw new MappingException(file + ": it cannot be read: " + e + " — check the path of the mapping", e);
        }
    }

    /**
     * Reads the text of a mapping file. Paths of a schema are relative to the working directory.
     *
     * @param source what the text is called in messages
     * @param yaml the text
     * @return the mapping
     * @throws MappingException if anything in it is wrong, with all of it
     */
    public static Mapping fromYaml(String source, String yaml) {
        return fromYaml(source, yaml, java.nio.file.Path.of(""));
    }

    private static Mapping fromYaml(String source, String yaml, java.nio.file.@Nullable Path folder) {
        Problems problems = new Problems();
        MappingDraft draft = YamlReader.read(source, yaml, folder, problems);
        return new Mapping(draft, new MappingCompiler(draft, problems).compile());
    }

    static Mapping compile(MappingDraft draft) {
        return new Mapping(draft, new MappingCompiler(draft, new Problems()).compile());
    }

    /**
     * The mapping as a file.
     *
     * @return YAML that {@link #fromYaml(String, String)} reads back into an equal mapping
     */
    public String toYaml() {
        return YamlWriter.write(this);
    }

    /**
     * The declared namespaces.
     *
     * @return uri by prefix, sorted by prefix; without {@code xml}, which is always declared
     */
    public SortedMap<String, String> namespaces() {
        return namespaces;
    }

    /**
     * How levels become rows.
     *
     * @return the layout
     */
    public Layout layout() {
        return layout;
    }

    /**
     * What happens to what no column reads.
     *
     * @return the policy
     */
    public Unmapped unmapped() {
        return unmapped;
    }

    /**
     * What happens to bad values of columns that do not say it themselves.
     *
     * @return the policy; {@link Column#rules()} has what holds for a column
     */
    public BadValue badValue() {
        return badValue;
    }

    /**
     * What happens to documents with a DOCTYPE.
     *
     * @return the policy
     */
    public Doctype doctype() {
        return doctype;
    }

    /**
     * What documents must be valid against.
     *
     * @return the schema; null if they are not validated
     */
    public @Nullable XsdValidation validation() {
        return validation;
    }

    /**
     * The record with its columns and groups.
     *
     * @return the root of the tree
     */
    public Group record() {
        return record;
    }

    /**
     * The levels and their columns: the record, then its groups depth-first, all in the order of the mapping.
     *
     * @return the schema
     */
    public ShredSchema schema() {
        return schema;
    }

    /**
     * A digest of everything that can change the output: equal mappings have equal fingerprints on any machine.
     *
     * @return SHA-256, 64 hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * The groups in the order of the levels of {@link #schema()}.
     *
     * @return the record, then its groups depth-first
     */
    public List<Group> levels() {
        List<Group> levels = new ArrayList<>();
        collect(record, levels);
        return levels;
    }

    private static void collect(Group group, List<Group> into) {
        into.add(group);
        for (Group child : group.groups()) {
            collect(child, into);
        }
    }

    /**
     * The steps that lead from the document to the elements of a level: those of the record, of the groups around it, and its
     * own.
     *
     * @param level the place of the level in {@link #levels()}
     * @return the steps, the first from the document
     */
    public List<Step> chain(int level) {
        Group group = levels().get(level);
        int parent = schema.levels().get(level).parent();
        List<Step> steps = new ArrayList<>(parent < 0 ? List.of() : chain(parent));
        steps.addAll(group.path().steps());
        return steps;
    }

    /**
     * How many leading steps of a column's absolute path are steps of the level's own chain, conditions included. These bind to
     * the row's own ancestors rather than to any element of that path.
     *
     * @param level the place of the column's level in {@link #levels()}
     * @param path the column's path
     * @return the number of shared steps; 0 for a relative path
     */
    public int sharedSteps(int level, Path path) {
        return path.absolute() ? Steps.shared(path.steps(), chain(level)) : 0;
    }

    /**
     * A name as it appears in reports and in {@code _rescued}.
     *
     * @param uri the namespace, {@code ""} for none; null for any
     * @param local the local name; null for any
     * @return {@code prefix:local} in this mapping's prefixes, {@code local} in no namespace, {@code {uri}local} where there is
     *     no prefix; {@code *} stands for any
     */
    public String displayName(@Nullable String uri, @Nullable String local) {
        return Steps.display(uri, local, namespaces);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mapping that
                && namespaces.equals(that.namespaces)
                && layout == that.layout
                && unmapped == that.unmapped
                && badValue == that.badValue
                && doctype == that.doctype
                && Objects.equals(validation, that.validation)
                && record.equals(that.record);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespaces, layout, unmapped, badValue, doctype, validation, record);
    }

    @Override
    public String toString() {
        return "mapping " + record.name() + " " + fingerprint.substring(0, 12);
    }
}
