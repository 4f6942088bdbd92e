package io.xylem.delta.internal;

import io.xylem.core.Reject;
import io.xylem.core.RunInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Refusals as rows of the quarantine table. */
public final class RejectRows implements AutoCloseable {
    private final byte[] runId;
    private final byte[] mappingVersion;
    private final BufferAllocator allocator = new RootAllocator();
    private final VarCharVector source = new VarCharVector("source", allocator);
    private final BigIntVector ordinal = new BigIntVector("ordinal", allocator);
    private final BigIntVector offset = new BigIntVector("offset", allocator);
    private final VarCharVector code = new VarCharVector("code", allocator);
    private final VarCharVector path = new VarCharVector("path", allocator);
    private final VarCharVector message = new VarCharVector("message", allocator);
    private final VarBinaryVector content = new VarBinaryVector("content", allocator);
    private final VarCharVector run = new VarCharVector("run_id", allocator);
    private final VarCharVector mapping = new VarCharVector("mapping_version", allocator);
    private final VectorSchemaRoot root =
            VectorSchemaRoot.of(source, ordinal, offset, code, path, message, content, run, mapping);

    /**
     * Rows of a run.
     *
     * @param run the run
     */
    public RejectRows(RunInfo run) {
        runId = utf8(run.runId());
        mappingVersion = utf8(run.mappingVersion());
    }

    /**
     * Where the rows are.
     *
     * @return the allocator, borrowed
     */
    public BufferAllocator allocator() {
        return allocator;
    }

    /**
     * Replaces the rows.
     *
     * @param rejects the refusals
     * @return the rows, valid until the next call
     */
    public VectorSchemaRoot fill(List<Reject> rejects) {
        root.clear();
        for (int row = 0; row < rejects.size(); row++) {
            fill(row, rejects.get(row), runId, mappingVersion);
        }
        root.setRowCount(rejects.size());
        return root;
    }

    /**
     * Replaces the rows by some that were read from a quarantine; they keep their run and mapping version.
     *
     * @param rows values by column
     * @return the rows, valid until the next call
     */
    public VectorSchemaRoot copy(List<Map<String, @Nullable Object>> rows) {
        root.clear();
        for (int row = 0; row < rows.size(); row++) {
            Map<String, @Nullable Object> values = rows.get(row);
            Long at = (Long) values.get("offset");
            Reject reject = new Reject(
                    text(values, "source"),
                    "",
                    (Long) Objects.requireNonNull(values.get("ordinal")),
                    at == null ? -1 : at,
                    text(values, "code"),
                    (String) values.get("path"),
                    text(values, "message"),
                    (byte[]) values.get("content"));
            fill(row, reject, utf8(text(values, "run_id")), utf8(text(values, "mapping_version")));
        }
        root.setRowCount(rows.size());
        return root;
    }

    private static String text(Map<String, @Nullable Object> values, String column) {
        return String.valueOf(values.get(column));
    }

    private void fill(int row, Reject reject, byte[] runId, byte[] mappingVersion) {
        source.setSafe(row, utf8(reject.source()));
        ordinal.setSafe(row, reject.ordinal());
        if (reject.offset() < 0) {
            offset.setNull(row);
        } else {
            offset.setSafe(row, reject.offset());
        }
        code.setSafe(row, utf8(reject.code()));
        if (reject.path() == null) {
            path.setNull(row);
        } else {
            path.setSafe(row, utf8(reject.path()));
        }
        message.setSafe(row, utf8(reject.message()));
        byte[] bytes = reject.content();
        if (bytes == null) {
            content.setNull(row);
        } else {
            content.setSafe(row, bytes);
        }
        run.setSafe(row, runId);
        mapping.setSafe(row, mappingVersion);
    }

    /** UTF-8; what is no text (a lone half of a surrogate pair) becomes {@code ?}. */
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        root.close();
        allocator.close();
    }
}
