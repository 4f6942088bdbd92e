package io.xylem.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferCommandTest {
    @TempDir
    Path folder;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() throws IOException {
        System.setOut(new PrintStream(out, true, StandardCharsets.US_ASCII));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("1.xml"), "<m><f id='1'><größe>12</größe></f><f id='2'/></m>");
        Files.writeString(folder.resolve("2.xml"), "<m><f id='3'><größe>1.5</größe></f>");
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inferPrintsAMappingAndNothingElse() {
        assertThat(Etl.run("infer", "--input", folder.toString(), "--record", "/m/f"))
                .isZero();
        Mapping mapping = Mapping.fromYaml("stdout", out());
        assertThat(mapping.record().path()).hasToString("/m/f");
        assertThat(mapping.record().columns())
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly("id INT", "größe INT");
        assertThat(err())
                .contains("documents: 1 read, 1 refused; entries that are no documents: 0")
                .contains("refused: 2.xml: NOT_WELL_FORMED: ");
    }

    @Test
    void inferTellsOfSeveralDocumentElements() throws IOException {
        Files.writeString(folder.resolve("3.xml"), "<n/>");
        assertThat(Etl.run("infer", "--input", folder.toString())).isZero();
        assertThat(out()).contains("record: \"/*\"");
        assertThat(err()).contains("different document elements, so the record is /*; choose one with --record: /m /n");
    }

    @Test
    void profilePrintsPathsAsTextOrJson() {
        assertThat(Etl.run("profile", "--input", folder.toString())).isZero();
        assertThat(out())
                .startsWith(
                        "documents: 1; refused: 1 NOT_WELL_FORMED; entries that are no documents: 0\ndepth: 3; paths: 4\n");
        out.reset();
        assertThat(Etl.run("profile", "--input", folder.toString(), "--json")).isZero();
        assertThat(out()).contains("\"path\" : \"/m/f/größe\"");
    }

    @Test
    void wrongUseIsStatusTwo() throws IOException {
        assertThat(Etl.run("infer", "--input", folder.toString(), "--record", "/m/g"))
                .isEqualTo(2);
        assertThat(err()).contains("etl: no element is at the record path \"/m/g\": at step 2, g, there is f; correct");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Etl.run("infer", "--input", empty.toString())).isEqualTo(2);
        assertThat(err()).contains("etl: there is no document that can be read: 0 entries are no documents, 0 were");
        assertThat(Etl.run("profile")).isEqualTo(2);
        assertThat(err()).contains("etl: --input is missing; give files, folders or globs");
        assertThat(Etl.run("profile", "--input", "nowhere.zip")).isEqualTo(2);
        assertThat(out()).isEmpty();
    }
}
