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

class InferSchemaTest {
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
        Files.writeString(folder.resolve("flights.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:f" targetNamespace="urn:f">
                  <xs:element name="flights"><xs:complexType><xs:sequence>
                    <xs:element name="flight" maxOccurs="unbounded"><xs:complexType>
                      <xs:sequence>
                        <xs:element name="fuel" type="xs:decimal" minOccurs="0"/>
                        <xs:element name="crew" type="xs:byte" minOccurs="0"/>
                      </xs:sequence>
                      <xs:attribute name="id" type="xs:int"/>
                    </xs:complexType></xs:element>
                  </xs:sequence></xs:complexType></xs:element>
                </xs:schema>
                """);
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private int infer(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "infer";
        arguments[1] = "--xsd";
        arguments[2] = folder.resolve("flights.xsd").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Etl.run(arguments);
    }

    private Mapping mapping() {
        return Mapping.fromYaml("stdout", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void printsTheMappingOfASchema() {
        assertThat(infer("--root", "flights", "--record", "//flight")).isZero();
        assertThat(mapping().record().path()).hasToString("/f:flights/flight");
        assertThat(mapping().record().columns())
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly("id INT", "fuel DecimalType[precision=38, scale=18]", "crew INT");
        assertThat(err.size()).isZero();
    }

    @Test
    void printsWhatDocumentsHaveOfASchema() throws IOException {
        Path document = Files.writeString(
                folder.resolve("1.xml"), "<f:flights xmlns:f='urn:f'><flight><crew>2</crew></flight></f:flights>");
        assertThat(infer("--root", "f:flights", "--input", document.toString())).isZero();
        assertThat(mapping().record().columns()).isEmpty();
        assertThat(mapping().levels().get(1).columns())
                .extracting(c -> c.name())
                .containsExactly("crew");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("# Only what the documents have of the schema; documents: 1\n");
    }

    @Test
    void wrongUseIsStatusTwo() {
        assertThat(infer("--root", "flight")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("flights.xsd: there is no element \"flight\"; the schema declares flights");
        assertThat(Etl.run("infer", "--root", "flights")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("go with --xsd");
        assertThat(infer("--root", "flights", "--columns", "20000")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("a mapping of 20000 columns cannot be made; give 1 to 10000");
        assertThat(out.size()).isZero();
    }
}
