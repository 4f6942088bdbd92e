package io.xylem.xml.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what happens. */
class MappingDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("etl.root", ".."));
    private static final String HEAD = """
            version: 1
            namespaces: {m: "urn:example:msg:1", f: "urn:example:flight:1", g: "urn:example:geo:1"}
            record: /m:Envelope/f:flight
            """;

    private static List<Block> blocks = List.of();

    private record Block(String info, String text) {}

    @BeforeAll
    static void readPage() throws IOException {
        blocks = new ArrayList<>();
        String info = null;
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(ROOT.resolve("docs/mapping.md"))) {
            if (!line.startsWith("```")) {
                text.append(line).append('\n');
            } else if (info == null) {
                info = line.substring(3);
                text.setLength(0);
            } else {
                blocks.add(new Block(info, text.toString()));
                info = null;
            }
        }
    }

    private static List<String> all(String info) {
        return blocks.stream().filter(b -> b.info.equals(info)).map(Block::text).toList();
    }

    @Test
    void everySnippetLoads() {
        assertThat(all("yaml")).hasSizeGreaterThan(2).allSatisfy(text -> {
            Mapping mapping = Mapping.fromYaml("docs/mapping.md", text.startsWith("version:") ? text : HEAD + text);
            assertThat(mapping.schema().levels().get(0).columns()).isNotEmpty();
        });
    }

    @Test
    void theBuilderSnippetIsThisCode() throws IOException {
        // snippet
        Mapping mapping = Mapping.builder()
                .namespace("f", "urn:example:flight:1")
                .record("/f:flights/f:flight")
                .column("gufi", "@gufi", "string", column -> column.required())
                .column("codes", "f:code", "string", column -> column.repeated())
                .group(
                        "position",
                        "f:track/f:position",
                        group -> group.column("time", "f:time", "timestamp")
                                .column("altitude", "f:altitude", "decimal(9,2)"))
                .build();
        // end
        assertThat(mapping.levels()).hasSize(2);
        Path source = ROOT.resolve("etl-xml/src/test/java/io/xylem/xml/mapping/MappingDocsTest.java");
        String code = Files.readString(source);
        String here = code.substring(code.indexOf("// snippet\n") + 11, code.indexOf("// end\n"));
        assertThat(all("java"))
                .singleElement()
                .satisfies(text -> assertThat(text.replaceAll("\\s", "")).isEqualTo(here.replaceAll("\\s", "")));
    }

    @Test
    void theErrorsShownAreTheErrorsGiven() {
        assertThatThrownBy(
                        () -> Mapping.fromYaml("mapping.yaml", all("yaml wrong").get(0)))
                .isInstanceOf(MappingException.class)
                .hasMessage(all("text").get(0).strip());
    }

    @Test
    void theMappingsForRealDataLoadAndReadBack() throws IOException {
        Path folder = ROOT.resolve("integration-tests/src/test/resources/mappings");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> mappings =
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            assertThat(mappings).hasSizeGreaterThan(3).allSatisfy(file -> {
                Mapping mapping = Mapping.fromYaml(file);
                assertThat(Mapping.fromYaml("again", mapping.toYaml())).isEqualTo(mapping);
            });
        }
    }
}
