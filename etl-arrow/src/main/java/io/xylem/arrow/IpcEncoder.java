package io.xylem.arrow;

import io.xylem.core.Encoder;
import io.xylem.core.PipelineException;
import io.xylem.core.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Serializes each batch to a message. */
final class IpcEncoder implements Encoder<ArrowBatch, IpcPart> {
    private final TableSchema table;
    private boolean checked;

    IpcEncoder(TableSchema table) {
        this.table = table;
    }

    @Override
    public void encode(ArrowBatch batch, Consumer<? super IpcPart> out) throws IOException {
        VectorSchemaRoot root = batch.root(table.name());
        if (!checked) {
            check(root);
            checked = true;
        }
        try (ArrowRecordBatch record = new VectorUnloader(root).getRecordBatch()) {
            int size = (int) Math.min(1 << 30, record.computeBodyLength() + (64 << 10));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
            try (WriteChannel channel = new WriteChannel(Channels.newChannel(bytes))) {
                ArrowBlock block = MessageSerializer.serialize(channel, record);
                out.accept(new IpcPart(
                        bytes.toByteArray(), block.getMetadataLength(), block.getBodyLength(), root.getRowCount()));
            }
        }
    }

    @Override
    public void finish(Consumer<? super IpcPart> out) {
        // every batch is a part of its own: nothing is left
    }

    private void check(VectorSchemaRoot root) {
        List<Field> expected = SchemaConverter.toArrow(table).getFields();
        List<Field> found = root.getSchema().getFields();
        if (!same(expected, found, true)) {
            throw new PipelineException(
                    "table '" + table.name() + "' should have the columns " + expected + ", but a batch has " + found
                            + "; a flattener or enricher yields other columns than its tables() tells");
        }
    }

    /** Whether fields have the same names and types; the name of a list's item does not matter. */
    private static boolean same(List<Field> expected, List<Field> found, boolean named) {
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            Field one = expected.get(i);
            Field other = found.get(i);
            if ((named && !one.getName().equals(other.getName()))
                    || !one.getType().equals(other.getType())
                    || !same(one.getChildren(), other.getChildren(), !(one.getType() instanceof ArrowType.List))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {}
}
