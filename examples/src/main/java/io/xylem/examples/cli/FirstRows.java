package io.xylem.examples.cli;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.util.List;

/**
 * Ends the input when so many rows have gone through. Reads no further, so the run ends in order, with the account of what was read.
 * For runs with one worker, in one process.
 */
final class FirstRows implements Enricher<ArrowBatch> {
    private static final long serialVersionUID = 1L;

    private final int wanted;
    private long rows;

    FirstRows(int wanted) {
        this.wanted = wanted;
    }

    /** Whether there were more rows than wanted, or may be. */
    boolean reached() {
        return rows > wanted;
    }

    @Override
    public List<TableSchema> tables(List<TableSchema> tables) {
        return tables;
    }

    @Override
    public Cursor<ArrowBatch> enrich(Cursor<? extends ArrowBatch> in, TaskContext context) {
        return new Cursor<>() {
            @Override
            public boolean advance() throws IOException {
                if (rows > wanted || !in.advance()) {
                    return false;
                }
                ArrowBatch batch = in.current();
                for (String table : batch.tables()) {
                    rows += batch.root(table).getRowCount();
                }
                return true;
            }

            @Override
            public ArrowBatch current() {
                return in.current();
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
