package io.xylem.xml.xsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.Layout;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.draft.Draft;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Column;
import io.xylem.xml.mapping.Group;
import io.xylem.xml.mapping.Mapping;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XsdMappingTest {
    private static final String HEAD = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" ";

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** A schema without namespace. */
    private XsdMapping schema(String declarations) throws IOException {
        return XsdMapping.from(file("schema.xsd", HEAD + ">" + declarations + "</xs:schema>"))
                .root("r");
    }

    /** A schema of a document element {@code r} with this content. */
    private Draft content(String content, String declarations) throws IOException {
        return schema("<xs:element name=\"r\"><xs:complexType>" + content + "</xs:complexType></xs:element>"
                        + declarations)
                .draft();
    }

    private static List<String> shown(Group group) {
        return group.columns().stream().map(XsdMappingTest::shown).toList();
    }

    private static String shown(Column column) {
        return column.path() + " " + type(column) + (column.repeated() ? " repeated" : "")
                + (column.rules().split() == null ? "" : " split");
    }

    private static String type(Column column) {
        if (column.type() instanceof DataType.DecimalType decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return column.xml() ? "xml" : column.type().toString().toLowerCase(Locale.ROOT);
    }

    private static List<String> groups(Group group) {
        return group.groups().stream().map(g -> g.name() + " " + g.path()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string|string",
                "normalizedString|string",
                "token|string",
                "language|string",
                "NMTOKENS|string split",
                "anyURI|string",
                "QName|string",
                "ID|string",
                "boolean|boolean",
                "byte|int",
                "short|int",
                "int|int",
                "unsignedShort|int",
                "unsignedInt|long",
                "long|long",
                "unsignedLong|decimal(20,0)",
                "integer|decimal(38,0)",
                "positiveInteger|decimal(38,0)",
                "decimal|decimal(38,18)",
                "float|float",
                "double|double",
                "date|date",
                "dateTime|timestamp",
                "time|string",
                "duration|string",
                "gYear|string",
                "gYearMonth|string",
                "gMonthDay|string",
                "base64Binary|binary",
                "hexBinary|binary",
                "anySimpleType|string"
            })
    void builtInTypes(String type, String expected) throws IOException {
        Draft draft = content("<xs:attribute name=\"a\" type=\"xs:" + type + "\"/>", "");
        assertThat(shown(draft.mapping().record())).contains("@a " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decimal|totalDigits=12 fractionDigits=2|decimal(12,2)",
                "decimal|fractionDigits=3|decimal(38,3)",
                "decimal|totalDigits=9|decimal(18,9)",
                "decimal|totalDigits=20|string",
                "decimal|totalDigits=50 fractionDigits=2|string",
                "decimal|totalDigits=5 fractionDigits=0|int",
                "integer|totalDigits=9|int",
                "integer|totalDigits=10|long",
                "integer|totalDigits=19|decimal(19,0)",
                "integer|totalDigits=39|string",
                "integer|minInclusive=0 maxInclusive=2147483647|int",
                "integer|minInclusive=0 maxInclusive=2147483648|long",
                "nonNegativeInteger|maxExclusive=1000|int",
                "long|minInclusive=-5 maxInclusive=5|int"
            })
    void numbersHaveTheirDigits(String base, String facets, String expected) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String facet : facets.split(" ")) {
            String[] parts = facet.split("=");
            all.append("<xs:")
                    .append(parts[0])
                    .append(" value=\"")
                    .append(parts[1])
                    .append("\"/>");
        }
        Draft draft = content(
                "<xs:attribute name=\"a\" type=\"T\"/>",
                "<xs:simpleType name=\"T\"><xs:restriction base=\"xs:" + base + "\">" + all
                        + "</xs:restriction></xs:simpleType>");
        assertThat(shown(draft.mapping().record())).contains("@a " + expected);
    }

    @Test
    void binaryFormsAndZoneAreSaid() throws IOException {
        String yaml = content("""
                <xs:attribute name="b" type="xs:base64Binary"/>
                <xs:attribute name="h" type="xs:hexBinary"/>
                <xs:attribute name="t" type="xs:dateTime"/>
                """, "").yaml();
        assertThat(yaml)
                .contains("path: \"@b\", type: binary(base64)")
                .contains("path: \"@h\", type: binary(hex)")
                .contains("path: \"@t\", type: timestamp, zone: UTC");
    }

    @Test
    void listsUnionsAndEnumerations() throws IOException {
        Draft draft = content("""
                <xs:attribute name="list"><xs:simpleType><xs:list itemType="xs:double"/></xs:simpleType></xs:attribute>
                <xs:attribute name="same"><xs:simpleType><xs:union memberTypes="xs:int xs:short"/></xs:simpleType></xs:attribute>
                <xs:attribute name="wide"><xs:simpleType><xs:union memberTypes="xs:int xs:long"/></xs:simpleType></xs:attribute>
                <xs:attribute name="other"><xs:simpleType><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType></xs:attribute>
                <xs:attribute name="colour" type="C"/>
                """, """
                <xs:simpleType name="C"><xs:restriction base="xs:string">
                  <xs:enumeration value="red"/><xs:enumeration value="green"/>
                </xs:restriction></xs:simpleType>
                """);
        assertThat(shown(draft.mapping().record()))
                .contains("@list double split", "@same int", "@wide long", "@other string", "@colour string");
        assertThat(draft.yaml()).contains("  # one of red, green\n");
    }

    @Test
    void sequencesChoicesAndGroupsSayWhatIsRepeated() throws IOException {
        Draft draft = content("""
                <xs:sequence>
                  <xs:element name="once" type="xs:string"/>
                  <xs:element name="many" type="xs:int" maxOccurs="unbounded"/>
                  <xs:choice><xs:element name="left" type="xs:int"/><xs:element name="right" type="xs:int"/></xs:choice>
                  <xs:choice maxOccurs="3"><xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int"/></xs:choice>
                  <xs:element name="twice" type="xs:int"/>
                  <xs:group ref="G"/>
                  <xs:element name="twice" type="xs:int"/>
                  <xs:element name="none" type="xs:int" minOccurs="0" maxOccurs="0"/>
                </xs:sequence>
                <xs:attributeGroup ref="A"/>
                """, """
                <xs:group name="G"><xs:sequence><xs:element name="g" type="xs:boolean"/></xs:sequence></xs:group>
                <xs:attributeGroup name="A"><xs:attribute name="a" type="xs:int"/></xs:attributeGroup>
                """);
        assertThat(shown(draft.mapping().record()))
                .containsExactly(
                        "@a int",
                        "once string",
                        "many int repeated",
                        "left int",
                        "right int",
                        "x int repeated",
                        "y int repeated",
                        "twice int repeated",
                        "g boolean");
    }

    @Test
    void repeatedElementsWithMoreThanTextAreGroups() throws IOException {
        Draft draft = content("""
                <xs:sequence><xs:element name="leg" maxOccurs="9"><xs:complexType>
                  <xs:sequence><xs:element name="fix" type="F" maxOccurs="unbounded"/></xs:sequence>
                  <xs:attribute name="n" type="xs:int"/>
                </xs:complexType></xs:element></xs:sequence>
                """, """
                <xs:complexType name="F"><xs:simpleContent><xs:extension base="xs:token">
                  <xs:attribute name="kind" type="xs:string"/>
                </xs:extension></xs:simpleContent></xs:complexType>
                """);
        Group record = draft.mapping().record();
        assertThat(groups(record)).containsExactly("leg leg");
        assertThat(shown(record.groups().get(0))).containsExactly("@n int");
        assertThat(groups(record.groups().get(0))).containsExactly("fix fix");
        assertThat(shown(record.groups().get(0).groups().get(0))).containsExactly(". string", "@kind string");
    }

    @Test
    void extensionsAndRestrictionsHaveTheirBase() throws IOException {
        Draft draft = content(
                "<xs:sequence><xs:element name=\"e\" type=\"E\"/><xs:element name=\"s\" type=\"S\"/></xs:sequence>",
                """
                <xs:complexType name="B"><xs:sequence>
                  <xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int" minOccurs="0" maxOccurs="5"/>
                </xs:sequence><xs:attribute name="z" type="xs:int"/></xs:complexType>
                <xs:complexType name="E"><xs:complexContent><xs:extension base="B">
                  <xs:sequence><xs:element name="c" type="xs:int"/></xs:sequence>
                </xs:extension></xs:complexContent></xs:complexType>
                <xs:complexType name="S"><xs:complexContent><xs:restriction base="B">
                  <xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence>
                  <xs:attribute name="z" use="prohibited"/>
                </xs:restriction></xs:complexContent></xs:complexType>
                """);
        assertThat(shown(draft.mapping().record()))
                .containsExactly("e/@z int", "e/a int", "e/b int repeated", "e/c int", "s/a int");
    }

    @Test
    void derivedTypesAreAllThere() throws IOException {
        Draft draft = content("""
                <xs:sequence><xs:element name="shape" type="Shape"/><xs:element name="fixed" type="Shape" block="extension"/></xs:sequence>
                """, """
                <xs:complexType name="Shape"><xs:attribute name="id" type="xs:int"/></xs:complexType>
                <xs:complexType name="Circle"><xs:complexContent><xs:extension base="Shape">
                  <xs:sequence><xs:element name="radius" type="xs:double"/></xs:sequence>
                </xs:extension></xs:complexContent></xs:complexType>
                <xs:complexType name="Ring"><xs:complexContent><xs:extension base="Circle">
                  <xs:sequence><xs:element name="inner" type="xs:double"/></xs:sequence>
                </xs:extension></xs:complexContent></xs:complexType>
                """);
        assertThat(shown(draft.mapping().record()))
                .containsExactly(
                        "shape/@xsi:type string",
                        "shape/@id int",
                        "shape/radius double",
                        "shape/inner double",
                        "fixed/@id int");
    }

    @Test
    void substitutionGroupsStandForTheirHead() throws IOException {
        Draft draft = content("<xs:sequence><xs:element ref=\"any\" maxOccurs=\"unbounded\"/></xs:sequence>", """
                <xs:element name="any" type="xs:anySimpleType" abstract="true"/>
                <xs:element name="number" type="xs:int" substitutionGroup="any"/>
                <xs:element name="word" type="xs:string" substitutionGroup="any"/>
                <xs:element name="name" type="xs:token" substitutionGroup="word"/>
                """);
        assertThat(shown(draft.mapping().record()))
                .containsExactly("name string repeated", "number int repeated", "word string repeated");
    }

    @Test
    void mixedContentAndWildcardsKeepTheSource() throws IOException {
        Draft draft = content("""
                <xs:sequence>
                  <xs:element name="para"><xs:complexType mixed="true">
                    <xs:sequence><xs:element name="b" type="xs:string" minOccurs="0"/></xs:sequence>
                  </xs:complexType></xs:element>
                  <xs:element name="text"><xs:complexType mixed="true"><xs:attribute name="a" type="xs:int"/></xs:complexType></xs:element>
                  <xs:element name="anything"/>
                  <xs:element name="open"><xs:complexType><xs:sequence>
                    <xs:any processContents="lax" maxOccurs="unbounded"/>
                  </xs:sequence></xs:complexType></xs:element>
                  <xs:element name="half"><xs:complexType>
                    <xs:sequence><xs:element name="known" type="xs:int"/><xs:any namespace="##other"/></xs:sequence>
                  </xs:complexType></xs:element>
                  <xs:element name="empty"><xs:complexType/></xs:element>
                </xs:sequence>
                """, "");
        assertThat(shown(draft.mapping().record()))
                .containsExactly(
                        "para xml",
                        "text string",
                        "text/@a int",
                        "anything xml",
                        "open xml",
                        "half/known int",
                        "empty string");
        assertThat(draft.notes()).anyMatch(note -> note.endsWith("kept in _rescued: 1"));
    }

    @Test
    void attributesOfNilElementsAreColumnsEvenIfTheElementIsKeptAsXml() throws IOException {
        XsdMapping schema = schema("""
                <xs:element name="r"><xs:complexType><xs:sequence>
                  <xs:element name="place" type="P" nillable="true"/>
                  <xs:element name="stop" type="P" nillable="true" maxOccurs="2"/>
                </xs:sequence></xs:complexType></xs:element>
                <xs:complexType name="P">
                  <xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int"/></xs:sequence>
                  <xs:attribute name="reason" type="xs:string"/>
                </xs:complexType>
                """).columns(5);
        Mapping mapping = schema.draft().mapping();
        assertThat(shown(mapping.record())).containsExactly("place/@reason string", "place/* xml repeated");
        assertThat(shown(mapping.levels().get(1))).containsExactly("@reason string", "* xml repeated");
        assertThat(shown(schema.columns(6).draft().mapping().record()))
                .containsExactly("place/@reason string", "place/a int", "place/b int");
    }

    @Test
    void recursionIsCutAtTheDepth() throws IOException {
        String tree = """
                <xs:element name="r" type="Node"/>
                <xs:complexType name="Node"><xs:sequence>
                  <xs:element name="name" type="xs:string"/>
                  <xs:element name="node" type="Node" minOccurs="0" maxOccurs="unbounded"/>
                </xs:sequence></xs:complexType>
                """;
        assertThat(shown(schema(tree).draft().mapping().record())).containsExactly("name string", "node xml repeated");
        Mapping deeper = schema(tree).depth(3).draft().mapping();
        assertThat(deeper.levels()).hasSize(3);
        assertThat(shown(deeper.levels().get(1))).containsExactly("name string");
        assertThat(shown(deeper.levels().get(2))).containsExactly("name string", "node xml repeated");
    }

    @Test
    void nearestElementsComeFirstWhereThereIsRoomForSome() throws IOException {
        String wide = """
                <xs:element name="r"><xs:complexType><xs:sequence>
                  <xs:element name="far" minOccurs="0" type="P"/>
                  <xs:element name="near" type="P"/>
                  <xs:element name="small" minOccurs="0" type="Q"/>
                </xs:sequence></xs:complexType></xs:element>
                <xs:complexType name="P"><xs:sequence>
                  <xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int"/><xs:element name="c" type="xs:int"/>
                </xs:sequence></xs:complexType>
                <xs:complexType name="Q"><xs:sequence><xs:element name="q" type="xs:int"/></xs:sequence></xs:complexType>
                """;
        Draft draft = schema(wide).columns(6).draft();
        assertThat(shown(draft.mapping().record()))
                .containsExactly("far xml", "near/a int", "near/b int", "near/c int", "small/q int");
        assertThat(draft.notes())
                .anyMatch(
                        note -> note.equals("Elements kept as xml for want of room (at most 6 columns and groups): 1"));
        assertThat(schema(wide).columns(7).draft().notes()).isEmpty();
    }

    @Test
    void documentationBecomesComments() throws IOException {
        Draft draft = content("""
                <xs:sequence>
                  <xs:element name="a" type="xs:int"><xs:annotation>
                    <xs:documentation xml:lang="de">Die Zahl.</xs:documentation>
                    <xs:documentation xml:lang="en">The
                       number. It is secret.</xs:documentation>
                  </xs:annotation></xs:element>
                  <xs:element name="b" type="B"/>
                  <xs:element ref="c"><xs:annotation><xs:documentation><x xmlns="urn:x"><Definition>The third</Definition><y>no</y></x></xs:documentation></xs:annotation></xs:element>
                  <xs:element name="d" type="xs:int"/>
                  <xs:element name="e" maxOccurs="2"><xs:annotation><xs:documentation>Several</xs:documentation></xs:annotation>
                    <xs:complexType><xs:attribute name="f" type="xs:int"><xs:annotation>
                      <xs:documentation>One of several</xs:documentation></xs:annotation></xs:attribute></xs:complexType>
                  </xs:element>
                </xs:sequence>
                """, """
                <xs:simpleType name="B"><xs:annotation><xs:documentation>A kind of b</xs:documentation></xs:annotation>
                  <xs:restriction base="xs:int"/></xs:simpleType>
                <xs:element name="c" type="xs:int"><xs:annotation><xs:documentation>other</xs:documentation></xs:annotation></xs:element>
                """);
        assertThat(draft.mapping().record().columns())
                .extracting(Column::comment)
                .containsExactly("The number.", "A kind of b", "The third", null);
        Group group = draft.mapping().levels().get(1);
        assertThat(group.comment()).isEqualTo("Several");
        assertThat(group.columns()).extracting(Column::comment).containsExactly("One of several");
    }

    @Test
    void includesImportsRedefinesAndPrefixes() throws IOException {
        file("parts/types.xsd", HEAD + """
                 targetNamespace="urn:f" xmlns:f="urn:f" xmlns:old="urn:f">
                  <xs:complexType name="Leg"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
                </xs:schema>""");
        file("parts/chameleon.xsd", HEAD + """
                ><xs:simpleType name="Code"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema>""");
        file("geo.xsd", HEAD + """
                 targetNamespace="urn:geo:1" xmlns:g="urn:geo:1">
                  <xs:element name="lat" type="xs:double"/></xs:schema>""");
        Path main = file("main.xsd", HEAD + """
                 targetNamespace="urn:f" xmlns:f="urn:f" xmlns:g="urn:geo:1" elementFormDefault="qualified">
                  <xs:include schemaLocation="parts/chameleon.xsd"/>
                  <xs:redefine schemaLocation="parts/types.xsd">
                    <xs:complexType name="Leg"><xs:complexContent><xs:extension base="f:Leg">
                      <xs:sequence><xs:element name="y" type="f:Code"/></xs:sequence>
                    </xs:extension></xs:complexContent></xs:complexType>
                  </xs:redefine>
                  <xs:import namespace="urn:geo:1" schemaLocation="geo.xsd"/>
                  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
                  <xs:element name="r"><xs:complexType>
                    <xs:sequence><xs:element name="leg" type="f:Leg"/><xs:element ref="g:lat"/></xs:sequence>
                    <xs:attribute ref="xml:lang"/>
                  </xs:complexType></xs:element>
                </xs:schema>""");
        for (String root : List.of("r", "f:r", "{urn:f}r")) {
            Mapping mapping = XsdMapping.from(main).root(root).draft().mapping();
            assertThat(mapping.namespaces()).containsEntry("f", "urn:f").containsEntry("g", "urn:geo:1");
            assertThat(shown(mapping.record()))
                    .containsExactly("@xml:lang string", "f:leg/x int", "f:leg/f:y string", "g:lat double");
        }
    }

    @Test
    void severalSchemasAreTakenTogether() throws IOException {
        Path base = file("base.xsd", HEAD + """
                 targetNamespace="urn:f" xmlns:f="urn:f">
                  <xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="f:part"/></xs:sequence></xs:complexType></xs:element>
                  <xs:element name="part" abstract="true"/>
                </xs:schema>""");
        Path more = file("more.xsd", HEAD + """
                 targetNamespace="urn:x" xmlns:f="urn:f" xmlns:x="urn:x">
                  <xs:import namespace="urn:f" schemaLocation="base.xsd"/>
                  <xs:element name="special" type="xs:int" substitutionGroup="f:part"/>
                </xs:schema>""");
        assertThat(shown(XsdMapping.from(base, more).root("r").draft().mapping().record()))
                .containsExactly("x:special int");
    }

    @Test
    void catalogueHasWhatIsNotBesideTheSchema() throws IOException {
        file("catalogue/example.org/geo/2/geo.xsd", HEAD + """
                 targetNamespace="urn:geo:2"><xs:element name="lat" type="xs:double"/></xs:schema>""");
        file("catalogue/example.org/geo/1/geo.xsd", HEAD + """
                 targetNamespace="urn:geo:1"><xs:element name="lat" type="xs:int"/></xs:schema>""");
        Path main = file("main/main.xsd", HEAD + """
                 xmlns:g="urn:geo:2">
                  <xs:import namespace="urn:geo:2" schemaLocation="http://example.org/geo/2/geo.xsd"/>
                  <xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="g:lat"/></xs:sequence></xs:complexType></xs:element>
                </xs:schema>""");
        XsdMapping schema = XsdMapping.from(main).root("r");
        assertThatThrownBy(schema::draft)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        main.toRealPath() + ":2:87: no local file is at the schemaLocation"
                                + " \"http://example.org/geo/2/geo.xsd\" — put it there, or name a folder of schemas that has it");
        assertThat(shown(schema.catalogue(folder.resolve("catalogue"))
                        .draft()
                        .mapping()
                        .record()))
                .containsExactly("g:lat double");
    }

    @Test
    void recordInsideTheDocument() throws IOException {
        XsdMapping schema = schema("""
                <xs:element name="r"><xs:complexType><xs:sequence>
                  <xs:element name="sender" type="xs:string"/>
                  <xs:element name="batch" maxOccurs="unbounded"><xs:complexType><xs:sequence>
                    <xs:element name="flight" maxOccurs="unbounded"><xs:complexType>
                      <xs:attribute name="id" type="xs:int"/>
                    </xs:complexType></xs:element>
                  </xs:sequence></xs:complexType></xs:element>
                </xs:sequence></xs:complexType></xs:element>
                """).layout(Layout.NESTED);
        for (String path : List.of("/r/batch/flight", "//flight", "/r//flight")) {
            Mapping mapping = schema.record(path).draft().mapping();
            assertThat(mapping.layout()).isEqualTo(Layout.NESTED);
            assertThat(mapping.record().path()).hasToString("/r/batch/flight");
            assertThat(shown(mapping.record())).containsExactly("/r/sender string", "@id int");
        }
        assertThatThrownBy(() -> schema.record("/r/fligth").draft())
                .hasMessage("the schema has no element at the record path \"/r/fligth\"; correct the path");
        assertThatThrownBy(() -> schema.record("x:r").draft()).hasMessageContaining("is not understood");
        assertThatThrownBy(() -> schema.record("/x:r").draft()).hasMessageContaining("no schema declares the prefix x");
    }

    @Test
    void onlyWhatDocumentsHave() throws IOException {
        XsdMapping schema = schema("""
                <xs:element name="r"><xs:complexType><xs:sequence>
                  <xs:element name="a" type="P" minOccurs="0"/>
                  <xs:element name="b" type="P" minOccurs="0" maxOccurs="9"/>
                  <xs:element name="c" type="P" minOccurs="0"/>
                </xs:sequence></xs:complexType></xs:element>
                <xs:element name="other"/>
                <xs:complexType name="P">
                  <xs:sequence><xs:element name="x" type="xs:date"/><xs:element name="y" type="xs:int"/></xs:sequence>
                  <xs:attribute name="k" type="xs:string"/>
                </xs:complexType>
                """).columns(4);
        file("documents/1.xml", "<r><a k='1'/><b><x>2024-02-29</x></b></r>");
        Profile profile = DocumentProfiler.of(ArchiveSource.of(folder.resolve("documents")))
                .run();
        Mapping mapping = schema.documents(profile).draft().mapping();
        assertThat(shown(mapping.record())).containsExactly("a/@k string");
        assertThat(groups(mapping.record())).containsExactly("b b");
        assertThat(shown(mapping.levels().get(1))).containsExactly("x date");
        assertThatThrownBy(() -> schema.record("/r/c").draft())
                .isInstanceOf(UsageException.class)
                .hasMessage("no document has {}c where the record path leads");
        assertThatThrownBy(() -> schema.root("other").record("/other").draft())
                .isInstanceOf(UsageException.class)
                .hasMessage("no document has the document element {}other; they have /r");
    }

    @Test
    void listsOfRepeatedElementsStayApart() throws IOException {
        Mapping mapping = content(
                        "<xs:sequence><xs:element name=\"pos\" type=\"P\" maxOccurs=\"9\"/></xs:sequence>",
                        "<xs:simpleType name=\"P\"><xs:list itemType=\"xs:double\"/></xs:simpleType>")
                .mapping();
        assertThat(groups(mapping.record())).containsExactly("pos pos");
        assertThat(shown(mapping.levels().get(1))).containsExactly(". double split");
    }

    @Test
    void documentElementsOfAnyKind() throws IOException {
        for (String type : List.of("xs:anyType", "M")) {
            assertThat(shown(schema("<xs:element name=\"r\" type=\"" + type + "\"/>"
                                    + "<xs:complexType name=\"M\" mixed=\"true\"><xs:sequence><xs:element name=\"b\"/></xs:sequence>"
                                    + "<xs:attribute name=\"a\"/></xs:complexType>")
                            .draft()
                            .mapping()
                            .record()))
                    .containsExactly(". xml");
        }
        assertThat(shown(schema("<xs:element name=\"r\" type=\"xs:date\"/>")
                        .draft()
                        .mapping()
                        .record()))
                .containsExactly(". date");
    }

    @Test
    void schemasOfOneNamespaceAreTakenTogether() throws IOException {
        Path base = file("base.xsd", HEAD + """
                 targetNamespace="urn:f" xmlns:f="urn:f">
                  <xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="f:part"/></xs:sequence></xs:complexType></xs:element>
                  <xs:element name="part" abstract="true"/>
                </xs:schema>""");
        Path more = file("more.xsd", HEAD + """
                 targetNamespace="urn:f" xmlns:f="urn:f">
                  <xs:include schemaLocation="base.xsd"/>
                  <xs:element name="special" type="xs:int" substitutionGroup="f:part"/>
                </xs:schema>""");
        for (XsdMapping schemas :
                List.of(XsdMapping.from(more), XsdMapping.from(more, base), XsdMapping.from(base, more))) {
            assertThat(shown(schemas.root("r").draft().mapping().record())).containsExactly("f:special int");
        }
    }

    @Test
    void fileNamesMayHaveAnyCharacters() throws IOException {
        file(
                "größe typen/a b.xsd",
                HEAD + "><xs:simpleType name=\"T\"><xs:restriction base=\"xs:int\"/></xs:simpleType></xs:schema>");
        for (String location : List.of("größe typen/a b.xsd", "gr%C3%B6%C3%9Fe%20typen/a%20b.xsd")) {
            Path main = file(
                    "haupt datei ü.xsd",
                    HEAD + "><xs:include schemaLocation=\"" + location
                            + "\"/><xs:element name=\"r\" type=\"T\"/></xs:schema>");
            assertThat(shown(XsdMapping.from(main).root("r").draft().mapping().record()))
                    .containsExactly(". int");
        }
        Path broken = file("kaputt ü.xsd", HEAD + ">\n<xs:element name=\"r\" type=\"T\"/></xs:schema>");
        assertThatThrownBy(() -> XsdMapping.from(broken).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(broken.toRealPath() + ":2:");
    }

    @Test
    void readsNothingButLocalFiles() throws IOException {
        Path entity = file(
                "entity.xsd",
                "<!DOCTYPE xs:schema [<!ENTITY e SYSTEM \"http://example.org/e.txt\">]>" + HEAD
                        + "><xs:element name=\"r\"><xs:annotation><xs:documentation>&e;</xs:documentation></xs:annotation></xs:element></xs:schema>");
        assertThatThrownBy(() -> XsdMapping.from(entity).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("http://example.org/e.txt");
        file("secret.txt", "SECRET");
        Path local = file("local.xsd", Files.readString(entity).replace("http://example.org/e.txt", "secret.txt"));
        assertThatThrownBy(() -> XsdMapping.from(local).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("local.xsd")
                .hasMessageContaining("an entity is outside of the document, at secret.txt");
        Path subset = file(
                "subset.xsd",
                "<!DOCTYPE xs:schema SYSTEM \"http://www.w3.org/2001/XMLSchema.dtd\">" + HEAD
                        + "><xs:element name=\"r\" type=\"xs:int\"/></xs:schema>");
        assertThat(shown(XsdMapping.from(subset).root("r").draft().mapping().record()))
                .containsExactly(". int");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE xs:schema [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(2))
                    .append("\">");
        }
        Path bomb = file(
                "bomb.xsd",
                laughs + "]>" + HEAD
                        + "><xs:element name=\"r\"><xs:annotation><xs:documentation>&e29;</xs:documentation></xs:annotation></xs:element></xs:schema>");
        assertThatThrownBy(() -> XsdMapping.from(bomb).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("entity expansions");
    }

    @Test
    void occurrencesMayBeMany() throws IOException {
        String many = "<xs:sequence><xs:element name=\"a\" type=\"xs:int\" maxOccurs=\"2000000000\"/></xs:sequence>";
        assertThat(shown(content(many, "").mapping().record())).containsExactly("a int repeated");
    }

    @Test
    void wrongSchemasAreRefusedWithFileAndLine() throws IOException {
        assertThatThrownBy(() ->
                        XsdMapping.from(folder.resolve("none.xsd")).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none.xsd: there is no such file");
        assertThatThrownBy(() -> XsdMapping.from(folder).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("this is a folder");
        Path empty = file("empty.xsd", "");
        assertThatThrownBy(() -> XsdMapping.from(empty).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("empty.xsd: ");
        Path text = file("text.xsd", "version: 1\n");
        assertThatThrownBy(() -> XsdMapping.from(text).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(text.toRealPath() + ":1:1: ");
        Path document = file("document.xsd", "<r/>");
        assertThatThrownBy(() -> XsdMapping.from(document).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("document.xsd:1:")
                .hasMessageContaining("not a valid element in a schema document");
        Path broken = file("broken.xsd", HEAD + ">\n<xs:element name=\"r\" type=\"Missing\"/>\n</xs:schema>");
        assertThatThrownBy(() -> XsdMapping.from(broken).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("broken.xsd:2:")
                .hasMessageContaining("Missing");
        Path include = file("include.xsd", HEAD + ">\n<xs:include schemaLocation=\"gone/types.xsd\"/>\n</xs:schema>");
        assertThatThrownBy(() -> XsdMapping.from(include).root("r").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("include.xsd:2:")
                .hasMessageContaining("no local file is at the schemaLocation \"gone/types.xsd\"");
        assertThatThrownBy(() -> schema("<xs:element name=\"a\"/><xs:element name=\"b\"/>")
                        .draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no element \"r\"; the schema declares a, b");
    }

    @Test
    void saysWhatIsMissingWithoutXerces() throws Exception {
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("xercesImpl"))
                .map(entry -> url(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(XsdMapping.class.getName());
            Object mapping = type.getMethod("from", Path.class, Path[].class)
                    .invoke(null, file("empty.xsd", HEAD + "/>"), new Path[0]);
            assertThatThrownBy(() -> type.getMethod("draft").invoke(mapping))
                    .cause()
                    .hasMessage("reading schemas needs Xerces: put xerces:xercesImpl 2.12.2 on the class path");
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
