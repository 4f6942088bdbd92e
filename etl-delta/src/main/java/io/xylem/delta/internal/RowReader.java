package io.xylem.delta.internal;

import io.delta.kernel.Scan;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.ListType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table through Kernel, one object per value: for looking at results, not for processing them. */
public final class RowReader {
    private final Engine engine = LocalEngine.instance();
    private final ExistingTable table;
    private final List<Field> fields;
    private final StructType schema;

    /**
     * A reader of all columns.
     *
     * @param table the table
     */
    public RowReader(ExistingTable table) {
        this(table, table.snapshot().getSchema().fieldNames());
    }

    /**
     * A reader of some columns.
     *
     * @param table the table
     * @param columns their names
     */
    public RowReader(ExistingTable table, List<String> columns) {
        this.table = table;
        this.fields = table.fields().stream()
                .map(PhysicalField::field)
                .filter(field -> columns.contains(field.name()))
                .toList();
        this.schema = new StructType(table.snapshot().getSchema().fields().stream()
                .filter(field -> columns.contains(field.getName()))
                .toList());
    }

    /**
     * Reads the rows of some files, in the order of the files' paths.
     *
     * @param files which files, by path below the table's folder
     * @param rows takes each row: values by column, and the path of its file
     * @throws IOException if a file cannot be read
     */
    public void read(Predicate<String> files, BiConsumer<Map<String, @Nullable Object>, String> rows)
            throws IOException {
        Scan scan = scan();
        Row state = scan.getScanState(engine);
        for (Row file : files(scan)) {
            String path = URI.create(new AddFile(file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL)).getPath())
                    .getPath();
            if (files.test(path)) {
                read(state, file, Long.MAX_VALUE, row -> rows.accept(row, path));
            }
        }
    }

    private Scan scan() {
        return table.snapshot().getScanBuilder().withReadSchema(schema).build();
    }

    /**
     * Reads rows, file by file in the order of their paths.
     *
     * @param limit how many rows at most
     * @return the rows, values by column
     * @throws IOException if a file cannot be read
     */
    public List<Map<String, @Nullable Object>> read(long limit) throws IOException {
        Scan scan = scan();
        Row state = scan.getScanState(engine);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Row file : files(scan)) {
            if (rows.size() >= limit) {
                break;
            }
            read(state, file, limit - rows.size(), rows::add);
        }
        return rows;
    }

    private List<Row> files(Scan scan) throws IOException {
        List<Row> files = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    rows.forEachRemaining(files::add);
                }
            }
        }
        files.sort(Comparator.comparing(
                file -> InternalScanFileUtils.getAddFileStatus(file).getPath()));
        return files;
    }

    private void read(Row state, Row file, long limit, Consumer<Map<String, @Nullable Object>> into)
            throws IOException {
        long left = limit;
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        CloseableIterator<FileReadResult> results = engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty());
        CloseableIterator<ColumnarBatch> data = results.map(FileReadResult::getData);
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext() && left > 0) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext() && left > 0) {
                        into.accept(struct(rows.next(), fields));
                        left--;
                    }
                }
            }
        }
    }

    private static Map<String, @Nullable Object> struct(Row row, List<Field> fields) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            values.put(field.name(), row.isNullAt(i) ? null : value(row, i, field.type()));
        }
        return values;
    }

    private static Object value(Row row, int i, DataType type) {
        if (type instanceof DecimalType) {
            return row.getDecimal(i);
        } else if (type instanceof ListType list) {
            return list(row.getArray(i), list.element());
        } else if (type instanceof DataType.StructType struct) {
            return struct(row.getStruct(i), struct.fields());
        }
        return switch ((Primitive) type) {
            case STRING -> row.getString(i);
            case BOOLEAN -> row.getBoolean(i);
            case INT -> row.getInt(i);
            case LONG -> row.getLong(i);
            case FLOAT -> row.getFloat(i);
            case DOUBLE -> row.getDouble(i);
            case DATE -> LocalDate.ofEpochDay(row.getInt(i));
            case TIMESTAMP -> instant(row.getLong(i));
            case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(instant(row.getLong(i)), ZoneOffset.UTC);
            case BINARY -> row.getBinary(i);
        };
    }

    private static List<@Nullable Object> list(ArrayValue array, DataType type) {
        ColumnVector elements = array.getElements();
        List<@Nullable Object> values = new ArrayList<>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            values.add(elements.isNullAt(i) ? null : value(elements, i, type));
        }
        return values;
    }

    private static Object value(ColumnVector vector, int i, DataType type) {
        if (type instanceof DecimalType) {
            return vector.getDecimal(i);
        } else if (type instanceof ListType list) {
            return list(vector.getArray(i), list.element());
        } else if (type instanceof DataType.StructType struct) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int f = 0; f < struct.fields().size(); f++) {
                Field field = struct.fields().get(f);
                ColumnVector child = vector.getChild(f);
                values.put(field.name(), child.isNullAt(i) ? null : value(child, i, field.type()));
            }
            return values;
        }
        return switch ((Primitive) type) {
            case STRING -> vector.getString(i);
            case BOOLEAN -> vector.getBoolean(i);
            case INT -> vector.getInt(i);
            case LONG -> vector.getLong(i);
            case FLOAT -> vector.getFloat(i);
            case DOUBLE -> vector.getDouble(i);
            case DATE -> LocalDate.ofEpochDay(vector.getInt(i));
            case TIMESTAMP -> instant(vector.getLong(i));
            case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(instant(vector.getLong(i)), ZoneOffset.UTC);
            case BINARY -> vector.getBinary(i);
        };
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
