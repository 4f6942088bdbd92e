package io.xylem.xml.mapping.internal;

import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a mapping the way a person would: one line per column, nothing that goes without saying. */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private static final int MAX_ALIGNED = 40;

    private final StringBuilder out = new StringBuilder();
    private final BadValue badValue;
    private final Map<String, String> remarks;

    private YamlWriter(BadValue badValue, Map<String, String> remarks) {
        this.badValue = badValue;
        this.remarks = remarks;
    }

    /**
     * Writes a mapping.
     *
     * @param mapping the mapping
     * @return a text that {@link YamlReader} reads back
     */
    public static String write(Mapping mapping) {
        return write(mapping, List.of(), Map.of());
    }

    /**
     * Writes a mapping with comments.
     *
     * @param mapping the mapping
     * @param notes what is said above it, line by line
     * @param remarks what is said beside columns and groups, by name
     * @return a text that {@link YamlReader} reads back
     */
    public static String write(Mapping mapping, List<String> notes, Map<String, String> remarks) {
        YamlWriter writer = new YamlWriter(mapping.badValue(), remarks);
        notes.forEach(note ->
                writer.out.append(note.isEmpty() ? "#" : "# " + comment(note)).append('\n'));
        writer.mapping(mapping);
        return writer.out.toString();
    }

    private void mapping(Mapping mapping) {
        Group record = mapping.record();
        out.append("version: 1\n");
        if (!mapping.namespaces().isEmpty()) {
            out.append("namespaces:\n");
            for (Map.Entry<String, String> namespace : mapping.namespaces().entrySet()) {
                out.append("  ").append(scalar(namespace.getKey())).append(": ").append(quoted(namespace.getValue()));
                out.append('\n');
            }
        }
        key("record", scalar(record.path().text()));
        key("name", scalar(record.name()));
        key("layout", word(mapping.layout()));
        key("unmapped", word(mapping.unmapped()));
        key("badValue", word(mapping.badValue()));
        key("doctype", word(mapping.doctype()));
        XsdValidation validation = mapping.validation();
        if (validation != null) {
            key("schema", quoted(validation.schema()));
            if (!validation.folders().isEmpty()) {
                key(
                        "schemaFolders",
                        validation.folders().stream()
                                .map(YamlWriter::quoted)
                                .collect(Collectors.joining(", ", "[", "]")));
            }
        }
        content(record, "");
    }

    private void key(String key, String value) {
        out.append(key).append(": ").append(value).append('\n');
    }

    private void content(Group group, String indent) {
        if (!group.columns().isEmpty()) {
            out.append(indent).append("columns:\n");
            int width = group.columns().stream()
                    .mapToInt(c -> scalar(c.name()).length())
                    .filter(length -> length <= MAX_ALIGNED)
                    .max()
                    .orElse(0);
            for (Column column : group.columns()) {
                out.append(indent).append("  - {");
                column(column, width);
                out.append('}').append(remark(column.name())).append('\n');
            }
        }
        if (!group.groups().isEmpty()) {
            out.append(indent).append("groups:\n");
            for (Group child : group.groups()) {
                out.append(indent)
                        .append("  - name: ")
                        .append(scalar(child.name()))
                        .append(remark(child.name()))
                        .append('\n');
                out.append(indent)
                        .append("    path: ")
                        .append(scalar(child.path().text()))
                        .append('\n');
                if (child.comment() != null) {
                    out.append(indent)
                            .append("    comment: ")
                            .append(quoted(child.comment()))
                            .append('\n');
                }
                content(child, indent + "    ");
            }
        }
    }

    private String remark(String name) {
        String remark = remarks.get(name);
        return remark == null || remark.isBlank() ? "" : "  # " + comment(remark);
    }

    /** A text in one line of characters that YAML allows in a comment. */
    private static String comment(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(unprintable(c) ? ' ' : c));
        return line.toString().strip();
    }

    private void column(Column column, int width) {
        ValueRules rules = column.rules();
        String name = scalar(column.name());
        out.append("name: ").append(name).append(',').append(" ".repeat(Math.max(1, width - name.length() + 1)));
        out.append("path: ").append(scalar(column.path().text()));
        String type = TypeNames.write(column);
        out.append(", type: ").append(type.indexOf(',') < 0 ? type : quoted(type));
        flag("required", rules.required());
        flag("repeated", column.repeated());
        flag("onlyFirst", column.onlyFirst());
        option("split", rules.split());
        flag("trim", rules.trim());
        option("format", rules.format());
        option("zone", rules.zone() == null ? null : rules.zone().getId());
        flag("truncate", rules.truncate());
        if (rules.badValue() != badValue) {
            out.append(", badValue: ").append(word(rules.badValue()));
        }
        option("comment", column.comment());
        option("renamedFrom", column.renamedFrom());
    }

    private void flag(String key, boolean value) {
        if (value) {
            out.append(", ").append(key).append(": true");
        }
    }

    private void option(String key, @Nullable String value) {
        if (value != null) {
            out.append(", ").append(key).append(": ").append(scalar(value));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (unprintable(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean unprintable(int c) {
        return c < ' '
                || (c >= 0x7F && c < 0xA0)
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || (c >= 0xFFFE && c <= 0xFFFF);
    }
}
