import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.arrow.parquet.ParquetWriter;
import java.nio.file.Path;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
    @TempDir
    Path folder;

    @Test
    void vectorsBecomeParquetWithoutHadoopOrDeltaOrXml() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                Float8Vector degrees = new Float8Vector("degrees", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(degrees)) {
            degrees.setSafe(0, 1.5);
            rows.setRowCount(1);
            Path file = folder.resolve("degrees.parquet");
            try (ParquetWriter writer = ParquetWriter.open(file, rows.getSchema(), ParquetOptions.defaults())) {
                writer.write(rows);
                assertEquals(1, writer.finish().rows());
            }
        }
        for (String absent : new String[] {
            "org.apache.hadoop.conf.Configuration", "io.delta.kernel.Table", "io.xylem.xml.mapping.Mapping"
        }) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(absent));
        }
    }

    @Test
    void librariesAreThoseThatXylemIsTestedWith() throws Exception {
        assertEquals(Set.of(), TestedLibraries.notAmong());
    }
}
