package io.xylem.examples.embed;

import io.xylem.arrow.parquet.ParquetFileInfo;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.arrow.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;

/** Uses the Parquet writer alone: Arrow vectors in, a Parquet file out; no Delta, no Hadoop, no XML. */
public final class WriteParquet {
    private WriteParquet() {}

    /**
     * Writes a small table.
     *
     * @param arguments the file to write
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        ParquetFileInfo file = write(Path.of(arguments[0]));
        System.out.println(file.rows() + " rows, " + file.bytes() + " bytes");
    }

    static ParquetFileInfo write(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector city = new VarCharVector("city", allocator);
                Float8Vector degrees = new Float8Vector("degrees", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(city, degrees)) {
            for (int i = 0; i < 1000; i++) {
                city.setSafe(i, new Text("city " + i % 10));
                degrees.setSafe(i, 10 + i / 100.0);
            }
            rows.setRowCount(1000);
            try (ParquetWriter writer = ParquetWriter.open(file, rows.getSchema(), ParquetOptions.defaults())) {
                writer.write(rows);
                return writer.finish();
            }
        }
    }
}
