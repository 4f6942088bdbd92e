package io.xylem.core.lines;

import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.util.List;

/**
 * Adds a column with a constant.
 *
 * @param column the column's name
 * @param value the constant
 */
public record SuffixEnricher(String column, String value) implements Enricher<List<String>> {
    @Override
    public List<TableSchema> tables(List<TableSchema> tables) {
        TableSchema table = tables.get(0);
        if (table.field(column).isPresent()) {
            throw new UsageException("column '" + column + "' is already there; choose another name");
        }
        return List.of(table.with(List.of(new Field(column, Primitive.STRING))));
    }

    @Override
    public Cursor<List<String>> enrich(Cursor<? extends List<String>> in, TaskContext context) throws IOException {
        Probe.call("enricher.open");
        return new SuffixCursor(in, value);
    }

    private static final class SuffixCursor implements Cursor<List<String>> {
        private final Cursor<? extends List<String>> in;
        private final String value;

        SuffixCursor(Cursor<? extends List<String>> in, String value) {
            this.in = in;
            this.value = value;
            Probe.opened(this, "enricher");
        }

        @Override
        public boolean advance() throws IOException {
            Probe.call("enricher.advance");
            return in.advance();
        }

        @Override
        public List<String> current() {
            return in.current().stream().map(line -> line + value).toList();
        }

        @Override
        public void close() throws IOException {
            try (in) {
                Probe.closed(this, "enricher");
            }
        }
    }
}
