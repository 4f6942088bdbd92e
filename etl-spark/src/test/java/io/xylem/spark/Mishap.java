package io.xylem.spark;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Something that happens once, when a unit has its first batch: whoever makes the marker file is hit. */
record Mishap(String marker, int unit, Kind kind) implements Enricher<ArrowBatch> {
    enum Kind {
        FAILURE,
        DEATH
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
                boolean more = in.advance();
                if (context.unit() == unit && first()) {
                    if (kind == Kind.DEATH) {
                        Runtime.getRuntime().halt(137);
                    }
                    throw new IOException("the disk is on fire");
                }
                return more;
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

    private boolean first() throws IOException {
        try {
            Files.createFile(Path.of(marker));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
