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

    private int lastId;

    private ColumnNames() {}

    /**
     * Names the columns of a table.
     *
     * @param fields the columns
     * @return the same columns with ids and physical names
     */
    public static List<PhysicalField> assign(List<Field> fields) {
        return new ColumnNames().siblings(fields);
    }

    private List<PhysicalField> siblings(List<Field> fields) {
        Set<String> taken = new HashSet<>();
        for (Field field : fields) {
            if (CLEAN.matcher(field.name()).matches()) {
                taken.add(field.name().toLowerCase(Locale.ROOT));
            }
        }
        List<PhysicalField> result = new ArrayList<>(fields.size());
        for (Field field : fields) {
            int id = ++lastId;
            String name = physicalName(field.name(), id, taken);
            result.add(new PhysicalField(field, name, id, siblings(childFields(field.type()))));
        }
        return result;
    }

    /** The fields of a struct, or of the struct that the elements of a list are; none for other types. */
    static List<Field> childFields(DataType type) {
        if (type instanceof StructType struct) {
            return struct.fields();
        }
        return type instanceof ListType list ? childFields(list.element()) : List.of();
    }

    private static String physicalName(String name, int id, Set<String> taken) {
        if (CLEAN.matcher(name).matches()) {
            return name;
        }
        StringBuilder clean = new StringBuilder(UNCLEAN.matcher(name).replaceAll("_"));
        if (clean.isEmpty() || Character.isDigit(clean.charAt(0))) {
            clean.insert(0, '_');
        }
        clean.append('_').append(id);
        while (!taken.add(clean.toString().toLowerCase(Locale.ROOT))) {
            clean.append('_');
        }
        return clean.toString();
    }
}
