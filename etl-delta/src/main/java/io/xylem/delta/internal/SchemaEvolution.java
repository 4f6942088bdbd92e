package io.xylem.delta.internal;

import io.delta.kernel.internal.types.TypeWideningChecker;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a table's schema when a job meets it. Columns are matched by name, at every depth: their order in the job does not
 * matter. New columns go to the end of the table or struct and may be null; columns that the job lacks stay; columns are renamed
 * if the job says so; types are widened where Delta can read the old files still. All else is refused. A column that the job has a
 * comment for takes it; others keep theirs.
 */
final class SchemaEvolution {
    private final String table;
    private final Set<String> partitionColumns;
    private final ColumnNames names;
    private final boolean comments;
    private final Set<String> changes = new LinkedHashSet<>();
    private boolean widened;
    private boolean commented;

    /**
     * What a job makes of a schema.
     *
     * @param schema the table's schema after the job
     * @param changes what is changed other than comments, in words; empty if nothing is
     * @param widened whether a type is widened
     * @param commented whether a comment is changed
     */
    record Result(StructType schema, Set<String> changes, boolean widened, boolean commented) {
        boolean changed() {
            return commented || !changes.isEmpty();
        }
    }

    private SchemaEvolution(String table, List<String> partitionColumns, ColumnNames names, boolean comments) {
        this.comments = comments;
        this.table = table;
        this.partitionColumns = new HashSet<>(partitionColumns);
        this.names = names;
    }

    /**
     * Brings a table's schema and a job's columns together.
     *
     * @param table the table's folder, for messages
     * @param existing the table's schema
     * @param partitionColumns the names of the columns that the table is partitioned by
     * @param names gives ids and physical names to new columns
     * @param comments whether comments may be changed
     * @param job the job's columns
     * @return the outcome
     * @throws UsageException if the table cannot take these columns
     */
    static Result evolve(
            String table,
            StructType existing,
            List<String> partitionColumns,
            ColumnNames names,
            boolean comments,
            List<Field> job) {
        SchemaEvolution evolution = new SchemaEvolution(table, partitionColumns, names, comments);
        StructType schema = evolution.struct("", existing, job);
        return new Result(schema, evolution.changes, evolution.widened, evolution.commented);
    }

    /**
     * The columns of a job under the names and ids that its table gives them.
     *
     * @param table the table's columns after the job
     * @param job the job's columns
     * @return the job's columns, in the job's order
     */
    static List<PhysicalField> written(List<PhysicalField> table, List<Field> job) {
        Map<String, PhysicalField> byName = new HashMap<>();
        table.forEach(field -> byName.put(field.field().name(), field));
        List<PhysicalField> written = new ArrayList<>(job.size());
        for (Field field : job) {
            PhysicalField known = byName.get(field.name());
            if (known == null) {
                throw new IllegalStateException("column '" + field.name() + "' is not in the evolved schema");
            }
            written.add(new PhysicalField(
                    field,
                    known.physicalName(),
                    known.id(),
                    written(known.children(), ColumnNames.childFields(field.type()))));
        }
        return written;
    }

    private StructType struct(String parent, StructType existing, List<Field> job) {
        Map<String, Field> wanted = matches(parent, existing, job);
        List<StructField> fields = new ArrayList<>();
        for (StructField field : existing.fields()) {
            Field match = wanted.remove(field.getName());
            if (match == null) {
                requireNullable(parent, field);
                fields.add(field);
            } else {
                fields.add(field(parent, field, match));
            }
        }
        List<PhysicalField> added = names.add(siblings(existing), new ArrayList<>(wanted.values()));
        for (PhysicalField field : added) {
            changes.add("column '" + parent + field.field().name() + "' is added");
        }
        fields.addAll(KernelSchemas.toKernel(added).fields());
        return new StructType(fields);
    }

