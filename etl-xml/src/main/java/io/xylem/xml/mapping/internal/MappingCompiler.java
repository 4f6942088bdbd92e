package io.xylem.xml.mapping.internal;

import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.internal.PathParser.Parsed;
import io.xylem.xml.mapping.internal.PathParser.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what a mapping says into what it means, and gathers everything that is wrong with it. */
public final class MappingCompiler {
    private static final String DOCUMENT_ELEMENT = "/*";

    private final MappingDraft draft;
    private final Problems problems;
    private final NameRegistry names;
    private final SortedMap<String, String> namespaces = new TreeMap<>();
    private @Nullable Path record;

    /**
     * A compiler for one mapping.
     *
     * @param draft what it says
     * @param problems what is known to be wrong with it
     */
    public MappingCompiler(MappingDraft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
        this.names = new NameRegistry(problems);
    }

    /**
     * What a mapping means.
     *
     * @param namespaces uri by prefix
     * @param record the record
     */
    public record Compiled(SortedMap<String, String> namespaces, Group record) {}

    /**
     * Checks the mapping.
     *
     * @return what it means
     * @throws io.xylem.core.MappingException if anything is wrong, with all of it
     */
    public Compiled compile() {
        for (MappingDraft.Namespace namespace : draft.namespaces) {
            namespace(namespace);
        }
        GroupDraft root = draft.record;
        Said<String> text = root.path == null ? new Said<>(DOCUMENT_ELEMENT, root.where) : root.path;
        Parsed parsed = path(text, "record");
        record = parsed == null ? null : recordPath(parsed, text.where());
        String name = root.name != null ? root.name.value() : defaultName();
        names.record(new Said<>(name, root.name != null ? root.name.where() : root.where));
        Group group = content(root, name, record, "the record");
        names.checkRenames();
        problems.throwIfAny();
        return new Compiled(namespaces, group);
    }

    private String defaultName() {
        if (record == null || record.steps().isEmpty()) {
            return "record";
        }
        String local = record.steps().get(record.steps().size() - 1).local();
        return local == null || local.startsWith("_") ? "record" : local;
    }

    private void namespace(MappingDraft.Namespace namespace) {
        String prefix = namespace.prefix();
        String subject = "namespace " + prefix;
        if (prefix.isEmpty()) {
            problems.add(
                    namespace.where(),
                    "there is no default namespace, names without prefix are in none",
                    "give the namespace a prefix and write it in the paths");
        } else if (!XmlNames.isName(prefix)) {
            problems.add(namespace.where(), subject + ": this is no prefix", "write a name without a colon");
        } else if (prefix.equals("xmlns")
                || prefix.equals("xml") != namespace.uri().equals("http://www.w3.org/XML/1998/namespace")) {
            problems.add(
                    namespace.where(), subject + ": the prefixes xml and xmlns are fixed", "choose another prefix");
        } else if (namespace.uri().isBlank()) {
            problems.add(
                    namespace.where(),
                    subject + ": the uri is empty",
                    "names in no namespace are written without prefix");
        }
        String before = prefix.isEmpty() ? null : namespaces.putIfAbsent(prefix, namespace.uri());
        if (before != null && !before.equals(namespace.uri())) {
            problems.add(namespace.where(), subject + ": it is declared twice", "keep one of the two");
        }
    }

    private @Nullable Path recordPath(Parsed parsed, Where where) {
        String what = null;
        if (parsed.tail() == Tail.ATTRIBUTE) {
            what = "an attribute cannot be a record";
        } else if (parsed.tail() != Tail.ELEMENT) {
            what = "a record is an element, not its text";
        } else if (!parsed.path().absolute()) {
            problems.add(
                    where,
                    "record: the path \"" + parsed.path() + "\" must start at the document",
                    "write /" + parsed.path() + ", or //"
                            + parsed.path().toString().replaceFirst("^\\.//", "") + " for any depth");
            return null;
        }
        if (what != null) {
            problems.add(where, "record: " + what, "let the path \"" + parsed.path() + "\" end with an element");
            return null;
        }
        return parsed.path();
    }

    private @Nullable Parsed path(Said<String> text, String subject) {
        try {
            return PathParser.parse(text.value(), namespaces);
        } catch (PathSyntaxException e) {
            problems.add(text.where(), subject + ": " + e.getMessage(), e.remedy());
            return null;
        }
    }

