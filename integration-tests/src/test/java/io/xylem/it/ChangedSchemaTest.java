package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaSink;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema that is changed under its name is another version of the mapping, and a run says so. */
class ChangedSchemaTest {
    private static final String SCHEMA = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:element name="reading" type="xs:int"/>
            </xs:schema>
            """;

    @TempDir
    Path folder;

    @Test
    void archivesIngestedWithAnotherSchemaAreTold() throws IOException {
        Path schema = Files.writeString(folder.resolve("readings.xsd"), SCHEMA);
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.writeString(input.resolve("1.xml"), "<reading>1</reading>");
        assertThat(ingest(input, schema).warnings()).isEmpty();
        RunReport same = ingest(input, schema);
        assertThat(same.archivesSkipped()).isEqualTo(1);
        assertThat(same.warnings()).isEmpty();
        Files.writeString(schema, SCHEMA.replace("xs:int", "xs:string"));
        assertThat(ingest(input, schema).warnings())
                .singleElement()
                .asString()
                .contains("1 of the 1 archives")
                .contains("another version of the mapping");
    }

    private RunReport ingest(Path input, Path schema) {
        Mapping mapping = Mapping.builder()
                .record("/reading")
                .column("value", ".", "string")
                .validate(XsdValidation.of(schema))
                .build();
        Path table = folder.resolve("table");
        return Ingest.run(
                ArchiveSource.of(input),
                mapping,
                DeltaSink.table(table).build(),
                table,
                RunOptions.builder().build());
    }
}
