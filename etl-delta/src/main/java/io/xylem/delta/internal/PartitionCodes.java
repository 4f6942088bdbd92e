package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.Primitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the values of one partition column, in the order in which they are first met, and tells how the Delta log writes them. Rows
 * mostly have the value of the row before them, so that is looked at first.
 */
final class PartitionCodes {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final PartitionColumn column;
    private final List<@Nullable String> texts = new ArrayList<>();
    private final Map<String, Integer> codesOfTexts = new HashMap<>();
    private final LongNumbering numbers = new LongNumbering();
    private final List<Integer> codesOfNumbers = new ArrayList<>();
    private long[] values = new long[0];

    PartitionCodes(PartitionColumn column) {
        this.column = column;
        texts.add(null);
    }

    /** How the log writes the value of a code. */
    @Nullable String text(int code) {
        return texts.get(code);
    }

    /** The codes of the first rows of a vector; 0 is null. */
    void encode(FieldVector vector, int rows, int[] into) {
        if (vector instanceof VarCharVector text) {
            encodeText(text, rows, into);
        } else if (vector instanceof DecimalVector decimal) {
            encodeDecimal(decimal, rows, into);
        } else {
            encodeFixed(vector, rows, into);
        }
        for (int row = 0; row < rows && !column.nullable(); row++) {
            if (into[row] == 0) {
                throw new UsageException("partition column '" + column.name()
                        + "' may not be null, but a row has no value or an empty text for it, which Delta stores as null;"
                        + " partition by another column, or do not require this one");
            }
        }
    }

    private void encodeText(VarCharVector vector, int rows, int[] into) {
        ArrowBuf offsets = vector.getOffsetBuffer();
        ArrowBuf data = vector.getDataBuffer();
        int last = -1;
        for (int row = 0; row < rows; row++) {
            if (vector.isNull(row)) {
                into[row] = 0;
                continue;
            }
            int start = offsets.getInt(4L * row);
            int end = offsets.getInt(4L * row + 4);
            if (last < 0 || !same(data, offsets.getInt(4L * last), offsets.getInt(4L * last + 4), start, end)) {
                into[row] = code(new String(vector.get(row), StandardCharsets.UTF_8));
            } else {
                into[row] = into[last];
            }
            last = row;
        }
    }

    private static boolean same(ArrowBuf data, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (data.getByte(start + i) != data.getByte(otherStart + i)) {
                return false;
            }
        }
        return true;
    }

    private void encodeDecimal(DecimalVector vector, int rows, int[] into) {
        for (int row = 0; row < rows; row++) {
            BigDecimal value = vector.getObject(row);
            into[row] = value == null ? 0 : code(value.toPlainString());
        }
    }

    private void encodeFixed(FieldVector vector, int rows, int[] into) {
        readLongs(vector, rows);
        boolean any = false;
        long last = 0;
        int lastCode = 0;
        for (int row = 0; row < rows; row++) {
            if (vector.isNull(row)) {
                into[row] = 0;
                continue;
            }
            if (!any || values[row] != last) {
                any = true;
                last = values[row];
                lastCode = code(last);
            }
            into[row] = lastCode;
        }
    }

    private void readLongs(FieldVector vector, int rows) {
        if (values.length < rows) {
            values = Arrays.copyOf(values, rows);
        }
        ArrowBuf data = vector.getDataBuffer();
        switch (vector.getMinorType()) {
            case BIT -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = (data.getByte(row >> 3) >> (row & 7)) & 1;
                }
            }
            case INT, DATEDAY -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = data.getInt(4L * row);
                }
            }
            case BIGINT, TIMESTAMPMICRO, TIMESTAMPMICROTZ -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = data.getLong(8L * row);
                }
            }
            default ->
                throw new UsageException("cannot partition by column '" + column.source() + "': the batch holds "
                        + vector.getMinorType());
        }
        if (column.derived()) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.floorDiv(values[row], MICROS_PER_DAY);
            }
        }
    }

    private int code(long value) {
        int number = numbers.number(value);
        if (number == codesOfNumbers.size()) {
            codesOfNumbers.add(code(text(column.type(), value)));
        }
        return codesOfNumbers.get(number);
    }

    /** Different values may have the same text: the log writes empty text like null, and readers see null. */
    private int code(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        Integer known = codesOfTexts.get(text);
        if (known != null) {
            return known;
        }
        texts.add(text);
        codesOfTexts.put(text, texts.size() - 1);
        return texts.size() - 1;
    }

    private static String text(DataType type, long value) {
        if (type == Primitive.BOOLEAN) {
            return value == 0 ? "false" : "true";
        } else if (type == Primitive.DATE) {
            return LocalDate.ofEpochDay(value).toString();
        } else if (type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ) {
            LocalDateTime time = LocalDateTime.ofInstant(Instant.EPOCH.plus(value, ChronoUnit.MICROS), ZoneOffset.UTC);
            return time.format(type == Primitive.TIMESTAMP ? UTC : LOCAL);
        }
        return Long.toString(value);
    }
}