    private Group content(GroupDraft from, String name, @Nullable Path path, String subject) {
        if (from.columns.isEmpty()
                && from.groups.isEmpty()
                && !from.unreadable.contains("columns")
                && !from.unreadable.contains("groups")) {
            problems.add(
                    from.where,
                    subject + " has no columns and no groups",
                    "add columns: [{name: ..., path: ..., type: ...}]");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < from.columns.size(); i++) {
            Column column = column(from.columns.get(i), "column " + (i + 1) + " of " + subject);
            if (column != null) {
                columns.add(column);
            }
        }
        List<Group> groups = new ArrayList<>();
        Map<List<Step>, String> paths = new HashMap<>();
        for (int i = 0; i < from.groups.size(); i++) {
            groups.add(group(from.groups.get(i), "group " + (i + 1) + " of " + subject, paths));
        }
        return new Group(
                name,
                path == null ? new Path(false, List.of(), ".") : path,
                columns,
                groups,
                from.comment == null || from.comment.value().isBlank() ? null : from.comment.value());
    }

    private @Nullable Column column(ColumnDraft from, String position) {
        String subject = from.name == null ? position : "column " + from.name.value();
        if (from.name == null) {
            missing("name", from.unreadable, from.where, subject);
        } else {
            names.column(from.name);
            names.renamed(from.name, from.renamedFrom);
        }
        Parsed parsed = null;
        if (from.path == null) {
            missing("path", from.unreadable, from.where, subject);
        } else {
            parsed = path(from.path, subject);
            if (parsed != null) {
                checkRoot(parsed.path(), subject, from.path.where());
            }
        }
        Parsed known = parsed == null ? new Parsed(new Path(false, List.of(), "."), Tail.ELEMENT) : parsed;
        return new ColumnCompiler(from, subject, problems).compile(known, draft.badValue);
    }

    private void checkRoot(Path path, String subject, Where where) {
        if (path.absolute() && record != null && !Steps.shareRoot(path.steps(), record.steps())) {
            String root = Steps.display(
                    record.steps().get(0).uri(), record.steps().get(0).local(), namespaces);
            problems.add(
                    where,
                    subject + ": the path \"" + path + "\" can never match, as the record's document element is "
                            + root,
                    "begin the path with /" + root + ", or leave out the / to start at the record or group");
        }
    }

    private Group group(GroupDraft from, String position, Map<List<Step>, String> paths) {
        String subject = from.name == null ? position : "group " + from.name.value();
        if (from.name == null) {
            missing("name", from.unreadable, from.where, subject);
        } else {
            names.group(from.name);
        }
        Path path = null;
        if (from.path == null) {
            missing("path", from.unreadable, from.where, subject);
        } else {
            Parsed parsed = path(from.path, subject);
            path = parsed == null ? null : groupPath(parsed, subject, from.path.where());
            String other = path == null ? null : paths.putIfAbsent(path.steps(), subject);
            if (other != null) {
                problems.add(
                        from.path.where(),
                        subject + ": it has the same path as " + other,
                        "put all columns into one group, or tell the two apart by conditions");
            }
        }
        return content(from, from.name == null ? "" : from.name.value(), path, subject);
    }

    private @Nullable Path groupPath(Parsed parsed, String subject, Where where) {
        Path path = parsed.path();
        if (parsed.tail() == Tail.ATTRIBUTE) {
            problems.add(where, subject + ": an attribute cannot be a group", "name the repeated element");
        } else if (parsed.tail() != Tail.ELEMENT) {
            problems.add(
                    where,
                    subject + ": the path \"" + path + "\" names no element",
                    "name the repeated element inside");
        } else if (path.absolute()) {
            problems.add(
                    where,
                    subject + ": the path \"" + path + "\" starts at the document",
                    "write it relative to the record or group around it, with .// for any depth");
        } else {
            return path;
        }
        return null;
    }

    private void missing(String key, Set<String> unreadable, Where where, String subject) {
        if (!unreadable.contains(key)) {
            problems.add(
                    where,
                    subject + ": it has no " + key,
                    "add " + key + ":" + (key.equals("path") ? ", relative to its record or group" : ""));
        }
    }
}
