package io.xylem.xml.mapping.internal;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays the levels of a mapping out as a schema. */
public final class Schemas {
    private final Map<String, String> namespaces;
    private final List<ShredLevel> levels = new ArrayList<>();

    private Schemas(Map<String, String> namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * The levels: the record, then groups depth-first in the order of the mapping.
     *
     * @param layout the layout
     * @param namespaces uri by prefix
     * @param record the record
     * @return the schema
     */
    public static ShredSchema of(Layout layout, Map<String, String> namespaces, Group record) {
        Schemas schemas = new Schemas(namespaces);
        schemas.add(record, -1, "");
        return new ShredSchema(layout, schemas.levels);
    }

    private void add(Group group, int parent, String parentPath) {
        String path = Steps.display(parentPath, group.path(), namespaces);
        List<ShredColumn> columns = new ArrayList<>();
        for (Column column : group.columns()) {
            columns.add(new ShredColumn(
                    column.name(),
                    column.type(),
                    column.repeated(),
                    column.rules(),
                    Steps.display(path, column.path(), namespaces),
                    column.comment(),
                    column.renamedFrom()));
        }
        int index = levels.size();
        levels.add(new ShredLevel(group.name(), parent, path, columns, group.comment()));
        for (Group child : group.groups()) {
            add(child, index, path);
        }
    }
}
