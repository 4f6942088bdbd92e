package io.xylem.geo.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Columns of structs in lists, which groups are in the nested layout. A place is named by the lists that lead to it. */
public final class NestedColumns {
    private NestedColumns() {}

    /**
     * Where columns are.
     *
     * @param fields where to look
     * @param columns names
     * @return the lists that lead to the first struct that has all the columns, none if the fields themselves are they; null if
     *     there is no such place
     */
    public static @Nullable List<String> find(List<io.xylem.core.schema.Field> fields, List<String> columns) {
        return find(fields, io.xylem.core.schema.Field::name, field -> fieldsOf(field.type()), columns);
    }

    /** Where columns are in Arrow's words. */
    static @Nullable List<String> find(Schema schema, List<String> columns) {
        return find(schema.getFields(), Field::getName, NestedColumns::fieldsOf, columns);
    }

    private static <F> @Nullable List<String> find(
            List<F> fields, Function<F, String> name, Function<F, List<F>> inside, List<String> columns) {
        if (!fields.isEmpty()
                && columns.stream()
                        .allMatch(
                                c -> fields.stream().anyMatch(f -> name.apply(f).equals(c)))) {
            return List.of();
        }
        for (F field : fields) {
            List<String> further = find(inside.apply(field), name, inside, columns);
            if (further != null) {
                List<String> place = new ArrayList<>(List.of(name.apply(field)));
                place.addAll(further);
                return place;
            }
        }
        return null;
    }

    private static List<Field> fieldsOf(Field field) {
        boolean structs = field.getType() instanceof ArrowType.List
                && field.getChildren().get(0).getType() instanceof ArrowType.Struct;
        return structs ? field.getChildren().get(0).getChildren() : List.of();
    }

    /**
     * The fields at a place.
     *
     * @param fields where it begins
     * @param place the lists that lead to it
     * @return the fields
     */
    public static List<io.xylem.core.schema.Field> at(List<io.xylem.core.schema.Field> fields, List<String> place) {
        List<io.xylem.core.schema.Field> here = fields;
        for (String list : place) {
            here = fieldsOf(here.stream()
                    .filter(f -> f.name().equals(list))
                    .findFirst()
                    .orElseThrow()
                    .type());
        }
        return here;
    }

    /**
     * The same fields with more of them at a place.
     *
     * @param fields where it begins
     * @param place the lists that lead to it
     * @param more what is added at its end
     * @return the fields
     */
    public static List<io.xylem.core.schema.Field> with(
            List<io.xylem.core.schema.Field> fields, List<String> place, List<io.xylem.core.schema.Field> more) {
        List<io.xylem.core.schema.Field> wider = new ArrayList<>(fields);
        if (place.isEmpty()) {
            wider.addAll(more);
            return wider;
        }
        wider.replaceAll(field -> field.name().equals(place.get(0))
                ? new io.xylem.core.schema.Field(
                        field.name(),
                        new ListType(
                                new StructType(with(fieldsOf(field.type()), place.subList(1, place.size()), more))),
                        field.nullable(),
                        field.comment())
                : field);
        return wider;
    }

    private static List<io.xylem.core.schema.Field> fieldsOf(DataType type) {
        return type instanceof ListType list && list.element() instanceof StructType struct
                ? struct.fields()
                : List.of();
    }

    /** The structs at a place, which begins with a list. */
    static StructVector structs(FieldVector list, List<String> place) {
        StructVector structs = (StructVector) ((ListVector) list).getDataVector();
        return place.size() == 1 ? structs : structs(structs.getChild(place.get(1)), place.subList(1, place.size()));
    }

    /**
     * The same lists with more columns in the structs at a place. No data is copied: the new vectors hold on to the buffers of the
     * old ones.
     *
     * @return the lists; to be closed by the caller, before the old ones are written to
     */
    static FieldVector with(
            FieldVector list, List<String> place, List<? extends FieldVector> more, BufferAllocator allocator) {
        FieldVector wider = field(list.getField(), place, more).createVector(allocator);
        try {
            share(list, wider, place, more);
        } catch (RuntimeException | Error e) {
            wider.close();
            throw e;
        }
        return wider;
    }

    private static Field field(Field list, List<String> place, List<? extends FieldVector> more) {
        Field struct = list.getChildren().get(0);
        List<Field> fields = new ArrayList<>(struct.getChildren());
        if (place.size() == 1) {
            more.forEach(column -> fields.add(column.getField()));
        } else {
            fields.replaceAll(
                    f -> f.getName().equals(place.get(1)) ? field(f, place.subList(1, place.size()), more) : f);
        }
        return copy(list, List.of(copy(struct, fields)));
    }

    private static Field copy(Field field, List<Field> children) {
        return new Field(
                field.getName(),
                new FieldType(field.isNullable(), field.getType(), null, field.getMetadata()),
                children);
    }

    private static void share(
            FieldVector list, FieldVector wider, List<String> place, List<? extends FieldVector> more) {
        load(list, wider);
        FieldVector structs = list.getChildrenFromFields().get(0);
        FieldVector widerStructs = wider.getChildrenFromFields().get(0);
        load(structs, widerStructs);
        List<FieldVector> from = structs.getChildrenFromFields();
        List<FieldVector> to = widerStructs.getChildrenFromFields();
        for (int i = 0; i < from.size(); i++) {
            if (place.size() > 1 && from.get(i).getName().equals(place.get(1))) {
                share(from.get(i), to.get(i), place.subList(1, place.size()), more);
            } else {
                shareAll(from.get(i), to.get(i));
            }
        }
        for (int i = from.size(); i < to.size(); i++) {
            shareAll(more.get(i - from.size()), to.get(i));
        }
    }

    private static void shareAll(FieldVector from, FieldVector to) {
        load(from, to);
        List<FieldVector> children = from.getChildrenFromFields();
        for (int i = 0; i < children.size(); i++) {
            shareAll(children.get(i), to.getChildrenFromFields().get(i));
        }
    }

    private static void load(FieldVector from, FieldVector to) {
        to.loadFieldBuffers(new ArrowFieldNode(from.getValueCount(), from.getNullCount()), from.getFieldBuffers());
    }
}
