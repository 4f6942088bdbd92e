package io.xylem.delta.internal;

import io.xylem.core.Reject;
import io.xylem.core.RunInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

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
            fill(row, rejects.get(row));
        }
        root.setRowCount(rejects.size());
        return root;
    }

    private void fill(int row, Reject reject) {
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