    /** The job's fields by the name that the table has for them now; new ones by their own name. */
    private Map<String, Field> matches(String parent, StructType existing, List<Field> job) {
        Map<String, String> theirs = new HashMap<>();
        existing.fieldNames().forEach(name -> theirs.put(name.toLowerCase(Locale.ROOT), name));
        Map<String, Field> matches = new LinkedHashMap<>();
        for (Field field : job) {
            String same = theirs.get(field.name().toLowerCase(Locale.ROOT));
            String old = field.renamedFrom() != null && existing.fieldNames().contains(field.renamedFrom())
                    ? field.renamedFrom()
                    : null;
            if (old != null && same != null && !old.equals(same)) {
                throw refused("cannot rename column '" + parent + old + "' to '" + field.name()
                        + "': the table has both; remove renamedFrom to leave '" + old + "' as it is");
            }
            if (old == null && same != null && !same.equals(field.name())) {
                throw refused("column '" + parent + field.name() + "' is '" + same
                        + "' in the table, and names must differ in more than case; write it as the table does, or add renamedFrom: "
                        + same);
            }
            Field other = matches.put(old != null ? old : field.name(), field);
            if (other != null) {
                throw refused("columns '" + parent + other.name() + "' and '" + parent + field.name()
                        + "' of this job are one in the table; remove renamedFrom, or one of the two");
            }
        }
        return matches;
    }

    private StructField field(String parent, StructField existing, Field wanted) {
        String name = parent + existing.getName();
        if (wanted.nullable()) {
            requireNullable(parent, existing);
        }
        StructField field = existing.withDataType(type(name, name, existing.getDataType(), wanted.type()));
        if (!existing.getName().equals(wanted.name())) {
            changes.add("column '" + name + "' is renamed to '" + wanted.name() + "'");
        }
        FieldMetadata metadata = KernelSchemas.withComment(field.getMetadata(), comments ? wanted.comment() : null);
        commented |= !metadata.equals(field.getMetadata());
        return new StructField(wanted.name(), field.getDataType(), field.isNullable(), metadata)
                .withTypeChanges(field.getTypeChanges());
    }

    private io.delta.kernel.types.DataType type(
            String column, String path, io.delta.kernel.types.DataType existing, DataType wanted) {
        if (existing instanceof StructType struct && wanted instanceof DataType.StructType other) {
            return struct(path + ".", struct, other.fields());
        }
        if (existing instanceof ArrayType list && wanted instanceof ListType other) {
            return new ArrayType(type(column, path, list.getElementType(), other.element()), list.containsNull());
        }
        io.delta.kernel.types.DataType target = KernelSchemas.scalar(wanted);
        if (existing.equals(target)) {
            return existing;
        }
        if (target == null || !TypeWideningChecker.isWideningSupported(existing, target)) {
            throw refusedType(path, existing, wanted, target);
        }
        if (partitionColumns.contains(column)) {
            throw refused(
                    "column '" + column + "' is " + text(path, existing) + " in the table, " + TypeTexts.of(wanted)
                            + " in this job, and cannot be changed: the table is partitioned by it; leave it as it is, or use another table");
        }
        changes.add("column '" + path + "' is widened from " + text(path, existing) + " to " + TypeTexts.of(wanted));
        widened = true;
        return target;
    }

    private UsageException refusedType(
            String path,
            io.delta.kernel.types.DataType existing,
            DataType wanted,
            io.delta.kernel.types.@Nullable DataType target) {
        String theirs = text(path, existing);
        boolean narrower = target != null && TypeWideningChecker.isWideningSupported(target, existing);
        return refused("column '" + path + "' is " + theirs + " in the table, " + TypeTexts.of(wanted)
                + " in this job, and " + theirs + " cannot become " + TypeTexts.of(wanted) + "; "
                + (narrower
                        ? "declare it as " + theirs + " in the mapping"
                        : "give the column another name in the mapping, keep its type, or use another table"));
    }

    private static String text(String path, io.delta.kernel.types.DataType type) {
        return TypeTexts.of(KernelSchemas.fromKernel(path, type));
    }

    private void requireNullable(String parent, StructField field) {
        if (!field.isNullable()) {
            throw refused("column '" + parent + field.getName()
                    + "' is not null in the table, but this job may leave it null; drop the constraint (ALTER TABLE ... ALTER"
                    + " COLUMN ... DROP NOT NULL), or use another table");
        }
    }

    private static List<String> siblings(StructType existing) {
        List<String> physical = new ArrayList<>();
        for (StructField field : existing.fields()) {
            FieldMetadata metadata = field.getMetadata();
            physical.add(KernelSchemas.physicalName(metadata, field.getName()));
        }
        return physical;
    }

    private UsageException refused(String what) {
        return new UsageException("the table '" + table + "' cannot take the columns of this job: " + what);
    }
}
