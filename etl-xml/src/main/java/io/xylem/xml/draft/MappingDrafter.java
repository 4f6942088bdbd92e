package io.xylem.xml.draft;

import io.xylem.core.UsageException;
import io.xylem.core.schema.Layout;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.GroupBuilder;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.MappingBuilder;
import io.xylem.xml.mapping.Unmapped;
import io.xylem.xml.mapping.internal.Prefixes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mapping of a description of documents: each attribute and each element with text becomes a column, each repeated
 * element with attributes or children a group, a repeated element that is just text a repeated column, mixed content a column of
 * type {@code xml}. Nothing that the description knows is left unmapped, with one exception: what stands outside of the records
 * and is repeated, or may come after them.
 *
 * <p>Columns and groups are named in snake case after the last parts of their paths, as many as tell them apart.
 */
public final class MappingDrafter {
    private static final int MOST_NOTES = 20;

    private final List<DraftNode> roots;
    private final Map<String, String> preferred = new HashMap<>();
    private @Nullable String recordPath;
    private @Nullable List<DraftNode> recordChain;
    private Layout layout = Layout.STACKED;
    private Unmapped unmapped = Unmapped.RESCUE;
    private Doctype doctype = Doctype.REJECT;

    private MappingDrafter(List<DraftNode> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * A drafter for documents of one kind.
     *
     * @param root their document element
     * @return the drafter
     */
    public static MappingDrafter of(DraftNode root) {
        return of(List.of(root));
    }

    /**
     * A drafter for documents of several kinds, one of which {@link #record} chooses.
     *
     * @param roots their document elements
     * @return the drafter
     */
    public static MappingDrafter of(List<DraftNode> roots) {
        return new MappingDrafter(roots);
    }

    /**
     * Prefers a prefix.
     *
     * @param prefix the prefix; another is made if it is no name or taken
     * @param uri the namespace
     * @return this
     */
    public MappingDrafter namespace(String prefix, String uri) {
        preferred.put(uri, prefix);
        return this;
    }

    /**
     * Chooses the record. By default it is the document element.
     *
     * @param path a path of elements from the document on, such as {@code /m:messages/m:message} or {@code //message}; a name
     *     without prefix is in no namespace or, where that leads nowhere, in whatever namespace
     * @return this
     */
    public MappingDrafter record(String path) {
        recordPath = path;
        return this;
    }

    /**
     * Chooses the record by its node. By default it is the document element.
     *
     * @param chain the elements from the document element to the record, each a child of the one before
     * @return this
     */
    public MappingDrafter record(List<DraftNode> chain) {
        recordChain = List.copyOf(chain);
        return this;
    }

    /**
     * Sets the layout. By default {@link Layout#STACKED}.
     *
     * @param value how levels become rows
     * @return this
     */
    public MappingDrafter layout(Layout value) {
        layout = value;
        return this;
    }

    /**
     * Sets what happens to what the mapping does not know. By default {@link Unmapped#RESCUE}.
     *
     * @param value the policy
     * @return this
     */
    public MappingDrafter unmapped(Unmapped value) {
        unmapped = value;
        return this;
    }

    /**
     * Sets what happens to documents with a DOCTYPE. By default {@link Doctype#REJECT}.
     *
     * @param value the policy
     * @return this
     */
    public MappingDrafter doctype(Doctype value) {
        doctype = value;
        return this;
    }

    /**
     * Drafts the mapping.
     *
     * @return the draft
     * @throws UsageException if the record path leads to no element or to several, or there are several document elements and no
     *     record path
     */
    public Draft draft() {
        List<String> uris = new ArrayList<>();
        roots.forEach(root -> uris(root, uris));
        Prefixes prefixes = new Prefixes(uris, preferred);
        List<DraftNode> chain = chain(prefixes);
        DraftLevels levels = new DraftLevels(prefixes);
        DraftLevels.Level record = levels.of(chain);
        String local = chain.get(chain.size() - 1).local();
        String name = local == null ? "record" : Namings.snake(local);
        Namings namings = new Namings();
        namings.reserve(name);
        name(record, namings);
        namings.resolve();

        MappingBuilder builder = Mapping.builder()
                .record(record.path)
                .name(name)
                .layout(layout)
                .unmapped(unmapped)
                .doctype(doctype);
        prefixes.used().forEach(builder::namespace);
        TreeMap<String, String> remarks = new TreeMap<>();
        record.columns.forEach(c -> builder.column(c.name, c.path, c.type, c::describe));
        record.groups.forEach(g -> builder.group(g.name, g.path, group -> fill(group, g)));
        collect(record, remarks);
        return new Draft(builder.build(), notes(levels.left), remarks);
    }

    /** The elements from the document element to the record. */
    private List<DraftNode> chain(Prefixes prefixes) {
        if (recordChain != null) {
            return recordChain;
        }
        if (recordPath != null) {
            return RecordPath.find(recordPath, roots, prefixes);
        }
        if (roots.size() == 1) {
            return roots;
        }
        throw new UsageException("there are several document elements: "
                + roots.stream().map(r -> prefixes.shown(r.uri(), r.local())).collect(Collectors.joining(", "))
                + "; say which elements are records");
    }

    private static void uris(DraftNode node, List<String> uris) {
        if (node.uri() != null) {
            uris.add(node.uri());
        }
        node.children().forEach(child -> uris(child, uris));
    }

    private static void name(DraftLevels.Level level, Namings namings) {
        level.columns.forEach(c -> namings.column(c.words, c.least, name -> c.name = name));
        for (DraftLevels.Level group : level.groups) {
            namings.group(group.words, name -> group.name = name);
            name(group, namings);
        }
    }

    private static void fill(GroupBuilder builder, DraftLevels.Level level) {
        if (level.documentation != null) {
            builder.comment(level.documentation);
        }
        level.columns.forEach(c -> builder.column(c.name, c.path, c.type, c::describe));
        level.groups.forEach(g -> builder.group(g.name, g.path, group -> fill(group, g)));
    }

    private static void collect(DraftLevels.Level level, Map<String, String> remarks) {
        for (DraftLevels.ColumnDraft column : level.columns) {
            if (column.remark != null) {
                remarks.put(column.name, column.remark);
            }
        }
        for (DraftLevels.Level group : level.groups) {
            if (group.remark != null) {
                remarks.put(group.name, group.remark);
            }
            collect(group, remarks);
        }
    }

    private static List<String> notes(List<String> left) {
        if (left.isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add("Outside of the records, and repeated or possibly behind them, so no column reads it:");
        left.stream().limit(MOST_NOTES).forEach(path -> notes.add("  " + path));
        if (left.size() > MOST_NOTES) {
            notes.add("  and " + (left.size() - MOST_NOTES) + " others");
        }
        return notes;
    }
}
