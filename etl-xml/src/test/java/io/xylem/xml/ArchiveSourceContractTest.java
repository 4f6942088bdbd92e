package io.xylem.xml;

import io.xylem.core.Document;
import io.xylem.core.Source;
import io.xylem.testkit.SourceContractTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSourceContractTest extends SourceContractTest<Document> {
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2024, 1, 1, 0, 0);

    @TempDir
    Path folder;

    @Override
    protected Source<Document> source() throws IOException {
        for (String name : new String[] {"a.zip", "b.zip"}) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < 50; i++) {
                    ZipEntry entry = new ZipEntry(i % 10 == 9 ? i + ".txt" : i + ".xml");
                    entry.setTimeLocal(WRITTEN);
                    zip.putNextEntry(entry);
                    zip.write((i % 10 == 9 ? "text" : "<d n='" + i + "'/>").getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        }
        Files.writeString(folder.resolve("c.xml"), "<c/>");
        return ArchiveSource.of(folder);
    }

    @Override
    protected Object fingerprint(Document document) {
        byte[] bytes = Arrays.copyOfRange(document.buffer(), document.offset(), document.offset() + document.length());
        return document.source() + document.ordinal() + new String(bytes, StandardCharsets.UTF_8);
    }
}
