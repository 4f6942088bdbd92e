package io.xylem.arrow.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** The metadata of a file as it stands there, without a reader's interpretation. */
final class RawFooter {
    private final byte[] bytes;
    private final FileMetaData metadata;

    RawFooter(Path file) throws IOException {
        bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        metadata = Util.readFileMetaData(at(bytes.length - 8 - length));
    }

    FileMetaData metadata() {
        return metadata;
    }

    List<SchemaElement> leaves() {
        return metadata.getSchema().stream().filter(SchemaElement::isSetType).toList();
    }

    ColumnChunk chunk(int rowGroup, int leaf) {
        return metadata.getRow_groups().get(rowGroup).getColumns().get(leaf);
    }

    ColumnIndex columnIndex(ColumnChunk chunk) throws IOException {
        return chunk.isSetColumn_index_offset() ? Util.readColumnIndex(at(chunk.getColumn_index_offset())) : null;
    }

    OffsetIndex offsetIndex(ColumnChunk chunk) throws IOException {
        return Util.readOffsetIndex(at(chunk.getOffset_index_offset()));
    }

    PageHeader pageHeader(long offset) throws IOException {
        return Util.readPageHeader(at(offset));
    }

    private ByteArrayInputStream at(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, (int) (bytes.length - offset));
    }
}
