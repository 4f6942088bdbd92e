package io.xylem.testkit;

import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.util.List;

/** Adds a column with the length of the word, behind a tab. */
record LengthEnricher() implements Enricher<List<String>> {
    @Override
    public List<TableSchema> tables(List<TableSchema> tables) {
        if (tables.get(0).field("length").isPresent()) {
            throw new UsageException("column 'length' is already there");
        }
        return List.of(tables.get(0).with(List.of(new Field("length", Primitive.INT))));
    }

    @Override
    public Cursor<List<String>> enrich(Cursor<? extends List<String>> in, TaskContext context) {
        return new Cursor<>() {
            @Override
            public boolean advance() throws IOException {
                return in.advance();
            }

            @Override
            public List<String> current() {
                return in.current().stream().map(w -> w + "\t" + w.length()).toList();
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
