package io.xylem.xml.xsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.xml.draft.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class XsdDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("etl.root", ".."));

    @TempDir
    Path folder;

    private static List<String> blocks(String kind) throws IOException {
        return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/xsd.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void theSchemaShownGivesTheMappingShown() throws IOException {
        Path schema =
                Files.writeString(folder.resolve("flights.xsd"), blocks("xml").get(0));
        // snippet
        Draft draft = XsdMapping.from(schema).root("flights").record("//flight").draft();
        String yaml = draft.yaml();
        // end
        assertThat(blocks("yaml")).containsExactly(yaml);
        String code = Files.readString(ROOT.resolve("etl-xml/src/test/java/io/xylem/xml/xsd/XsdDocsTest.java"));
        String here = code.substring(code.indexOf("// snippet\n") + 11, code.indexOf("// end\n"))
                .replace("from(schema)", "from(Path.of(\"flights.xsd\"))");
        assertThat(blocks("java").get(0).replaceAll("\\s", "")).isEqualTo(here.replaceAll("\\s", ""));
    }
}
