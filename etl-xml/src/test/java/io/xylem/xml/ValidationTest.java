package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Limits;
import io.xylem.core.MappingException;
import io.xylem.core.Reject;
import io.xylem.core.UsageException;
import io.xylem.testkit.SerialForm;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.bind.JacksonFlattener;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are not valid against a schema, and schemas that are none. */
class ValidationTest {
    private static final String SECRET = "secret";

    private static final String PARTS = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:p" xmlns:p="urn:p">
              <xs:simpleType name="Code"><xs:restriction base="xs:string">
                <xs:enumeration value="A"/><xs:enumeration value="B"/></xs:restriction></xs:simpleType>
            </xs:schema>
            """;

    @TempDir
    Path folder;

    private Path schema;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("xsd/common"));
        Files.writeString(folder.resolve("xsd/common/parts.xsd"), PARTS);
        schema = Files.writeString(folder.resolve("xsd/main.xsd"), main("common/parts.xsd"));
    }

    private static String main(String parts) {
        return """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:r" xmlns:p="urn:p"
                    xmlns="urn:r" elementFormDefault="qualified">
                  <xs:import namespace="urn:p" schemaLocation="PARTS"/>
                  <xs:element name="list"><xs:complexType><xs:sequence>
                    <xs:element name="item" maxOccurs="unbounded"><xs:complexType><xs:sequence>
                      <xs:element name="code" type="p:Code"/><xs:element name="count" type="xs:int"/>
                    </xs:sequence></xs:complexType></xs:element>
                  </xs:sequence></xs:complexType></xs:element>
                </xs:schema>
                """.replace("PARTS", parts);
    }

    private static String list(String... items) {
        return "<list xmlns='urn:r'>\n" + String.join("\n", items) + "\n</list>";
    }

    private static String item(String code, String count) {
        return "<item><code>" + code + "</code><count>" + count + "</count></item>";
    }

    private static Mapping mapping(XsdValidation validation) {
        return Mapping.builder()
                .namespace("r", "urn:r")
                .record("/r:list/r:item")
                .column("code", "r:code", "string")
                .doctype(Doctype.INTERNAL)
                .validate(validation)
                .build();
    }

    private static Shredded shred(XmlShredder shredder, Limits limits, String... documents) {
        return Shredded.of(shredder.mapping(), MemoryDocument.cursor(documents), new TestTaskContext().with(limits));
    }

    /** The refusal of a document, which leaves its neighbours alone. */
    private Reject refused(String document) {
        return refused(document, Limits.DEFAULT);
    }

    private Reject refused(String document, Limits limits) {
        String good = list(item("A", "1"));
        Shredded shredded = shred(XmlShredder.of(mapping(XsdValidation.of(schema))), limits, good, document, good);
        assertThat(shredded.documents()).containsOnlyKeys(0, 2);
        assertThat(shredded.rejects()).hasSize(1);
        assertThat(shredded.rejects().get(0).message()).doesNotContain(SECRET);
        return shredded.rejects().get(0);
    }

    @Test
    void validDocumentsPass() {
        Shredded shredded = shred(
                XmlShredder.of(mapping(XsdValidation.of(schema))),
                Limits.DEFAULT,
                list(item("A", "1"), item("B", "2")),
                "<!DOCTYPE list [<!ENTITY e 'A'>]>" + list(item("&e;", "1")),
                "<?xml version='1.0'?>\n<list xmlns='urn:r' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                        + " xsi:schemaLocation='urn:r http://localhost:1/none.xsd'>" + item("A", "1") + "</list>");
        assertThat(shredded.rejects()).isEmpty();
        assertThat(shredded.documents()).hasSize(3);
    }

    @Test
    void aWrongValueIsRefusedWithLineAndReasonButWithoutTheValue() {
        Reject reject = refused(list(item("A", "1"), item("B", SECRET)));
        assertThat(reject.code()).isEqualTo("SCHEMA");
        assertThat(reject.path()).isEqualTo("/r:list/r:item/r:count");
        assertThat(reject.message()).contains("line 3, column ", "is not a valid value for 'integer'");
    }

    @Test
    void aValueOutsideOfAnEnumerationIsRefused() {
        Reject reject = refused(list(item(SECRET + "' is not '", "1")));
        assertThat(reject.code()).isEqualTo("SCHEMA");
        assertThat(reject.message()).contains("line 2, column ", "enumeration '[A, B]'");
    }

    @Test
    void aMissingOrUnknownElementIsNamed() {
        assertThat(refused(list("<item><count>1</count></item>")).message())
                .contains("cvc-complex-type.2.4.a", "count", "code");
        assertThat(refused("<unknown/>").message()).contains("cvc-elt.1", "unknown");
        assertThat(refused(list("<item k='" + SECRET + "'/>")).message()).contains("Attribute 'k'");
    }

    @Test
    void reasonsAreInEnglishEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(refused(list(item("A", "x"))).message()).contains("is not a valid value for 'integer'");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void limitsComeFirst() {
        assertThat(refused("<list xmlns='urn:r'><a><b><c/></b></a></list>", Limits.DEFAULT.with("depth", 3))
                        .code())
                .isEqualTo("LIMIT_DEPTH");
        assertThat(refused("<list xmlns='urn:r'>").code()).isEqualTo("NOT_WELL_FORMED");
    }

    @Test
    void recordsBoundToClassesAreValidatedToo() {
        JacksonFlattener<Item> flattener = JacksonFlattener.of(Item.class)
                .namespace("r", "urn:r")
                .record("/r:list/r:item")
                .validate(XsdValidation.of(schema))
                .column("code", "string")
                .rows((item, rows) -> rows.add(item.code()));
        TestTaskContext context = new TestTaskContext(flattener.tables());
        try (var cursor =
                flattener.flatten(MemoryDocument.cursor(list(item("A", "1")), list(item("C", "1"))), context)) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.current().documents()).isEqualTo(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(context.ledger().rejects()).extracting(Reject::code).containsExactly("SCHEMA");
    }

    @Test
    void aRecipeOfAnotherProcessCompilesWhenItIsUsed() throws IOException {
        XmlShredder shredder = XmlShredder.of(mapping(XsdValidation.of(schema)));
        XmlShredder copy = SerialForm.copy(shredder);
        assertThat(copy.mapping()).isEqualTo(shredder.mapping());
        Shredded shredded = shred(copy, Limits.DEFAULT, list(item("A", "1")), list(item("C", "1")));
        assertThat(shredded.documents()).hasSize(1);
        assertThat(shredded.rejects()).extracting(Reject::code).containsExactly("SCHEMA");
    }

    @Test
    void aWrongSchemaIsRefusedWithFileAndLineBeforeAnyDocument() throws IOException {
        Files.writeString(folder.resolve("xsd/common/parts.xsd"), PARTS.replace("xs:string", "xs:strng"));
        assertThatThrownBy(() -> XmlShredder.of(mapping(XsdValidation.of(schema))))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("parts.xsd:2:", "strng");
        Files.writeString(schema, "<xs:schema");
        assertThatThrownBy(() -> XmlShredder.of(mapping(XsdValidation.of(schema))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("main.xsd:1:");
        assertThatThrownBy(() -> XsdValidation.of(folder.resolve("none.xsd")).compile())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no such schema");
    }

    @Test
    void locationsOnTheNetworkAreLookedUpInFoldersOnly() throws IOException {
        Files.writeString(schema, main("http://localhost:1/a/common/parts.xsd"));
        assertThatThrownBy(() -> XsdValidation.of(schema).compile())
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("main.xsd", "http://localhost:1/a/common/parts.xsd", "nothing is fetched");
        XsdValidation found = XsdValidation.of(schema).withFolder(folder.resolve("xsd"));
        assertThat(shred(XmlShredder.of(mapping(found)), Limits.DEFAULT, list(item("A", "1")))
                        .rejects())
                .isEmpty();
    }

    @Test
    void aMappingFileNamesItsSchemaRelativeToItself() throws IOException {
        Path file = folder.resolve("m.yaml");
        Files.writeString(file, """
                version: 1
                schema: xsd/main.xsd
                schemaFolders: [xsd, xsd/common]
                columns: [{name: c, path: "."}]
                """);
        Mapping mapping = Mapping.fromYaml(file);
        assertThat(mapping.validation())
                .isEqualTo(XsdValidation.of(schema)
                        .withFolder(folder.resolve("xsd"))
                        .withFolder(folder.resolve("xsd/common")));
        Mapping again = Mapping.fromYaml("again", mapping.toYaml());
        assertThat(again).isEqualTo(mapping);
        assertThat(again.fingerprint()).isEqualTo(mapping.fingerprint());
        assertThat(mapping.fingerprint())
                .isNotEqualTo(
                        Mapping.builder().column("c", ".", "string").build().fingerprint());
    }

    @Test
    void aSchemaThatIsNotThereIsAnErrorOfTheMapping() throws IOException {
        Path file = folder.resolve("m.yaml");
        Files.writeString(file, """
                version: 1
                schema: none.xsd
                schemaFolders: [nowhere]
                columns: [{name: c, path: "."}]
                """);
        assertThatThrownBy(() -> Mapping.fromYaml(file))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll(
                        "m.yaml:2:9: schema: there is no file", "m.yaml:3:17: schemaFolders", "relative");
        Files.writeString(file, """
                version: 1
                schemaFolders: [xsd]
                columns: [{name: c, path: "."}]
                """);
        assertThatThrownBy(() -> Mapping.fromYaml(file)).hasMessageContaining("there is no schema");
    }

    @Test
    void manyAttributesAndLongNamesAreNoMatterOfTheJdk() throws IOException {
        Path open = Files.writeString(folder.resolve("open.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>
                <xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>
                """);
        StringBuilder wide = new StringBuilder("<a");
        for (int i = 0; i < 20_000; i++) {
            wide.append(" a").append(i).append("=''");
        }
        wide.append(" ").append("n".repeat(2_000)).append("=''/>");
        Mapping mapping = Mapping.builder()
                .column("c", ".", "string")
                .validate(XsdValidation.of(open))
                .build();
        Limits limits =
                Limits.DEFAULT.with("attributes", 30_000).with("names", 30_000).with("name", 3_000);
        assertThat(Shredded.of(
                                mapping,
                                MemoryDocument.cursor(List.of(wide.toString().getBytes(StandardCharsets.UTF_8))),
                                new TestTaskContext().with(limits))
                        .rejects())
                .isEmpty();
    }

    @Test
    void changedSchemaIsAnotherVersion() throws IOException {
        XsdValidation validation = XsdValidation.of(schema);
        String shredder = XmlShredder.of(mapping(validation)).version();
        String flattener = bound(validation).version();
        assertThat(shredder).startsWith(mapping(validation).fingerprint() + "+");
        assertThat(XmlShredder.of(mapping(validation)).version()).isEqualTo(shredder);
        assertThat(bound(validation).version()).isEqualTo(flattener);

        Files.writeString(folder.resolve("xsd/common/parts.xsd"), PARTS.replace("\"B\"", "\"C\""));
        assertThat(XmlShredder.of(mapping(validation)).version())
                .as("an imported file")
                .isNotEqualTo(shredder);
        assertThat(bound(validation).version()).isNotEqualTo(flattener);

        Files.writeString(folder.resolve("xsd/common/parts.xsd"), PARTS);
        assertThat(XmlShredder.of(mapping(validation)).version()).isEqualTo(shredder);
        Files.writeString(schema, main("common/parts.xsd").replace("xs:int", "xs:long"));
        assertThat(XmlShredder.of(mapping(validation)).version())
                .as("the schema itself")
                .isNotEqualTo(shredder);
    }

    @Test
    void versionIsTheSameWhereverTheSchemaIs() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/parts"));
        Files.writeString(elsewhere.resolve("parts.xsd"), PARTS);
        Path copy = Files.writeString(folder.resolve("elsewhere/main.xsd"), main("common/parts.xsd"));
        assertThat(XmlShredder.of(mapping(XsdValidation.of(copy).withFolder(elsewhere)))
                        .version())
                .isEqualTo(XmlShredder.of(mapping(XsdValidation.of(schema))).version());
    }

    record Item(String code) {}

    private static JacksonFlattener<Item> bound(XsdValidation validation) {
        return JacksonFlattener.of(Item.class)
                .namespace("r", "urn:r")
                .record("/r:list/r:item")
                .column("code", "string")
                .validate(validation)
                .rows((item, rows) -> rows.add(item.code()));
    }
}
