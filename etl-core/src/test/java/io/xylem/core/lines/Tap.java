package io.xylem.core.lines;

import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Passes documents on, and shows each to a hook first.
 *
 * @param hook may look, wait or fail
 */
public record Tap(Hook hook) implements Flattener<Text, Text> {
    /** Sees a document. */
    public interface Hook extends Serializable {
        void see(Text text, TaskContext context) throws IOException;
    }

    @Override
    public List<TableSchema> tables() {
        return List.of();
    }

    @Override
    public Cursor<Text> flatten(Cursor<? extends Text> in, TaskContext context) {
        return new Cursor<>() {
            @Override
            public boolean advance() throws IOException {
                boolean more = in.advance();
                if (more) {
                    hook.see(in.current(), context);
                }
                return more;
            }

            @Override
            public Text current() {
                return in.current();
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
