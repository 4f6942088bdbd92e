package io.xylem.delta.internal;

import io.xylem.core.schema.Field;
import java.io.Serializable;
import java.util.List;

/**
 * A column of a Delta table, or a field of a struct in it, together with what data files and statistics call it.
 *
 * @param field what users see
 * @param physicalName the name in data files, statistics and partition folders
 * @param id the column mapping id, which is the field id in data files; 0 if the table has none
 * @param children the fields of the struct that this is, or that the elements of this list are; empty for all other types
 */
public record PhysicalField(Field field, String physicalName, int id, List<PhysicalField> children)
        implements Serializable {
    /** Copies the list. */
    public PhysicalField {
        children = List.copyOf(children);
    }

    /**
     * A digest of what data files hold of columns: names, ids and nesting.
     *
     * @param fields the columns
     * @return 32 hex digits
     */
    public static String digest(List<PhysicalField> fields) {
        StringBuilder text = new StringBuilder();
        describe(fields, text);
        return SafeNames.digest(text.toString());
    }

    private static void describe(List<PhysicalField> fields, StringBuilder text) {
        text.append('(');
        for (PhysicalField field : fields) {
            text.append(field.physicalName()).append(' ').append(field.id());
            describe(field.children(), text);
            text.append(',');
        }
        text.append(')');
    }
}
