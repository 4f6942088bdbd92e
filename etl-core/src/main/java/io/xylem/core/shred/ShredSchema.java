package io.xylem.core.shred;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.DataType.StructType;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.Layout;
import io.xylem.core.schema.TableSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The levels that documents are shredded into, and the layout that is wanted of them.
 *
 * @param layout the layout to assemble
 * @param levels the levels; the record first, each after its parent, in the order of the mapping
 */
public record ShredSchema(Layout layout, List<ShredLevel> levels) implements Serializable {
    /** The name of the column with the document's name. */
    public static final String SOURCE = "_source";
    /** The name of the column with the record's place in its document. */
    public static final String RECORD = "_record";
    /** The name of the column with the row's place in its record. */
    public static final String ROW = "_row";
    /** The name of the column with the name of the row's group. */
    public static final String GROUP = "_group";
    /** The name of the column with the values that no column could take. */
    public static final String RESCUED = "_rescued";

    /** Copies the list. */
    public ShredSchema {
        levels = List.copyOf(levels);
    }

    /**
     * The name of a group's ordinal column.
     *
     * @param group the group's name
     * @return the column's name
     */
    public static String ordinal(String group) {
        return "_" + group;
    }

    /**
     * The tables of the layout.
     *
     * @return the tables, the record's first, each other one after that of its parent
     * @throws UsageException if a nested group would have empty structs
     */
    public List<TableSchema> tables() {
        return switch (layout) {
            case STACKED -> List.of(stackedTable());
            case NESTED -> List.of(nestedTable());
            case TABLES ->
                IntStream.range(0, levels.size()).mapToObj(this::levelTable).toList();
        };
    }

    /**
     * A table of the {@link Layout#TABLES} layout: lineage, the ordinals of the groups around the level and its own, which with source
     * and record are its key, and the columns of the level.
     *
     * @param level the level's place in the schema
     * @return the table
     */
    public TableSchema levelTable(int level) {
        List<Field> fields = lineage();
        for (int group : groupsTo(level)) {
            fields.add(ordinalField(levels.get(group), false));
        }
        levels.get(level).columns().forEach(column -> fields.add(column.field()));
        return new TableSchema(levels.get(level).name(), fields);
    }

    /**
     * The groups that lead to a level.
     *
     * @param level the level's place in the schema
     * @return their places, outer ones first, the level's own last; empty for the record
     */
    public List<Integer> groupsTo(int level) {
        List<Integer> groups = new ArrayList<>();
        for (int group = level; group > 0; group = levels.get(group).parent()) {
            groups.add(0, group);
        }
        return groups;
    }

    private static Field ordinalField(ShredLevel group, boolean nullable) {
        return new Field(
                ordinal(group.name()),
                Primitive.INT,
                nullable,
                "place of the " + group.name() + " in its parent, from 0"
                        + (group.comment() == null ? "" : "; " + group.comment()));
    }

    /**
     * The table of the {@link Layout#STACKED} layout: lineage, ordinals, and the columns of all levels.
     *
     * @return the table
     */
    public TableSchema stackedTable() {
        List<Field> fields = lineage();
        for (ShredLevel level : levels.subList(1, levels.size())) {
            fields.add(ordinalField(level, true));
        }
        for (ShredLevel level : levels) {
            for (ShredColumn column : level.columns()) {
                fields.add(column.field());
            }
        }
        return new TableSchema(levels.get(0).name(), fields);
    }

    /**
     * The table of the {@link Layout#NESTED} layout: lineage, the columns of the record, and each group as a list of structs, which
     * have the columns of the group and the groups in it.
     *
     * @return the table
     * @throws UsageException if a group has neither columns nor groups, so that its structs would be empty
     */
    public TableSchema nestedTable() {
        List<Field> fields = lineage();
        fields.addAll(nested(0));
        return new TableSchema(levels.get(0).name(), fields);
    }

    private List<Field> nested(int level) {
        List<Field> fields = new ArrayList<>();
        for (ShredColumn column : levels.get(level).columns()) {
            fields.add(column.field());
        }
        for (int child = level + 1; child < levels.size(); child++) {
            if (levels.get(child).parent() == level) {
                fields.add(new Field(levels.get(child).name(), new ListType(new StructType(nested(child)))));
            }
        }
        if (level > 0 && fields.isEmpty()) {
            throw new UsageException("group '" + levels.get(level).name()
                    + "' has no columns; with layout: nested it needs one, since an empty struct cannot be stored");
        }
        return fields;
    }

    private static List<Field> lineage() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(SOURCE, Primitive.STRING, false, "archive and entry that the row comes from"));
        fields.add(new Field(RECORD, Primitive.LONG, false, "place of the record in its document, from 0"));
        fields.add(new Field(ROW, Primitive.INT, false, "place of the row in its record, from 0"));
        fields.add(new Field(GROUP, Primitive.STRING, true, "group that the row is an instance of"));
        fields.add(new Field(RESCUED, Primitive.STRING, true, "values that no column could take, as JSON by path"));
        return fields;
    }
}
