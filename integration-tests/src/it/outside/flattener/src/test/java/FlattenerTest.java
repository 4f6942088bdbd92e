import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xylem.xml.XmlRows;
import io.xylem.xml.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlattenerTest {
    @TempDir
    Path folder;

    @Test
    void xmlBecomesRowsWithoutArrow() throws Exception {
        Path mapping = Files.writeString(folder.resolve("books.yaml"), """
                version: 1
                record: /library/book
                columns:
                  - {name: title, path: title, type: string}
                """);
        byte[] document = "<library><book><title>A</title></book></library>".getBytes(StandardCharsets.UTF_8);
        try (XmlRows rows = XmlRows.open(Mapping.fromYaml(mapping), document)) {
            assertTrue(rows.next());
            assertEquals("A", rows.text("title"));
            assertFalse(rows.next());
        }
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.arrow.vector.FieldVector"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.parquet.format.Util"));
    }

    @Test
    void librariesAreThoseThatXylemIsTestedWith() throws Exception {
        assertEquals(Set.of(), TestedLibraries.notAmong());
    }
}
