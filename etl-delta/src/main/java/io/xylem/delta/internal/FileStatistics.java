package io.xylem.delta.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xylem.arrow.parquet.ColumnStatistics;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a data file as the log holds them (Delta protocol, "Per-file Statistics"). Only bounds that every reader
 * understands are given: none for binaries, booleans and infinities, and no upper one where there is a NaN.
 */
public final class FileStatistics {
    private static final int LONGEST_TEXT = 32;
    private static final int LAST_ASCII = 0x7f;
    private static final DateTimeFormatter LOCAL_MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private final Map<List<String>, ColumnStatistics> statistics = new HashMap<>();
    private final Map<List<String>, ColumnStatistics> indexed = new HashMap<>();
    private final List<PhysicalField> fields;
    private final long rows;

    private FileStatistics(List<PhysicalField> fields, long rows, List<ColumnStatistics> columns) {
        this.fields = fields;
        this.rows = rows;
        for (ColumnStatistics column : columns) {
            statistics.put(column.path(), column);
        }
    }

    /**
     * Writes the statistics.
     *
     * @param fields the columns of the table, without those that it is partitioned by; what the file lacks of them is null in all rows
     * @param rows the number of rows
     * @param columns what is known of the columns, by physical names
     * @param indexedColumns how many leaf columns, counted from the first, get bounds and null counts; all if negative
     * @return JSON on one line
     */
    public static String json(
            List<PhysicalField> fields, long rows, List<ColumnStatistics> columns, int indexedColumns) {
        FileStatistics file = new FileStatistics(fields, rows, columns);
        file.choose(fields, List.of(), indexedColumns < 0 ? Integer.MAX_VALUE : indexedColumns);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            file.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return text.toString();
    }

    /** Takes leaf columns with statistics until there are enough of them. */
    private void choose(List<PhysicalField> siblings, List<String> parent, int most) {
        for (PhysicalField field : siblings) {
            List<String> path = child(parent, field);
            if (field.field().type() instanceof DataType.StructType) {
                choose(field.children(), path, most);
                continue;
            }
            ColumnStatistics column = statistics.get(path);
            if (column == null && !(field.field().type() instanceof DataType.ListType)) {
                column = new ColumnStatistics(path, rows, rows, 0, null, null, true, true);
            }
            if (column != null && indexed.size() < most) {
                indexed.put(path, column);
            }
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("numRecords", rows);
        write(json, "minValues", fields, List.of(), (column, type) -> min(column, type));
        write(json, "maxValues", fields, List.of(), (column, type) -> max(column, type));
        write(json, "nullCount", fields, List.of(), (column, type) -> column.nulls());
        json.writeBooleanField("tightBounds", true);
        json.writeEndObject();
    }

    private interface Entry {
        /** The number, text or boolean to write; null for nothing. */
        @Nullable Object of(ColumnStatistics column, DataType type);
    }

    private void write(JsonGenerator json, String name, List<PhysicalField> siblings, List<String> parent, Entry entry)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (PhysicalField field : siblings) {
            List<String> path = child(parent, field);
            if (field.field().type() instanceof DataType.StructType) {
                if (hasIndexed(path)) {
                    write(json, field.physicalName(), field.children(), path, entry);
                }
                continue;
            }
            ColumnStatistics column = indexed.get(path);
            if (column != null) {
                Object value = entry.of(column, field.field().type());
                if (value instanceof BigDecimal decimal) {
                    json.writeFieldName(field.physicalName());
                    json.writeNumber(decimal.toPlainString());
                } else if (value != null) {
                    json.writePOJOField(field.physicalName(), value);
                }
            }
        }
        json.writeEndObject();
    }

    private boolean hasIndexed(List<String> struct) {
        return indexed.keySet().stream()
                .anyMatch(path -> path.size() > struct.size()
                        && path.subList(0, struct.size()).equals(struct));
    }

    private static List<String> child(List<String> parent, PhysicalField field) {
        List<String> path = new ArrayList<>(parent);
        path.add(field.physicalName());
        return path;
    }

    private static @Nullable Object min(ColumnStatistics column, DataType type) {
        Serializable value = column.min();
        return value == null ? null : bound(value, type, false);
    }

    private static @Nullable Object max(ColumnStatistics column, DataType type) {
        Serializable value = column.max();
        return value == null ? null : bound(value, type, true);
    }

    private static @Nullable Object bound(Serializable value, DataType type, boolean upper) {
        if (type instanceof DecimalType) {
            return value;
        } else if (!(type instanceof Primitive primitive)) {
            return null;
        } else {
            return switch (primitive) {
                case STRING -> upper ? cutUpper((String) value) : cutLower((String) value);
                case INT, LONG -> value;
                // Written with all digits of a double, so that readers who compare doubles see the same number.
                case FLOAT, DOUBLE -> finite(((Number) value).doubleValue());
                case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
                case TIMESTAMP -> millis((Long) value, upper) + "Z";
                case TIMESTAMP_NTZ -> millis((Long) value, upper);
                case BOOLEAN, BINARY -> null;
            };
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Milliseconds, as the log wants them: rounded down for a lower bound, up for an upper one. */
    private static String millis(long micros, boolean upper) {
        long millis = upper ? -Math.floorDiv(-micros, 1000) : Math.floorDiv(micros, 1000);
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).format(LOCAL_MILLIS);
    }

    /** The first 32 characters. */
    static String cutLower(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
    }

    /** The first 32 characters and one that is greater than what follows them, in the order of code points. */
    static String cutUpper(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST_TEXT) {
            return text;
        }
        int cut = text.offsetByCodePoints(0, LONGEST_TEXT);
        while (cut < text.length()) {
            int next = text.codePointAt(cut);
            if (next < LAST_ASCII) {
                return text.substring(0, cut) + (char) LAST_ASCII;
            } else if (next < Character.MAX_CODE_POINT) {
                return text.substring(0, cut) + Character.toString(Character.MAX_CODE_POINT);
            }
            cut += Character.charCount(next);
        }
        return text;
    }
}
