package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorporaTest {
    @TempDir
    Path folder;

    @Test
    void readsEntriesOfAZip() throws Exception {
        Path zip = folder.resolve("a.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("d/"));
            entries.putNextEntry(new ZipEntry("d/é.xml"));
            entries.write("<a/>".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Corpora.entries(zip)).containsOnlyKeys("d/é.xml");
        assertThat(Corpora.entry(zip, "d/é.xml"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("<a/>");
        assertThatThrownBy(() -> Corpora.entry(zip, "b.xml"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("b.xml");
    }

    @Test
    void readsATarWithLongNames() throws Exception {
        Map<String, byte[]> entries = Corpora.entries(Corpora.corpus("ccda.tar.gz"));
        assertThat(entries).hasSize(458).containsKey("LICENSE");
        assertThat(entries.keySet()).anyMatch(name -> name.length() > 100);
        assertThat(entries.get("LICENSE")).isNotEmpty();
    }

    @Test
    void skipsWhatIsNotThere() {
        assertThatThrownBy(() -> Corpora.corpus("no-such-corpus.zip"))
                .hasMessageContaining("no-such-corpus.zip")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("TestAbortedException"));
    }
}
