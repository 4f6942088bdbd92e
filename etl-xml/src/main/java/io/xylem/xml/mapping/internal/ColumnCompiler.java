package io.xylem.xml.mapping.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.internal.PathParser.Tail;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks a column and fills in its defaults. */
final class ColumnCompiler {
    private final ColumnDraft draft;
    private final String subject;
    private final Problems problems;

    ColumnCompiler(ColumnDraft draft, String subject, Problems problems) {
        this.draft = draft;
        this.subject = subject;
        this.problems = problems;
    }

    /** The column; null if its type is unknown, so that nothing else can be said. */
    @Nullable Column compile(PathParser.Parsed path, BadValue badValue) {
        Said<String> typeSaid = draft.type == null ? new Said<>("string", draft.where) : draft.type;
        TypeNames.Named named = TypeNames.parse(typeSaid, subject, problems);
        if (named == null) {
            return null;
        }
        DataType type = named.type();
        boolean repeated = is(draft.repeated);
        boolean onlyFirst = is(draft.onlyFirst);
        if (repeated && onlyFirst) {
            problem(draft.onlyFirst, "repeated and onlyFirst contradict each other", "keep one of the two");
        }
        if (named.xml()) {
            checkXml(path.tail(), typeSaid.where());
        }
        if (draft.split != null && draft.split.value().isEmpty()) {
            problem(draft.split, "split is empty", "write whitespace, or the text between two items");
        }
        boolean stamp = type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ;
        if (is(draft.truncate) && !stamp) {
            problem(draft.truncate, "truncate is for timestamp and timestamp_ntz only", "remove it");
        }
        ValueRules rules = new ValueRules(
                is(draft.required),
                draft.badValue == null ? badValue : draft.badValue.value(),
                is(draft.trim),
                value(draft.split),
                format(type, stamp),
                zone(type),
                is(draft.truncate),
                named.binary());
        String name = draft.name == null ? "" : draft.name.value();
        Path where = path.path();
        String comment = value(draft.comment);
        return new Column(
                name,
                where,
                type,
                named.xml(),
                repeated,
                onlyFirst,
                rules,
                comment == null || comment.isBlank() ? null : comment,
                value(draft.renamedFrom));
    }

    private void checkXml(Tail tail, Where type) {
        if (tail == Tail.ATTRIBUTE) {
            problems.add(type, subject + ": an attribute has no subtree for type xml", "use type: string");
        } else if (tail == Tail.TEXT) {
            problems.add(
                    type, subject + ": text() has no subtree for type xml", "leave out text(), or use type: string");
        }
        if (draft.split != null) {
            problem(draft.split, "type xml cannot be split", "remove split, or use another type");
        }
        if (is(draft.trim)) {
            problem(draft.trim, "type xml is kept as it is", "remove trim, or use type: string");
        }
    }

    private @Nullable String format(DataType type, boolean stamp) {
        Said<String> format = draft.format;
        if (format == null) {
            return null;
        }
        if (!stamp && type != Primitive.DATE) {
            problem(format, "format is for date, timestamp and timestamp_ntz only", "remove it");
            return null;
        }
        if (format.value().isBlank()) {
            problem(format, "the format is empty", "write a pattern such as yyyy-MM-dd, or remove it");
            return null;
        }
        try {
            if (!yieldsDate(DateTimeFormatter.ofPattern(format.value(), Locale.ROOT))) {
                problem(
                        format,
                        "the format \"" + format.value() + "\" yields no date",
                        "let it have year, month and day");
            }
        } catch (IllegalArgumentException e) {
            problem(
                    format,
                    "the format \"" + format.value() + "\" is wrong: " + e.getMessage(),
                    "write a pattern of java.time.format.DateTimeFormatter, such as yyyy-MM-dd'T'HH:mm:ss");
            return null;
        }
        if (type == Primitive.TIMESTAMP && draft.zone == null && !hasOffset(format.value())) {
            problem(
                    format,
                    "with the format \"" + format.value() + "\" no timestamp has an offset",
                    "add zone:, or an offset such as XXX to the format, or use timestamp_ntz");
        }
        return format.value();
    }

    private static boolean yieldsDate(DateTimeFormatter formatter) {
        ZonedDateTime sample = ZonedDateTime.of(2001, 2, 3, 4, 5, 6, 789_000_000, ZoneOffset.UTC);
        try {
            return formatter.parse(formatter.format(sample)).query(TemporalQueries.localDate()) != null;
        } catch (DateTimeException e) {
            return true;
        }
    }

    private static boolean hasOffset(String pattern) {
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && "XxZOVvz".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ZoneId zone(DataType type) {
        Said<String> zone = draft.zone;
        if (zone == null) {
            return null;
        }
        if (type != Primitive.TIMESTAMP) {
            problem(zone, "zone is for timestamp only", "remove it, or use type: timestamp");
            return null;
        }
        try {
            return ZoneId.of(zone.value());
        } catch (DateTimeException e) {
            problem(
                    zone,
                    "the zone \"" + zone.value() + "\" is unknown",
                    Suggestions.didYouMean(
                            zone.value(),
                            ZoneId.getAvailableZoneIds().stream().sorted().toList(),
                            "write a name such as Europe/Berlin, UTC, or an offset such as +01:00"));
            return null;
        }
    }

    private void problem(@Nullable Said<?> said, String what, String remedy) {
        problems.add(said == null ? draft.where : said.where(), subject + ": " + what, remedy);
    }

    private static boolean is(@Nullable Said<Boolean> said) {
        return said != null && said.value();
    }

    private static @Nullable String value(@Nullable Said<String> said) {
        return said == null ? null : said.value();
    }
}
