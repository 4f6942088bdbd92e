package io.xylem.xml;

import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.entries;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.join;
import static io.xylem.xml.Archives.tar;
import static io.xylem.xml.Archives.zip;
import static io.xylem.xml.Archives.zipBytes;

import io.xylem.core.Document;
import io.xylem.core.Source;
import io.xylem.testkit.SourceContractTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSourceContractTest extends SourceContractTest<Document> {
    @TempDir
    Path folder;

    @Override
    protected Source<Document> source() throws IOException {
        Map<String, byte[]> mixed = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            mixed.put("folder" + i + "/", new byte[0]);
            mixed.put(i % 10 == 9 ? i + ".txt" : i + ".xml", bytes(i % 10 == 9 ? "text" : "<d n='" + i + "'/>"));
        }
        mixed.put("inner.zip", zip(entries(3)));
        mixed.put("broken.zip", bytes("no zip"));
        mixed.put("last.xml.gz", gz(bytes("<last/>")));
        Files.write(folder.resolve("a.zip"), zipBytes(mixed));
        Files.write(folder.resolve("b.zip"), join(zip(entries(20)), bytes("rubbish")));
        Files.write(folder.resolve("c.tar.gz"), gz(tar(mixed)));
        Files.writeString(folder.resolve("d.xml"), "<c/>");
        Files.writeString(folder.resolve("e.zip"), "this was an archive once");
        return ArchiveSource.of(folder);
    }

    @Override
    protected Object fingerprint(Document document) {
        byte[] bytes = Arrays.copyOfRange(document.buffer(), document.offset(), document.offset() + document.length());
        return document.source() + document.ordinal() + new String(bytes, StandardCharsets.UTF_8);
    }
}
