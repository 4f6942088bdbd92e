package io.xylem.xml.bind;

import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import io.xylem.core.UsageException;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes rows into shreds: an instance of the record for each, its values as texts. */
final class RowWriter implements RowConsumer {
    private final Shreds shreds;
    private final String path;
    /** Where the record begins in the document. */
    private final LongSupplier offset;

    private final List<ShredColumn> columns;
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    private int record;
    private int row;

    RowWriter(Shreds shreds, String path, LongSupplier offset) {
        this.offset = offset;
        this.shreds = shreds;
        this.path = path;
        this.columns = shreds.schema().levels().get(0).columns();
    }

    /** Begins a record, by its place among the records of the document. */
    void begin(int ordinal) {
        record = ordinal;
        row = 0;
    }

    @Override
    public void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new UsageException("a row of " + values.length + " values was added, but there are " + columns.size()
                    + " columns; add one value for each, null where there is none");
        }
        int instance = shreds.beginInstance(0, 0, record, row++);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                continue;
            }
            ShredColumn column = columns.get(i);
            TextColumn texts = shreds.level(0).column(i);
            if (!column.repeated()) {
                texts.set(instance, text(column, value), null);
            } else if (value instanceof Iterable<?> items) {
                for (Object item : items) {
                    texts.add(instance, item == null ? TextColumn.NIL : text(column, item), null);
                }
            } else {
                throw new UsageException("column " + column.name() + " is a list, but was given a "
                        + value.getClass().getName() + "; give it a List");
            }
        }
    }

    private long text(ShredColumn column, Object value) {
        String text = ValueTexts.of(column, value);
        if (!utf8.canEncode(text)) {
            throw refusal("the value for column '" + column.name() + "' has half of a surrogate pair; cut texts between"
                    + " characters");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int start = shreds.append(bytes, 0, bytes.length);
        return TextColumn.range(start, start + bytes.length);
    }

    @Override
    public DocumentException refusal(String message) {
        return new DocumentException(RejectCodes.BAD_VALUE, path, offset.getAsLong(), message);
    }
}
