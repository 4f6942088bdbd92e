package io.xylem.arrow;

import io.xylem.core.Appender;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Puts messages behind one another, between the head and the foot of the format; see "Serialization and Interprocess
 * Communication" in the Arrow columnar format.
 */
final class IpcAppender implements Appender<IpcPart, IpcFile> {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private final TableSchema table;
    private final Schema schema;
    private final Path path;
    private final Path partial;
    private final ArrowIpcSink.Format format;
    private final FileChannel file;
    private final WriteChannel out;
    private final List<ArrowBlock> blocks = new ArrayList<>();
    private long rows;
    private boolean finished;

    IpcAppender(TableSchema table, Path path, ArrowIpcSink.Format format) throws IOException {
        this.table = table;
        this.schema = SchemaConverter.toArrow(table);
        this.path = path;
        this.partial = path.resolveSibling("." + path.getFileName() + ".partial");
        this.format = format;
        this.file = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.out = new WriteChannel(file);
        try {
            if (format == ArrowIpcSink.Format.FILE) {
                out.write(MAGIC);
                out.align();
            }
            MessageSerializer.serialize(out, schema);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public void append(IpcPart part) throws IOException {
        blocks.add(new ArrowBlock(out.getCurrentPosition(), part.metadataLength(), part.bodyLength()));
        out.write(part.message());
        rows += part.rows();
    }

    @Override
    public List<IpcFile> finish() throws IOException {
        out.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
        out.writeIntLittleEndian(0);
        if (format == ArrowIpcSink.Format.FILE) {
            long start = out.getCurrentPosition();
            out.write(new ArrowFooter(schema, List.of(), blocks, Map.of(), IpcOption.DEFAULT.metadataVersion), false);
            out.writeIntLittleEndian((int) (out.getCurrentPosition() - start));
            out.write(MAGIC);
        }
        file.force(true);
        finished = true;
        return List.of(new IpcFile(table.name(), path.toString(), partial.toString(), rows, out.getCurrentPosition()));
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (!finished) {
                Files.deleteIfExists(partial);
            }
        }
    }
}
