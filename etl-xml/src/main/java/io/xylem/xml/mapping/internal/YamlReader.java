package io.xylem.xml.mapping.internal;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Unmapped;
import io.xylem.xml.mapping.internal.YamlNode.Block;
import io.xylem.xml.mapping.internal.YamlNode.Entry;
import io.xylem.xml.mapping.internal.YamlNode.Scalar;
import io.xylem.xml.validate.XsdValidation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping file says. */
public final class YamlReader {
    private static final List<String> MAPPING = List.of(
            "version",
            "namespaces",
            "record",
            "name",
            "layout",
            "unmapped",
            "badValue",
            "doctype",
            "schema",
            "schemaFolders",
            "columns",
            "groups");
    private static final String RELATIVE = "paths are relative to the mapping file";
    private static final List<String> GROUP = List.of("name", "path", "comment", "columns", "groups");
    private static final List<String> COLUMN = List.of(
            "name",
            "path",
            "type",
            "required",
            "repeated",
            "onlyFirst",
            "split",
            "trim",
            "format",
            "zone",
            "truncate",
            "badValue",
            "comment",
            "renamedFrom");

    private final Problems problems;
    private final @Nullable Path folder;

    private YamlReader(Problems problems, @Nullable Path folder) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Reads a mapping file.
     *
     * @param source the file's name, for messages
     * @param text its content
     * @param folder what the paths of a schema are relative to; null for the root of the file system
     * @param problems takes what is wrong
     * @return what it says
     * @throws io.xylem.core.MappingException if it is not even YAML
     */
    public static MappingDraft read(String source, String text, @Nullable Path folder, Problems problems) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new YamlReader(problems, folder).mapping(YamlTree.parse(source, content, problems));
    }

    private MappingDraft mapping(YamlNode root) {
        Fields fields = Fields.of(root, "mapping", MAPPING, problems);
        MappingDraft draft = new MappingDraft(root.where());
        if (root instanceof Block) {
            version(fields, root.where());
        }
        draft.namespaces.addAll(fields.pairs("namespaces"));
        draft.record.path = fields.text("record");
        draft.record.name = fields.text("name");
        Said<Layout> layout = fields.word("layout", Layout.values());
        Said<Unmapped> unmapped = fields.word("unmapped", Unmapped.values());
        Said<BadValue> badValue = fields.word("badValue", BadValue.values());
        Said<Doctype> doctype = fields.word("doctype", Doctype.values());
        draft.layout = layout == null ? draft.layout : layout.value();
        draft.unmapped = unmapped == null ? draft.unmapped : unmapped.value();
        draft.badValue = badValue == null ? draft.badValue : badValue.value();
        draft.doctype = doctype == null ? draft.doctype : doctype.value();
        draft.validation = validation(fields);
        content(fields, draft.record);
        return draft;
    }

    private @Nullable XsdValidation validation(Fields fields) {
        Said<String> schema = fields.text("schema");
        List<YamlNode> folders = fields.list("schemaFolders");
        Path file = schema == null ? null : path("schema", schema);
        XsdValidation validation = file == null ? null : XsdValidation.of(file);
        if (schema != null && file != null && !Files.isRegularFile(file)) {
            problems.add(schema.where(), "schema: there is no file " + file, RELATIVE);
        }
        for (YamlNode node : folders) {
            Path place = node instanceof Scalar scalar && !scalar.nothing()
                    ? path("schemaFolders", new Said<>(scalar.text(), scalar.where()))
                    : null;
            if (place == null || !Files.isDirectory(place)) {
                problems.add(
                        node.where(),
                        "schemaFolders: there is no folder " + (place == null ? node.kind() : place),
                        RELATIVE);
            } else if (validation == null) {
                problems.add(node.where(), "schemaFolders: there is no schema", "add schema:, or remove the folders");
                break;
            } else {
                validation = validation.withFolder(place);
            }
        }
        return validation;
    }

    private @Nullable Path path(String key, Said<String> said) {
        try {
            return folder == null ? Path.of(said.value()) : folder.resolve(said.value());
        } catch (InvalidPathException e) {
            problems.add(said.where(), key + ": \"" + said.value() + "\" is not a path", RELATIVE);
            return null;
        }
    }

    private void version(Fields fields, Where where) {
        YamlNode node = fields.node("version");
        if (node == null) {
            problems.add(where, "mapping: it has no version", "begin with version: 1");
        } else if (!(node instanceof Scalar scalar)
                || scalar.type() != Scalar.Kind.NUMBER
                || !scalar.text().equals("1")) {
            String found =
                    node instanceof Scalar scalar && scalar.type() == Scalar.Kind.NUMBER ? scalar.text() : node.kind();
            problems.add(node.where(), "version: only 1 is understood, but here is " + found, "write version: 1");
        }
    }

    private void content(Fields fields, GroupDraft into) {
        for (YamlNode node : fields.list("columns")) {
            into.columns.add(column(node));
        }
        for (YamlNode node : fields.list("groups")) {
            Fields group = Fields.of(node, "group", GROUP, problems);
            GroupDraft draft = new GroupDraft(node.where());
            draft.name = group.text("name");
            draft.path = group.text("path");
            draft.comment = group.text("comment");
            content(group, draft);
            into.groups.add(draft);
        }
        into.unreadable.addAll(fields.unreadable());
    }

    private ColumnDraft column(YamlNode node) {
        Fields fields = Fields.of(withWholeType(node), "column", COLUMN, problems);
        ColumnDraft draft = new ColumnDraft(node.where());
        draft.name = fields.text("name");
        draft.path = fields.text("path");
        draft.type = fields.text("type");
        draft.required = fields.flag("required");
        draft.repeated = fields.flag("repeated");
        draft.onlyFirst = fields.flag("onlyFirst");
        draft.trim = fields.flag("trim");
        draft.truncate = fields.flag("truncate");
        draft.split = fields.text("split");
        draft.format = fields.text("format");
        draft.zone = fields.text("zone");
        draft.badValue = fields.word("badValue", BadValue.values());
        draft.comment = fields.text("comment");
        draft.renamedFrom = fields.text("renamedFrom");
        draft.unreadable.addAll(fields.unreadable());
        return draft;
    }

    /** In braces, {@code type: decimal(18,2)} without quotes is two keys to YAML, {@code decimal(18} and {@code 2)}. */
    private static YamlNode withWholeType(YamlNode node) {
        if (!(node instanceof Block block)) {
            return node;
        }
        List<Entry> entries = new ArrayList<>(block.entries());
        for (int i = 0; i + 1 < entries.size(); i++) {
            Entry type = entries.get(i);
            Entry rest = entries.get(i + 1);
            if (type.key().equals("type")
                    && type.value() instanceof Scalar start
                    && start.text().startsWith("decimal")
                    && start.text().indexOf('(') > 0
                    && rest.key().endsWith(")")
                    && rest.value() instanceof Scalar nothing
                    && nothing.text().isEmpty()) {
                Scalar whole = new Scalar(start.where(), Scalar.Kind.TEXT, start.text() + "," + rest.key());
                entries.set(i, new Entry(type.where(), "type", whole));
                entries.remove(i + 1);
                return new Block(block.where(), entries);
            }
        }
        return node;
    }
}
