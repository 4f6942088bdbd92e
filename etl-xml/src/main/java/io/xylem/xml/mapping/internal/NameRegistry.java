package io.xylem.xml.mapping.internal;

import io.xylem.core.RunReport;
import io.xylem.core.shred.ShredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of columns, groups and ordinals. Unique in a mapping, without regard to case, since tables do not tell cases apart. */
final class NameRegistry {
    private final Problems problems;
    private final Map<String, String> taken = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();

    private final List<Rename> renames = new ArrayList<>();

    private record Rename(Said<String> name, Said<String> from) {}

    NameRegistry(Problems problems) {
        this.problems = problems;
        for (String lineage : List.of(
                ShredSchema.SOURCE, ShredSchema.RECORD, ShredSchema.ROW, ShredSchema.GROUP, ShredSchema.RESCUED)) {
            taken.put(lineage, "the lineage column " + lineage);
        }
    }

    void column(Said<String> name) {
        if (wellFormed("column", name)) {
            take(taken, "column " + name.value(), name.value(), "column " + name.value() + at(name), name.where());
        }
    }

    void renamed(Said<String> name, @Nullable Said<String> from) {
        if (from != null) {
            renames.add(new Rename(name, from));
        }
    }

    /** Old names must be free: checked when all names are known. */
    void checkRenames() {
        Map<String, String> old = new HashMap<>();
        for (Rename rename : renames) {
            String from = rename.from().value();
            String subject = "column " + rename.name().value() + ": renamedFrom " + from;
            String owner = taken.get(key(from));
            if (from.isBlank() || from.equals(rename.name().value())) {
                problems.add(
                        rename.from().where(),
                        subject + " is not another name",
                        "write the name that the column had before, or remove renamedFrom");
            } else if (owner != null && !key(from).equals(key(rename.name().value()))) {
                problems.add(
                        rename.from().where(),
                        subject + " is taken by " + owner,
                        "a column can be renamed only if nothing has its old name; choose another name for one of the two");
            } else {
                take(old, subject, from, subject, rename.from().where());
            }
        }
    }

    void record(Said<String> name) {
        if (wellFormed("record", name) && table("record", name)) {
            tables.put(key(name.value()), "the record");
            tables.put(key(name.value() + RunReport.QUARANTINE_SUFFIX), "the quarantine of the record's table");
        }
    }

    void group(Said<String> name) {
        if (!wellFormed("group", name) || !table("group", name)) {
            return;
        }
        String subject = "group " + name.value();
        if (take(taken, subject, name.value(), subject + at(name), name.where())
                && take(tables, subject, name.value(), subject + at(name), name.where())) {
            String ordinal = ShredSchema.ordinal(name.value());
            take(taken, subject, ordinal, "the ordinal column " + ordinal + " of " + subject + at(name), name.where());
        }
    }

    private boolean take(Map<String, String> names, String subject, String name, String description, Where where) {
        String owner = names.putIfAbsent(key(name), description);
        if (owner != null) {
            problems.add(
                    where,
                    subject + ": " + (description.startsWith("the ordinal") ? "its ordinal column " : "the name ")
                            + name + " is taken by " + owner,
                    "choose another name; upper and lower case count as the same");
        }
        return owner == null;
    }

    private boolean wellFormed(String kind, Said<String> said) {
        String name = said.value();
        if (!name.isBlank() && name.equals(name.strip()) && name.codePoints().noneMatch(Character::isISOControl)) {
            return true;
        }
        problems.add(
                said.where(),
                kind + " \"" + name.replaceAll("\\p{Cntrl}", "?")
                        + "\": the name is blank, or has white space around it or" + " control characters",
                "write a plain name");
        return false;
    }

    private boolean table(String kind, Said<String> said) {
        String name = said.value();
        if (name.charAt(0) != '_'
                && name.charAt(0) != '.'
                && name.chars().noneMatch(c -> "/\\:*?\"<>|".indexOf(c) >= 0)) {
            return true;
        }
        problems.add(
                said.where(),
                kind + " " + name + ": the name cannot be the name of a folder with a table",
                "let it not begin with _ or . and have none of / \\ : * ? \" < > |");
        return false;
    }

    private static String at(Said<String> name) {
        return name.where().line() == 0 ? "" : " (line " + name.where().line() + ")";
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
