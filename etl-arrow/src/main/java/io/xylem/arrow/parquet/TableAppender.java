package io.xylem.arrow.parquet;

import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Appender;
import io.xylem.core.PipelineException;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Puts row groups into the hidden files of their tables. */
final class TableAppender implements Appender<ParquetPart, PendingFile> {
    private final PartNames names;
    private final ParquetOptions options;
    private final long fileBytes;
    private final Map<String, OpenTable> tables = new LinkedHashMap<>();
    private boolean finished;

    TableAppender(PartNames names, List<TableSchema> tables, ParquetOptions options, long fileBytes)
            throws IOException {
        this.names = names;
        this.options = options;
        this.fileBytes = fileBytes;
        for (TableSchema table : tables) {
            Files.createDirectories(names.folder(table.name()));
            for (Path left : names.listHidden(table.name())) {
                Files.delete(left);
            }
            this.tables.put(table.name(), new OpenTable(table));
        }
    }

    @Override
    public void append(ParquetPart part) throws IOException {
        OpenTable table = tables.get(part.table());
        if (table == null) {
            throw new PipelineException(
                    "a row group belongs to table '" + part.table() + "', but the job has " + tables.keySet());
        }
        table.append(part.rowGroup());
    }

    @Override
    public List<PendingFile> finish() throws IOException {
        List<PendingFile> files = new ArrayList<>();
        for (OpenTable table : tables.values()) {
            files.addAll(table.finish());
        }
        finished = true;
        return files;
    }

    @Override
    public void close() throws IOException {
        for (OpenTable table : tables.values()) {
            table.close(finished);
        }
    }

    private final class OpenTable {
        private final String name;
        private final Schema schema;
        private final List<PendingFile> files = new ArrayList<>();
        private @Nullable ParquetFileAppender file;

        OpenTable(TableSchema table) {
            name = table.name();
            schema = SchemaConverter.toArrow(table);
        }

        void append(EncodedRowGroup group) throws IOException {
            ParquetFileAppender open = file;
            if (open != null && open.rows() > 0 && open.bytes() + group.bytes() > fileBytes) {
                complete(open);
                open = null;
            }
            if (open == null) {
                open = open();
            }
            open.append(group);
        }

        List<PendingFile> finish() throws IOException {
            ParquetFileAppender open = file;
            if (open == null && files.isEmpty()) {
                open = open();
            }
            if (open != null) {
                complete(open);
            }
            return files;
        }

        private ParquetFileAppender open() throws IOException {
            Path pending = PartNames.pending(names.visible(name, files.size()));
            ParquetFileAppender open = ParquetFileAppender.create(pending, schema, options);
            file = open;
            return open;
        }

        private void complete(ParquetFileAppender open) throws IOException {
            String path = names.visible(name, files.size()).toString();
            try (open) {
                files.add(new PendingFile(name, path, open.finish()));
            }
            file = null;
        }

        void close(boolean keep) throws IOException {
            if (file != null) {
                file.close();
            }
            for (int i = 0; i < files.size() && !keep; i++) {
                Files.deleteIfExists(PartNames.pending(names.visible(name, i)));
            }
        }
    }
}
