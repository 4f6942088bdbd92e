package io.xylem.geo.internal;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.geo.Coordinates;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the table that coordinates are in, and checks the types of their columns. */
public final class CoordinateColumns {
    private final Coordinates coordinates;
    private final Map<String, Boolean> textOnly = new HashMap<>();

    /**
     * Columns to look for.
     *
     * @param coordinates the columns and their form
     */
    public CoordinateColumns(Coordinates coordinates) {
        this.coordinates = coordinates;
        boolean text = !(coordinates instanceof Coordinates.Decimal || coordinates instanceof Coordinates.DmsParts);
        coordinates.columns().forEach(column -> textOnly.put(column, text));
        if (coordinates instanceof Coordinates.DmsParts parts) {
            direction(parts.latitude().direction());
            direction(parts.longitude().direction());
        }
    }

    private void direction(@Nullable String column) {
        if (column != null) {
            textOnly.put(column, true);
        }
    }

    /**
     * Where columns are.
     *
     * @param table a table
     * @param lists the lists of structs that lead to them; none if they are the table's own
     */
    public record Place(TableSchema table, List<String> lists) {}

    /**
     * The first table, or structs in one, that has all the columns.
     *
     * @param tables the tables
     * @return the place
     * @throws UsageException if there is none, or a column is of a type that coordinates are not read from
     */
    public Place find(List<TableSchema> tables) {
        List<String> columns = coordinates.columns();
        for (TableSchema table : tables) {
            List<String> lists = NestedColumns.find(table.fields(), columns);
            if (lists != null) {
                NestedColumns.at(table.fields(), lists).stream()
                        .filter(field -> columns.contains(field.name()))
                        .forEach(this::checkType);
                return new Place(table, lists);
            }
        }
        for (String column : columns) {
            if (tables.stream().noneMatch(t -> NestedColumns.find(t.fields(), List.of(column)) != null)) {
                throw missing(column, tables);
            }
        }
        throw new UsageException("the columns " + columns + " of the coordinates are in different tables or groups; "
                + "coordinates are read from columns of one record or group");
    }

    /**
     * Refuses columns that are never filled in the same row.
     *
     * @param schema the levels
     * @throws UsageException if two columns are in groups of which neither is inside the other
     */
    public void requireOneBranch(ShredSchema schema) {
        List<ShredLevel> levels = schema.levels();
        String deepest = null;
        int deepestLevel = -1;
        for (String column : coordinates.columns()) {
            int level = level(levels, column);
            if (level < 0 || isWithin(levels, deepestLevel, level)) {
                continue;
            }
            if (deepest != null && !isWithin(levels, level, deepestLevel)) {
                throw new UsageException("the coordinates " + coordinates + " never meet in a row: column '" + deepest
                        + "' is in group '" + levels.get(deepestLevel).name() + "', column '" + column
                        + "' in group '" + levels.get(level).name()
                        + "', and neither is inside the other; name two columns of one group, or of a group and what"
                        + " is around it");
            }
            deepest = column;
            deepestLevel = level;
        }
    }

    private static int level(List<ShredLevel> levels, String column) {
        return IntStream.range(0, levels.size())
                .filter(i ->
                        levels.get(i).columns().stream().anyMatch(c -> c.name().equals(column)))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isWithin(List<ShredLevel> levels, int level, int ancestor) {
        int at = level;
        while (at >= 0 && at != ancestor) {
            at = levels.get(at).parent();
        }
        return at == ancestor;
    }

    private void checkType(Field field) {
        DataType type = field.type();
        boolean text = type == Primitive.STRING;
        boolean number = type == Primitive.INT
                || type == Primitive.LONG
                || type == Primitive.FLOAT
                || type == Primitive.DOUBLE
                || type instanceof DecimalType;
        boolean wanted = text || (number && !textOnly.getOrDefault(field.name(), true));
        if (!wanted) {
            throw new UsageException("column '" + field.name() + "' of the coordinates " + coordinates + " is "
                    + name(type) + ", where " + (textOnly.getOrDefault(field.name(), true) ? "" : "a number or ")
                    + "a string is needed");
        }
    }

    private static String name(DataType type) {
        return type instanceof ListType
                ? "a list"
                : type instanceof StructType
                        ? "a struct"
                        : "of type " + type.toString().toLowerCase(Locale.ROOT);
    }

    private static UsageException missing(String column, List<TableSchema> tables) {
        Optional<String> nearest = tables.stream()
                .flatMap(t -> t.fields().stream())
                .map(Field::name)
                .min(Comparator.comparingInt(name -> distance(column, name)));
        return new UsageException("column '" + column + "' of the coordinates is not in "
                + (tables.size() == 1 ? "table '" + tables.get(0).name() + "'" : "any of the tables")
                + nearest.map(name -> "; did you mean '" + name + "'?").orElse(""));
    }

    /** The edit distance of two names (V. Levenshtein, 1966), upper and lower case being the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
