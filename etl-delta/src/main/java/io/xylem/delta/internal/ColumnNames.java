package io.xylem.delta.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives the columns of a new table their ids and physical names. Ids count from 1 in the order of the schema, a struct before its
 * fields. A name of ASCII letters, digits and underscores is its own physical name; any other gets one made of what is left of
 * it and its id, so that data files, statistics and folders never hold characters that some reader trips over.
 */
public final class ColumnNames {
    private static final Pattern CLEAN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern UNCLEAN = Pattern.compile("[^A-Za-z0-9_]");

    private final boolean gaps;
    private int lastId;

    private ColumnNames(int lastId, boolean gaps) {
        this.lastId = lastId;
        this.gaps = gaps;
    }

    /**
     * Names the columns of a table.
     *
     * @param fields the columns
     * @return the same columns with ids and physical names
     */
    public static List<PhysicalField> assign(List<Field> fields) {
        return new ColumnNames(0, false).siblings(List.of(), fields);
    }

    /**
     * Names for columns that are added to a table.
     *
     * @param lastId the highest id that the table ever gave
     * @param columns how many columns and fields the table has
     * @return gives names that no column has, nor had
     */
    static ColumnNames after(int lastId, int columns) {
        return new ColumnNames(lastId, columns < lastId);
    }

    /**
     * Names columns that are added beside others.
     *
     * @param siblings the physical names of the others
     * @param fields the new columns
     * @return the new columns, nullable, with ids and physical names
     */
    List<PhysicalField> add(List<String> siblings, List<Field> fields) {
        return siblings(siblings, nullable(fields));
    }

    /** The same fields, which may be null at every depth. */
    static List<Field> nullable(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(field.name(), nullable(field.type()), true, field.comment()))
                .toList();
    }

    private static DataType nullable(DataType type) {
        if (type instanceof StructType struct) {
            return new StructType(nullable(struct.fields()));
        }
        return type instanceof ListType list ? new ListType(nullable(list.element())) : type;
    }

    private List<PhysicalField> siblings(List<String> others, List<Field> fields) {
        Set<String> taken = new HashSet<>();
        others.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        Set<String> own = new HashSet<>();
        for (Field field : fields) {
            if (isOwn(field.name(), taken)) {
                own.add(field.name().toLowerCase(Locale.ROOT));
            }
        }
        taken.addAll(own);
        List<PhysicalField> result = new ArrayList<>(fields.size());
        for (Field field : fields) {
            int id = ++lastId;
            String name = own.contains(field.name().toLowerCase(Locale.ROOT))
                    ? field.name()
                    : madeUp(field.name(), id, taken);
            result.add(new PhysicalField(field, name, id, siblings(List.of(), childFields(field.type()))));
        }
        return result;
    }

    /**
     * Whether a column can have its own name in data files: not if a column beside it has, nor if one that was dropped may have had, as
     * its values are in old files still.
     */
    private boolean isOwn(String name, Set<String> taken) {
        return !gaps && CLEAN.matcher(name).matches() && !taken.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The fields of a struct, or of the struct that the elements of a list are; none for other types. */
    static List<Field> childFields(DataType type) {
        if (type instanceof StructType struct) {
            return struct.fields();
        }
        return type instanceof ListType list ? childFields(list.element()) : List.of();
    }

    private String madeUp(String name, int id, Set<String> taken) {
        StringBuilder clean = new StringBuilder(UNCLEAN.matcher(name).replaceAll("_"));
        if (clean.isEmpty() || Character.isDigit(clean.charAt(0))) {
            clean.insert(0, '_');
        }
        // A hyphen is in no name that a column without gaps before it can have got.
        clean.append(gaps ? '-' : '_').append(id);
        while (!taken.add(clean.toString().toLowerCase(Locale.ROOT))) {
            clean.append('_');
        }
        return clean.toString();
    }
}
