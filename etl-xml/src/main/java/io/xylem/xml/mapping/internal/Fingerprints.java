package io.xylem.xml.mapping.internal;

import io.xylem.core.shred.ValueRules;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The canonical form of a mapping and its digest. Every text is preceded by its length, so no two mappings share a form. */
public final class Fingerprints {
    private final StringBuilder out = new StringBuilder("mapping 1\n");

    private Fingerprints() {}

    /**
     * The digest of everything in a mapping that can change its output.
     *
     * @param mapping the mapping
     * @return SHA-256, 64 hexadecimal digits
     */
    public static String of(Mapping mapping) {
        Fingerprints form = new Fingerprints();
        mapping.namespaces().forEach((prefix, uri) -> form.put("prefix", prefix).put("uri", uri));
        form.put("layout", mapping.layout().name());
        form.put("unmapped", mapping.unmapped().name());
        form.put("doctype", mapping.doctype().name());
        if (mapping.validation() != null) {
            // Its folder may differ from machine to machine.
            form.put(
                    "schema",
                    java.nio.file.Path.of(mapping.validation().schema()).getFileName());
        }
        form.group(mapping.record());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(form.out.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Fingerprints put(String key, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        out.append(key)
                .append(' ')
                .append(value == null ? -1 : text.length())
                .append(':')
                .append(text)
                .append('\n');
        return this;
    }

    private void group(Group group) {
        put("group", group.name());
        path(group.path());
        if (group.comment() != null) {
            put("comment", group.comment());
        }
        for (Column column : group.columns()) {
            column(column);
        }
        for (Group child : group.groups()) {
            group(child);
        }
        put("end", null);
    }

    private void column(Column column) {
        ValueRules rules = column.rules();
        put("column", column.name());
        path(column.path());
        put("type", TypeNames.write(column));
        put("repeated", column.repeated());
        put("onlyFirst", column.onlyFirst());
        put("required", rules.required());
        put("badValue", rules.badValue().name());
        put("trim", rules.trim());
        put("split", rules.split());
        put("format", rules.format());
        put("zone", rules.zone());
        put("truncate", rules.truncate());
        put("comment", column.comment());
        if (column.renamedFrom() != null) {
            put("renamedFrom", column.renamedFrom());
        }
    }

    private void path(Path path) {
        put("absolute", path.absolute());
        for (Step step : path.steps()) {
            put("step", step.axis().name()).put("uri", step.uri()).put("local", step.local());
            for (Step.Predicate predicate : step.predicates()) {
                put("if", predicate.local()).put("uri", predicate.uri()).put("is", predicate.value());
            }
        }
    }
}
