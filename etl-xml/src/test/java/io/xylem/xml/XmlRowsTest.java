package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.UsageException;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Unmapped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlRowsTest {
    private static final Mapping MAPPING = Mapping.builder()
            .namespace("f", "urn:f")
            .record("/f:all/f:flight")
            .unmapped(Unmapped.RESCUE)
            .column("id", "@id", "int", column -> column.required())
            .column("codes", "f:code", "string", column -> column.repeated())
            .column("sent", "/f:all/@sent", "timestamp")
            .group(
                    "position",
                    "f:position",
                    group -> group.column("lat", "f:lat", "double")
                            .group("fix", "f:fix", fix -> fix.column("name", ".", "string")))
            .group("leg", "f:leg", group -> group.column("to", "@to", "string"))
            .build();

    private static final String FLIGHTS = """
            <all xmlns="urn:f" sent="today">
              <flight id="1"><code>A</code><code>B&amp;C</code>
                <position><lat>1.5</lat><fix>X</fix><fix/></position>
                <leg to="EDDF"/>
                <position><lat>2.5</lat><extra>e</extra></position>
              </flight>
              <flight id="2"/>
            </all>""";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void yieldsStackedRowsAsText() throws IOException {
        List<String> lines = new ArrayList<>();
        try (XmlRows rows = XmlRows.open(MAPPING, bytes(FLIGHTS))) {
            while (rows.next()) {
                lines.add(String.join(
                        " ",
                        rows.source(),
                        String.valueOf(rows.record()),
                        String.valueOf(rows.row()),
                        String.valueOf(rows.group()),
                        String.valueOf(rows.ordinal("position")),
                        String.valueOf(rows.ordinal("fix")),
                        String.valueOf(rows.ordinal("leg")),
                        String.valueOf(rows.text("id")),
                        String.valueOf(rows.list("codes")),
                        String.valueOf(rows.text("sent")),
                        String.valueOf(rows.text("lat")),
                        String.valueOf(rows.text("name")),
                        String.valueOf(rows.text("to")),
                        String.valueOf(rows.rescued())));
            }
            assertThat(rows.next()).isFalse();
            assertThat(rows.rejects()).isEmpty();
            assertThat(rows.unmapped()).isEqualTo(Map.of("/f:all/f:flight/f:position/f:extra", 1L));
        }
        assertThat(lines)
                .containsExactly(
                        "0 0 0 fix 0 0 null 1 [A, B&C] today 1.5 X null {}",
                        "0 0 1 fix 0 1 null 1 [A, B&C] today 1.5  null {}",
                        "0 0 2 leg null null 0 1 [A, B&C] today null null EDDF {}",
                        "0 0 3 position 1 null null 1 [A, B&C] today 2.5 null null"
                                + " {/f:all/f:flight/f:position/f:extra=[e]}",
                        "0 1 0 null null null null 2 [] today null null null {}");
    }

    @Test
    void showsRefusedDocumentsAndGoesOn() throws IOException {
        byte[][] documents = {
            bytes("<all xmlns='urn:f'><flight id='1'/>"),
            bytes(FLIGHTS),
            bytes("no xml"),
            bytes("<all xmlns='urn:f'><flight id='3'/><flight id=' '/></all>")
        };
        int count = 0;
        try (XmlRows rows = XmlRows.open(MAPPING, documents)) {
            while (rows.next()) {
                assertThat(rows.source()).isEqualTo("1");
                count++;
            }
            assertThat(count).isEqualTo(5);
            assertThat(rows.rejects())
                    .extracting(r -> r.source() + " " + r.code() + " " + r.path())
                    .containsExactly(
                            "0 NOT_WELL_FORMED /f:all", "2 NOT_WELL_FORMED null", "3 REQUIRED /f:all/f:flight/@id");
        }
    }

    @Test
    void namesTheFirstCause() throws IOException {
        Mapping mapping = Mapping.builder()
                .record("/r/x")
                .unmapped(Unmapped.REJECT)
                .column("id", "@id", "int", column -> column.required())
                .build();
        try (XmlRows rows = XmlRows.open(
                mapping,
                bytes("<r><x/><x id='1' other='2'/></r>"),
                bytes("<r><x id='1' other='2'/><x/></r>"),
                bytes("<r><x other='2'/></r>"))) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.rejects()).extracting(Reject::code).containsExactly("REQUIRED", "UNMAPPED", "UNMAPPED");
        }
    }

    @Test
    void handsRefusalsWithTheirContentToACallback() throws IOException {
        List<Reject> rejects = new ArrayList<>();
        byte[] broken = bytes("<all>");
        try (XmlRows rows = XmlRows.builder(MAPPING)
                .onReject(rejects::add)
                .limits(Limits.DEFAULT.with("content", 3))
                .open(MemoryDocument.cursor("<all>"))) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.rejects()).isEmpty();
        }
        assertThat(rejects)
                .singleElement()
                .satisfies(r -> assertThat(r.content()).isEqualTo(java.util.Arrays.copyOf(broken, 3)));
    }

    @Test
    void readsStreamsAndFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.xml"), FLIGHTS);
        try (XmlRows rows = XmlRows.open(MAPPING, folder)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.source()).isEqualTo("a.xml");
        }
        try (XmlRows rows = XmlRows.open(MAPPING, "from the net", new ByteArrayInputStream(bytes(FLIGHTS)))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.source()).isEqualTo("from the net");
        }
    }

    @Test
    void readsManyChunks() throws IOException {
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            documents.add(bytes(i % 3 == 0 ? "<all xmlns='urn:f'/>" : FLIGHTS.replace("id=\"1\"", "id=\"" + i + "\"")));
        }
        int rowsSeen = 0;
        try (XmlRows rows = XmlRows.builder(MAPPING).open(MemoryDocument.cursor(documents))) {
            while (rows.next()) {
                if (rows.record() == 0) {
                    assertThat("test.zip!/" + rows.text("id") + ".xml").isEqualTo(rows.source());
                }
                rowsSeen++;
            }
        }
        assertThat(rowsSeen).isEqualTo(666 * 5);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() throws IOException {
        try (XmlRows rows = XmlRows.open(MAPPING, bytes(FLIGHTS))) {
            assertThatThrownBy(() -> rows.text("id")).isInstanceOf(IllegalStateException.class);
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> rows.text("codes"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("use list");
            assertThatThrownBy(() -> rows.text("cods"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("codes");
            assertThatThrownBy(() -> rows.ordinal("positions"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("position");
        }
    }
}
