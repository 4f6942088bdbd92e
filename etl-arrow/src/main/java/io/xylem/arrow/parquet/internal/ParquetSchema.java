package io.xylem.arrow.parquet.internal;

import io.xylem.arrow.parquet.ColumnStatistics;
import io.xylem.core.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/** An Arrow schema as a Parquet schema: its elements, depth first, and its leaves. */
public final class ParquetSchema {
    /** The key, in the metadata of an Arrow field, of the field id in the Parquet schema. */
    static final String FIELD_ID = "PARQUET:field_id";

    private final Schema arrow;
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    private ParquetSchema(Schema arrow) {
        this.arrow = arrow;
    }

    /**
     * Translates a schema.
     *
     * @param arrow the Arrow schema
     * @return the Parquet schema
     * @throws UsageException if a column has a type that Parquet files cannot hold, or is dictionary-encoded in Arrow
     */
    public static ParquetSchema of(Schema arrow) {
        ParquetSchema schema = new ParquetSchema(arrow);
        if (arrow.getFields().isEmpty()) {
            throw new UsageException("a Parquet file needs at least one column; the Arrow schema has none");
        }
        SchemaElement root = new SchemaElement("schema");
        root.setNum_children(arrow.getFields().size());
        schema.elements.add(root);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < arrow.getFields().size(); i++) {
            Field field = arrow.getFields().get(i);
            requireDistinct(names, field, "the batch");
            schema.add(field, field.getName(), field.isNullable(), new Way(i, List.of(), List.of(), List.of(), 0, 0));
        }
        return schema;
    }

    /**
     * The Arrow schema.
     *
     * @return the schema
     */
    public Schema arrow() {
        return arrow;
    }

    /**
     * Whether files of both schemas look the same.
     *
     * @param other the other schema
     * @return whether they do
     */
    public boolean sameAs(ParquetSchema other) {
        return other == this || other.elements.equals(elements);
    }

    /**
     * Statistics in terms of the Arrow types.
     *
     * @param statistics the statistics of all leaves
     * @return those of the leaves that are not inside a list
     */
    public List<ColumnStatistics> statistics(List<LeafStatistics> statistics) {
        List<ColumnStatistics> columns = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).maxRepetition() == 0) {
                columns.add(statistics.get(i).logical(leaves.get(i)));
            }
        }
        return columns;
    }

    List<SchemaElement> elements() {
        return elements;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** What lies between a column of the batch and a field inside it. */
    private record Way(
            int column, List<Step> steps, List<String> names, List<String> path, int definition, int repetition) {
        Way through(Step step, String name, List<String> more, int definitions, int repetitions) {
            return new Way(
                    column,
                    plus(steps, step),
                    name.isEmpty() ? names : plus(names, name),
                    concat(path, more),
                    definition + definitions,
                    repetition + repetitions);
        }

        private static <T> List<T> plus(List<T> list, T item) {
            return concat(list, List.of(item));
        }

        private static <T> List<T> concat(List<T> first, List<T> second) {
            List<T> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
    }

    private void add(Field field, String name, boolean nullable, Way way) {
        if (field.getDictionary() != null) {
            throw new UsageException(
                    "column '" + title(way, field) + "' is dictionary-encoded in Arrow, which the Parquet"
                            + " writer does not take; decode it first (it makes dictionaries of its own)");
        }
        switch (field.getType().getTypeID()) {
            case Struct -> addStruct(field, name, nullable, way);
            case List, LargeList, FixedSizeList -> addList(field, name, nullable, way);
            case Map -> addMap(field, name, nullable, way);
            default -> addLeaf(field, name, nullable, way);
        }
    }

    private void addStruct(Field field, String name, boolean nullable, Way way) {
        if (field.getChildren().isEmpty()) {
            throw new UsageException("column '" + title(way, field)
                    + "' is a struct without fields, which Parquet files cannot hold; leave it out");
        }
        elements.add(
                group(field, name, nullable).setNum_children(field.getChildren().size()));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < field.getChildren().size(); i++) {
            Field child = field.getChildren().get(i);
            requireDistinct(names, child, "'" + title(way, field) + "'");
            Step step = new Step(Step.Kind.STRUCT, nullable, i, 0, title(way, field));
            add(
                    child,
                    child.getName(),
                    child.isNullable(),
                    way.through(step, field.getName(), List.of(name), nullable ? 1 : 0, 0));
        }
    }

    private void addList(Field field, String name, boolean nullable, Way way) {
        Step.Kind kind = switch (field.getType().getTypeID()) {
            case LargeList -> Step.Kind.LARGE_LIST;
            case FixedSizeList -> Step.Kind.FIXED_LIST;
            default -> Step.Kind.LIST;
        };
        int size = field.getType() instanceof ArrowType.FixedSizeList fixed ? fixed.getListSize() : 0;
        SchemaElement list = group(field, name, nullable).setNum_children(1);
        list.setLogicalType(LogicalTypes.LIST);
        list.setConverted_type(ConvertedType.LIST);
        elements.add(list);
        elements.add(repeated("list", 1));
        Field item = field.getChildren().get(0);
        Step step = new Step(kind, nullable, 0, size, title(way, field));
        add(
                item,
                "element",
                item.isNullable(),
                way.through(step, field.getName(), List.of(name, "list"), nullable ? 2 : 1, 1));
    }

    private void addMap(Field field, String name, boolean nullable, Way way) {
        SchemaElement map = group(field, name, nullable).setNum_children(1);
        map.setLogicalType(LogicalTypes.MAP);
        map.setConverted_type(ConvertedType.MAP);
        elements.add(map);
        elements.add(repeated("key_value", 2));
        Field entries = field.getChildren().get(0);
        Step step = new Step(Step.Kind.LIST, nullable, 0, 0, title(way, field));
        Way inside = way.through(step, field.getName(), List.of(name, "key_value"), nullable ? 2 : 1, 1);
        for (int i = 0; i < 2; i++) {
            Field child = entries.getChildren().get(i);
            Step entry = new Step(Step.Kind.STRUCT, false, i, 0, title(way, field));
            add(
                    child,
                    i == 0 ? "key" : "value",
                    i == 1 && child.isNullable(),
                    inside.through(entry, entries.getName(), List.of(), 0, 0));
        }
    }

    private void addLeaf(Field field, String name, boolean nullable, Way way) {
        SchemaElement element = group(field, name, nullable);
        ValueKind kind = LeafTypes.describe(field, title(way, field), element);
        elements.add(element);
        int length = element.getType() == Type.FIXED_LEN_BYTE_ARRAY ? element.getType_length() : 0;
        Step step = new Step(Step.Kind.LEAF, nullable, 0, 0, title(way, field));
        Way whole = way.through(step, field.getName(), List.of(name), nullable ? 1 : 0, 0);
        leaves.add(new Leaf(
                way.column(),
                field,
                whole.steps(),
                whole.names(),
                whole.path(),
                kind,
                length,
                whole.definition(),
                whole.repetition()));
    }

    private static SchemaElement group(Field field, String name, boolean nullable) {
        SchemaElement element = new SchemaElement(name);
        element.setRepetition_type(nullable ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        String id = field.getMetadata().get(FIELD_ID);
        if (id != null) {
            try {
                element.setField_id(Integer.parseInt(id));
            } catch (NumberFormatException e) {
                throw new UsageException(
                        "field '" + field.getName() + "': metadata " + FIELD_ID + " is '" + id
                                + "', must be a whole number",
                        e);
            }
        }
        return element;
    }

    private static SchemaElement repeated(String name, int children) {
        SchemaElement element = new SchemaElement(name);
        element.setRepetition_type(FieldRepetitionType.REPEATED);
        element.setNum_children(children);
        return element;
    }

    private static String title(Way way, Field field) {
        return way.names().isEmpty() ? field.getName() : String.join(".", way.names()) + "." + field.getName();
    }

    private static void requireDistinct(Set<String> names, Field field, String where) {
        if (!names.add(field.getName())) {
            throw new UsageException("two fields of " + where + " are named '" + field.getName()
                    + "', which Parquet files cannot hold; rename one");
        }
    }
}
