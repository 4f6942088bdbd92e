package io.xylem.xml.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.xml.ArchiveSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class InferDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("etl.root", ".."));

    @TempDir
    Path folder;

    private static List<String> blocks(String kind) throws IOException {
        return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/infer.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void theDocumentsShownGiveTheMappingShown() throws IOException {
        List<String> documents = blocks("xml");
        for (int i = 0; i < documents.size(); i++) {
            Files.writeString(folder.resolve(i + ".xml"), documents.get(i));
        }
        // snippet
        Profile profile = DocumentProfiler.of(ArchiveSource.of(folder)).run();
        String yaml = profile.drafter().draft().yaml();
        // end
        assertThat(blocks("yaml")).containsExactly(yaml);
        String code = Files.readString(ROOT.resolve("etl-xml/src/test/java/io/xylem/xml/infer/InferDocsTest.java"));
        String here = code.substring(code.indexOf("// snippet\n") + 11, code.indexOf("// end\n"));
        assertThat(blocks("java").get(0).replaceAll("\\s", "")).isEqualTo(here.replaceAll("\\s", ""));
    }
}
