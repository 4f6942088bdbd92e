package io.xylem.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunReport;
import io.xylem.delta.DeltaTable;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What the README says is so: its snippets stand in programs that compile and run, its mapping loads, its numbers hold. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("etl.root", ".."));
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\w+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final String BOOK = """
            <library><book isbn="1"><title>Trees</title><published>2020-02-29</published><price>9.50</price>
            <authors><author>A</author><author>B</author><author>C</author></authors>
            <branches><branch lat="59.3" lon="18.1"/><branch lat="95" lon="18.1"/></branches></book></library>
            """;

    @TempDir
    Path folder;

    @Test
    void snippetsStandInTheProgramsTheyName() throws IOException {
        Matcher snippets = SNIPPET.matcher(readme());
        int found = 0;
        while (snippets.find()) {
            Path program =
                    ROOT.resolve("examples/src/main/java/io/xylem/examples/embed/" + snippets.group(1) + ".java");
            assertThat(squeezed(Files.readString(program))).contains(squeezed(snippets.group(2)));
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void coordinatesAreThoseOfTheBom() throws IOException {
        Matcher xml = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(xml.find()).isTrue();
        String bom = squeezed(Files.readString(ROOT.resolve("etl-bom/pom.xml")));
        String coordinates = squeezed(xml.group(1));
        int first = coordinates.indexOf("<dependency>") + "<dependency>".length();
        String imported = coordinates.substring(first, coordinates.indexOf("<type>"));
        assertThat(bom).contains(imported);

        Matcher modules = Pattern.compile("<groupId>io.xylem</groupId><artifactId>[\\w-]+</artifactId></dependency>")
                .matcher(coordinates);
        assertThat(modules.results().map(module -> module.group().replace("</dependency>", "<version>")))
                .hasSize(3)
                .allSatisfy(module -> assertThat(bom).contains(module));
    }

    /** The compiler plugin that Maven 3.8 takes by itself knows source and target, but not release. */
    @Test
    void pomIsWholeAndOfJava17ForOldMavensToo() throws Exception {
        Matcher xml = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(xml.find()).isTrue();
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml.group(1))))
                .getDocumentElement();
        assertThat(project.getTagName()).isEqualTo("project");
        for (String name : List.of("modelVersion", "groupId", "artifactId", "version", "dependencies")) {
            assertThat(project.getElementsByTagName(name).getLength()).as(name).isPositive();
        }
        for (String name : List.of("maven.compiler.source", "maven.compiler.target")) {
            assertThat(project.getElementsByTagName(name).item(0).getTextContent())
                    .isEqualTo("17");
        }
    }

    @Test
    void aBookWithThreeAuthorsAndTwoBranchesGivesFiveRows() throws IOException {
        Path input = Files.writeString(folder.resolve("books.xml"), BOOK);
        Path mapping = Files.writeString(folder.resolve("books.yaml"), yaml());
        assertThat(Mapping.fromYaml(mapping).schema().levels()).hasSize(3);

        RunReport report = EmbedPipeline.ingest(mapping, input, folder.resolve("books"));
        assertThat(report.balanced()).isTrue();
        assertThat(report.values()).containsEntry("coordinates_nulled", 1L);
        assertThat(DeltaTable.open(folder.resolve("books")).rows(10))
                .hasSize(5)
                .extracting(row -> row.get("_group"))
                .containsExactly("author", "author", "author", "branch", "branch");

        StringBuilder rows = new StringBuilder();
        FlattenDocuments.flatten(mapping, input, rows);
        assertThat(rows.toString().lines())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).contains("Trees"));
    }

    @Test
    void theParquetWriterAloneWritesAFile() throws IOException {
        Path file = folder.resolve("cities.parquet");
        assertThat(WriteParquet.write(file).rows()).isEqualTo(1000);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Path> pages;
        try (var docs = Files.list(ROOT.resolve("docs"))) {
            pages = docs.filter(p -> p.toString().endsWith(".md")).collect(Collectors.toList());
        }
        pages.add(ROOT.resolve("README.md"));
        Pattern link = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
        for (Path page : pages) {
            Matcher links = link.matcher(Files.readString(page));
            while (links.find()) {
                assertThat(page.resolveSibling(links.group(1)))
                        .as("link in " + page)
                        .exists();
            }
        }
    }

    private static String yaml() throws IOException {
        Matcher yaml = YAML.matcher(readme());
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
