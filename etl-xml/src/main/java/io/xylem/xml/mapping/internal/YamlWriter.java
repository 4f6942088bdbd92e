package io.xylem.xml.mapping.internal;

import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
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

    private final StringBuilder out = new StringBuilder();
    private final BadValue badValue;

    private YamlWriter(BadValue badValue) {
        this.badValue = badValue;
    }

    /**
     * Writes a mapping.
     *
     * @param mapping the mapping
     * @return a text that {@link YamlReader} reads back
     */
    public static String write(Mapping mapping) {
        YamlWriter writer = new YamlWriter(mapping.badValue());
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
            for (Column column : group.columns()) {
                out.append(indent).append("  - {");
                column(column);
                out.append("}\n");
            }
        }
        if (!group.groups().isEmpty()) {
            out.append(indent).append("groups:\n");
            for (Group child : group.groups()) {
                out.append(indent)
                        .append("  - name: ")
                        .append(scalar(child.name()))
                        .append('\n');
                out.append(indent)
                        .append("    path: ")
                        .append(scalar(child.path().text()))
                        .append('\n');
                content(child, indent + "    ");
            }
        }
    }

    private void column(Column column) {
        ValueRules rules = column.rules();
        out.append("name: ").append(scalar(column.name()));
        option("path", column.path().text());
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
            } else if (c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE) {
                quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
