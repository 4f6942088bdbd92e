package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Reject;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.ColumnBuilder;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.MappingBuilder;
import io.xylem.xml.mapping.Unmapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents become, case by case. */
class XmlShredderTest {
    private static MappingBuilder mapping() {
        return Mapping.builder().namespace("n", "urn:n").namespace("m", "urn:m");
    }

    private static Mapping mapping(String path, String type) {
        return mapping().column("c", path, type).build();
    }

    private static Mapping mapping(String path, Consumer<ColumnBuilder> more) {
        return mapping().column("c", path, "string", more).build();
    }

    /** The values of column {@code c} in all rows. */
    private static List<List<String>> values(Mapping mapping, String document) {
        List<List<String>> values = new ArrayList<>();
        try (XmlRows rows = XmlRows.open(mapping, document.getBytes(StandardCharsets.UTF_8))) {
            while (rows.next()) {
                values.add(new ArrayList<>(rows.list("c")));
            }
            assertThat(rows.rejects()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static List<String> value(Mapping mapping, String document) {
        List<List<String>> values = values(mapping, document);
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static Map<String, List<String>> rescued(Mapping mapping, String document) {
        try (XmlRows rows = XmlRows.open(mapping, document.getBytes(StandardCharsets.UTF_8))) {
            assertThat(rows.next()).isTrue();
            return rows.rescued();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reject reject(Mapping mapping, String document) {
        Shredded shredded = Shredded.of(mapping, MemoryDocument.cursor(document));
        assertThat(shredded.documents()).isEmpty();
        assertThat(shredded.rejects()).hasSize(1);
        return shredded.rejects().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "&lt;&gt;&amp;&apos;&quot;|<>&'\"",
                "a&amp;b|a&b",
                "&#65;&#x42;&#x1F600;|AB😀",
                "<![CDATA[<x>&amp;]]>|<x>&amp;",
                "a<![CDATA[b]]>c<![CDATA[]]><![CDATA[d]]>|abcd",
                "<![CDATA[]]]]><![CDATA[>]]>|]]>",
                "a<!-- comment -->b<?pi instruction?>c|abc",
                "<!-- only -->|",
                "a<x>inner</x>b<x/>c|abc",
                "日本 é 😀|日本 é 😀",
                " kept  as it is |` kept  as it is `",
                "]] ] ]&gt;|]] ] ]>"
            })
    void takesTheOwnTextOfAnElement(String content, String text) {
        String expected = text == null ? "" : text;
        assertThat(value(mapping("a", "string"), "<r><a>" + content + "</a></r>"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\r\n2\r3\n4", "1\r\n2\n3\r4", "1\n2\r\n3\r\n4"})
    void normalisesLineEnds(String content) {
        assertThat(value(mapping("a", "string"), "<r><a>" + content + "</a></r>"))
                .containsExactly("1\n2\n3\n4");
        assertThat(value(mapping("a", "string"), "<r><a><![CDATA[" + content + "]]></a></r>"))
                .containsExactly("1\n2\n3\n4");
        assertThat(value(mapping("a", "xml"), "<r><a x='é'>" + content + "</a></r>"))
                .containsExactly("<a x='é'>1\n2\n3\n4</a>");
        assertThat(value(mapping("@a", "string"), "<r a='" + content + "'/>")).containsExactly("1 2 3 4");
    }

    @Test
    void keepsReturnsThatAreReferences() {
        assertThat(value(mapping("a", "string"), "<r><a>1&#13;\n2&#xD;&#10;</a></r>"))
                .containsExactly("1\r\n2\r\n");
        assertThat(value(mapping("@a", "string"), "<r a='1&#13;&#10;&#9; \t2'/>"))
                .containsExactly("1\r\n\t  2");
        assertThat(value(mapping("a", "xml"), "<r><a>&#13;</a></r>")).containsExactly("<a>&#13;</a>");
    }

    @Test
    void resolvesNamespacesWhereTheyAreRedeclared() {
        String document = "<p:r xmlns:p='urn:n'><p:a xmlns:p='urn:m'>m</p:a><p:a>n</p:a>"
                + "<a xmlns='urn:n'>default</a><a>none</a></p:r>";
        assertThat(value(mapping("n:a", c -> c.repeated()), document)).containsExactly("n", "default");
        assertThat(value(mapping("m:a", c -> c.repeated()), document)).containsExactly("m");
        assertThat(value(mapping("a", c -> c.repeated()), document)).containsExactly("none");
        assertThat(value(mapping("*:a", c -> c.repeated()), document)).containsExactly("m", "n", "default", "none");
        assertThat(value(mapping("n:*", c -> c.repeated()), document)).containsExactly("n", "default");
    }

    @Test
    void takesAttributesInTheOrderOfTheDocument() {
        String document = "<r xmlns:y='urn:n' xmlns:x='urn:m' y:k='1' k='2' x:k='3'/>";
        assertThat(value(mapping("@*:k", c -> c.repeated()), document)).containsExactly("1", "2", "3");
        assertThat(value(mapping("@k", "string"), document)).containsExactly("2");
        assertThat(value(mapping("@m:k", "string"), document)).containsExactly("3");
    }

    @Test
    void readsXmlLang() {
        assertThat(value(mapping("a/@xml:lang", "string"), "<r><a xml:lang='de'/></r>"))
                .containsExactly("de");
    }

    @Test
    void takesMixedContentWhoseChildrenAreColumnsToo() {
        Mapping mapping = mapping()
                .column("c", "p", "string")
                .column("b", "p/b", "string", c -> c.repeated())
                .column("x", "p", "xml")
                .build();
        String document = "<r><p>one <b>t&amp;wo</b> th&lt;ree <b>four</b> five</p></r>";
        assertThat(Shredded.of(mapping, MemoryDocument.cursor(document))
                        .documents()
                        .get(0))
                .isEqualTo("""
                        record of document ordinal 0 place 0 children 0
                          c = [/r/p "one  th<ree  five"]
                          b = [/r/p/b "t&wo", /r/p/b "four"]
                          x = [/r/p "<p>one <b>t&amp;wo</b> th&lt;ree <b>four</b> five</p>"]
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<a  />",
                "<a></a>",
                "<a x='>'/>",
                "<a>é日😀</a>",
                "<a><!-- </a> --></a >",
                "<a><b/><a/></a>"
            })
    void takesTheSourceOfAnElementExactly(String source) {
        String filler = "<f>é日😀 \n</f>".repeat(20);
        for (String document : List.of(
                "<r>" + source + "</r>",
                "\ufeff<?xml version='1.0'?>\n<r>" + filler + source + filler + "</r>",
                "<!-- é --><r>\r\n" + source + "\r\n</r>")) {
            assertThat(value(mapping("a", "xml"), document)).containsExactly(source);
        }
        String large = "<r>" + filler.repeat(3000) + source + filler + "</r>";
        assertThat(value(mapping("a", "xml"), large)).containsExactly(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "<a x='1'>é日😀</a>", "<a>&e;</a>", "<a>\n<b/>&e;</a>"})
    void takesTheSourceOfAnElementExactlyUnderADoctype(String source) {
        Mapping mapping = mapping()
                .doctype(Doctype.INTERNAL)
                .column("c", "a", "xml")
                .column("t", "b", "string")
                .build();
        String filler = "<f>é日😀 \n&e;</f>".repeat(700);
        String document = "<!DOCTYPE r [<!ENTITY e 'vé'>]>\n<r>" + filler + source + filler + "<b>1&e;2</b></r>";
        assertThat(value(mapping, document)).containsExactly(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v", "<q>1</q>", "<q/>", "z<!--c-->", "<?p i?>", "<![CDATA[<]]>", "&f;", "é&f;<q>&f;</q>"})
    void takesTheSourceOfAnElementExactlyNextToAnEntity(String entity) {
        Mapping mapping =
                mapping().doctype(Doctype.INTERNAL).column("c", "a", "xml").build();
        String subset = "<!DOCTYPE r [<!ENTITY f 'x<w/>'><!ENTITY e '" + entity + "'>]>\n";
        for (String source :
                List.of("<a>m</a>", "<a/>", "<a x='>'\n/>", "<a>&e;</a>", "<a>&e;<b/>&e;</a >", "<a>é<b>&e;</b></a>")) {
            for (String around : List.of("%s", "&e;%s&e;", "é&e;&e;%s<b/>", "<b>&e;</b>%s", "<b/>%s<b>&e;</b>")) {
                String document = subset + "<r>" + around.formatted(source) + "</r>";
                assertThat(value(mapping, document)).as(document).containsExactly(source);
            }
        }
    }

    @Test
    void refusesTheSourceOfAnElementOutOfAnEntity() {
        Mapping mapping =
                mapping().doctype(Doctype.INTERNAL).column("c", "a", "xml").build();
        Reject reject = reject(mapping, "<!DOCTYPE r [<!ENTITY e '<a>x</a>'>]><r>&e;</r>");
        assertThat(reject.code()).isEqualTo("DOCTYPE");
        assertThat(reject.path()).isEqualTo("/r/a");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "' true ', true", "false, false", "0, false", "TRUE, false"})
    void nilIsNull(String nil, boolean isNil) {
        String document = "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><a i:nil='" + nil + "'>x</a></r>";
        assertThat(value(mapping("a", "string"), document)).containsExactly(isNil ? null : "x");
        assertThat(value(mapping("a", c -> c.repeated()), document)).containsExactly(isNil ? null : "x");
    }

    @ParameterizedTest
    @EnumSource(Unmapped.class)
    void whatComesBehindAllRecordsThatCouldReadItIsUnmapped(Unmapped policy) {
        Mapping mapping = Mapping.builder()
                .record("/F/r")
                .name("r")
                .unmapped(policy)
                .column("h", "/F/h", "string")
                .column("k", "/F/h/@k", "string")
                .column("a", "a", "string")
                .build();
        String before = "<F><r><a>1</a></r><h k='x'>H</h><r><a>2</a></r></F>";
        String behind = "<F><r><a>1</a></r><h k='x'>H</h><h> </h></F>";
        Shredded shredded = Shredded.of(mapping, MemoryDocument.cursor(before, behind));
        assertThat(shredded.documents().get(0)).contains("\"H\"").doesNotContain("extra");
        if (policy == Unmapped.REJECT) {
            assertThat(shredded.rejects())
                    .singleElement()
                    .returns("UNMAPPED", Reject::code)
                    .returns("/F/h/@k", Reject::path)
                    .matches(r -> r.message().contains("behind the records"));
            return;
        }
        assertThat(shredded.unmapped()).isEqualTo(Map.of("/F/h", 1L, "/F/h/@k", 1L));
        if (policy == Unmapped.RESCUE) {
            assertThat(shredded.documents().get(1)).contains("extra /F/h = [\"H\"]", "extra /F/h/@k = [\"x\"]");
        }
    }

    @Test
    void whatANilElementHoldsIsABadValue() {
        String document = "<F xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><h i:nil='1'>head</h>"
                + "<r><a i:nil='true'>x</a><b i:nil='1'> </b><c i:nil='1'><d/></c></r></F>";
        assertThat(rescued(nils(BadValue.RESCUE), document))
                .isEqualTo(Map.of(
                        "/F/h", List.of("head"),
                        "/F/r/a", List.of("x"),
                        "/F/r/c", List.of("<c i:nil='1'><d/></c>")));
        assertThat(Shredded.of(nils(BadValue.NULL), MemoryDocument.cursor(document))
                        .values())
                .isEqualTo(Map.of("nulled", 3L));
        Reject reject = reject(nils(BadValue.REJECT), document);
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.path()).isEqualTo("/F/h");
        assertThat(reject.message()).contains("column 'h'", "xsi:nil", "badValue: rescue");
    }

    private static Mapping nils(BadValue badValue) {
        return mapping()
                .record("/F/r")
                .badValue(badValue)
                .column("h", "/F/h", "string")
                .column("a", "a", "string")
                .column("b", "b", "string")
                .column("c", "c", "xml")
                .build();
    }

    @Test
    void rescuedNilIsItsText() {
        Mapping mapping =
                mapping().unmapped(Unmapped.RESCUE).column("a", "a", "string").build();
        String document =
                "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><a>1</a><a i:nil='1'/><b i:nil='1'/></r>";
        assertThat(rescued(mapping, document)).isEqualTo(Map.of("/r/a", List.of(""), "/r/b", List.of("")));
    }

    @Test
    void nilOfAnElementDoesNotConcernItsAttributes() {
        String document = "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><a i:nil='true' k='1'/></r>";
        assertThat(value(mapping("a/@k", "string"), document)).containsExactly("1");
    }

    @Test
    void tellsEmptyFromAbsent() {
        assertThat(value(mapping("a", "string"), "<r><a/></r>")).containsExactly("");
        assertThat(value(mapping("a", "string"), "<r/>")).isEmpty();
        assertThat(value(mapping("@a", "string"), "<r a=''/>")).containsExactly("");
        assertThat(value(mapping("@a", "string"), "<r/>")).isEmpty();
    }

    @Test
    void firstOfRepeatedScalarsStaysAndTheRestIsRescued() {
        String document = "<r><a/><a>2</a><a>3</a></r>";
        assertThat(value(mapping("a", "string"), document)).containsExactly("");
        assertThat(rescued(mapping("a", "string"), document)).isEqualTo(Map.of("/r/a", List.of("2", "3")));
    }

    @Test
    void firstOfRepeatedScalarsStaysAndTheRestIsDroppedAndCounted() {
        Mapping mapping = mapping("a", c -> c.badValue(BadValue.NULL));
        Shredded shredded =
                Shredded.of(mapping, MemoryDocument.cursor("<r><a>1</a><a>2</a><a>3</a></r>", "<r><a/></r>"));
        assertThat(shredded.documents().get(0)).contains("c = [/r/a \"1\"]").doesNotContain("extra");
        assertThat(shredded.values()).isEqualTo(Map.of("nulled", 2L));
    }

    @Test
    void repeatedScalarRefusesTheDocumentIfItSaysSo() {
        Reject reject = reject(mapping(".//a", c -> c.badValue(BadValue.REJECT)), "<r><a>1</a><b><a>2</a></b></r>");
        assertThat(reject.code()).isEqualTo("REPEATED");
        assertThat(reject.path()).isEqualTo("/r/b/a");
        assertThat(reject.offset()).isEqualTo("<r><a>1</a><b>".length());
        assertThat(reject.message()).contains("'c'");
    }

    @Test
    void onlyFirstIgnoresTheRest() {
        Mapping mapping = mapping("a", c -> c.onlyFirst().badValue(BadValue.REJECT));
        assertThat(value(mapping, "<r><a>1</a><a>2</a></r>")).containsExactly("1");
        assertThat(rescued(mapping, "<r><a>1</a><a>2</a></r>")).isEmpty();
    }

    @Test
    void absoluteColumnsBelongToTheOwnAncestors() {
        Mapping mapping = mapping()
                .record("/F/Network/Station")
                .column("c", "/F/Network/@code", "string")
                .build();
        String document = "<F><Network code='A'><Station/><Station/></Network><Network code='B'><Station/></Network>"
                + "<Network><Station/></Network></F>";
        assertThat(values(mapping, document)).containsExactly(List.of("A"), List.of("A"), List.of("B"), List.of());
    }

    @Test
    void whatComesAfterTheRecordIsAbsent() {
        Mapping mapping = mapping().record("/F/r").column("c", "/F/h", "string").build();
        assertThat(values(mapping, "<F><r/><h>1</h><r/><r><h>no</h></r></F>"))
                .containsExactly(List.of(), List.of("1"), List.of("1"));
    }

    @Test
    void furtherValuesOutsideOfTheRecordsAreRescuedOnce() {
        Mapping mapping = mapping().record("/F/r").column("c", "/F/h", "string").build();
        Shredded shredded =
                Shredded.of(mapping, MemoryDocument.cursor("<F><h>1</h><r/><h>2</h><h>3</h><r/><r/><h>4</h></F>"));
        assertThat(shredded.documents().get(0)).isEqualTo("""
                        r of document ordinal 0 place 0 children 0
                          c = [/F/h "1"]
                        r of document ordinal 1 place 0 children 0
                          c = [/F/h "1"]
                          extra /F/h = ["2", "3"]
                        r of document ordinal 2 place 0 children 0
                          c = [/F/h "1"]
                        """);
    }

    @Test
    void manyHeadsAndManyRecordsStayLinear() {
        Mapping scalar = mapping().record("/F/r").column("c", "/F/h", "string").build();
        String document = "<F>" + "<h>x</h><r/>".repeat(100_000) + "</F>";
        Shredded shredded = Shredded.of(scalar, MemoryDocument.cursor(document, "<F/>"));
        assertThat(shredded.rejects()).isEmpty();
        Mapping repeated = mapping()
                .record("/F/r")
                .column("c", "/F/h", "string", c -> c.repeated())
                .build();
        assertThat(reject(repeated, document).code()).isEqualTo("LIMIT_REPEATED");
    }

    @Test
    void aRecordInsideARecordBelongsToTheOuterOne() {
        Mapping mapping = mapping()
                .record("//r")
                .column("c", ".//a", "string", c -> c.repeated())
                .build();
        assertThat(values(mapping, "<F><r><a>1</a><r><a>2</a></r></r><r><a>3</a></r></F>"))
                .containsExactly(List.of("1", "2"), List.of("3"));
    }

    @Test
    void aDocumentWithoutRecordsGivesNoRowsAndIsKept() {
        Mapping mapping = mapping().record("/F/r").column("c", ".", "string").build();
        Shredded shredded = Shredded.of(mapping, MemoryDocument.cursor("<F/>", "<G><r/></G>", "<F><r>1</r></F>"));
        assertThat(shredded.documents()).hasSize(3).containsEntry(0, "").containsEntry(1, "");
        assertThat(shredded.rejects()).isEmpty();
    }

    @Test
    void countsWhatNoColumnReads() {
        Mapping mapping = mapping()
                .column("c", "a[@k='1']/b", "string")
                .column("x", "x", "xml")
                .build();
        String document = "<r z='1' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='t'>text"
                + "<a k='1' l='2'><b>read</b></a><a k='2'/><a/><e/><e> </e><e><!-- --></e>"
                + "<f/><f k=''/><g><h/></g><x y='1'>t<y z='2'>u</y></x></r>";
        assertThat(Shredded.of(mapping, MemoryDocument.cursor(document)).unmapped())
                .isEqualTo(Map.of(
                        "/r", 1L,
                        "/r/@z", 1L,
                        "/r/a/@l", 1L,
                        "/r/a/@k", 1L,
                        "/r/a", 1L,
                        "/r/e", 2L,
                        "/r/f", 1L,
                        "/r/f/@k", 1L,
                        "/r/g/h", 1L));
    }

    @Test
    void countsOnlyDocumentsThatAreKept() {
        Shredded shredded = Shredded.of(
                mapping("c", "string"), MemoryDocument.cursor("<r><x>1</x></r>", "<r><x>1</x>", "<r><x>1</x></r>"));
        assertThat(shredded.unmapped()).isEqualTo(Map.of("/r/x", 2L));
    }

    @Test
    void rescuesWhatNoColumnReads() {
        Mapping mapping = mapping()
                .record("/F/r")
                .unmapped(Unmapped.RESCUE)
                .column("c", "a", "string")
                .build();
        assertThat(
                        rescued(
                                mapping,
                                "<F v='1'><h xmlns='urn:n'>head</h><r k='&lt;'><b>1</b><b>2</b><p xmlns='urn:p'/>m<c/>n</r></F>"))
                .isEqualTo(Map.of(
                        "/F/@v", List.of("1"),
                        "/F/n:h", List.of("head"),
                        "/F/r/@k", List.of("<"),
                        "/F/r/b", List.of("1", "2"),
                        "/F/r/{urn:p}p", List.of(""),
                        "/F/r", List.of("mn"),
                        "/F/r/c", List.of("")));
    }

    @Test
    void refusesWhatNoColumnReadsIfTheMappingSaysSo() {
        Mapping mapping =
                mapping().unmapped(Unmapped.REJECT).column("c", "a", "string").build();
        assertThat(value(mapping, "<r><a>1</a> </r>")).containsExactly("1");
        Reject reject = reject(mapping, "<r><a k='secret'>1</a></r>");
        assertThat(reject.code()).isEqualTo("UNMAPPED");
        assertThat(reject.path()).isEqualTo("/r/a/@k");
        assertThat(reject.offset()).isEqualTo("<r>".length());
        assertThat(reject.message()).doesNotContain("secret");
    }

    @Test
    void refusedDocumentLeavesNothingBehind() {
        Mapping mapping = mapping()
                .record("/F/r")
                .unmapped(Unmapped.RESCUE)
                .column("c", "a", "string", c -> c.repeated())
                .column("s", "s", "string")
                .group("g", "g", g -> g.column("d", ".", "string").column("h", "/F/h", "string"))
                .build();
        String good = "<F><h>1</h><r><a>1</a><s>1</s><s>2</s><g>1</g><g>2</g><z>1</z></r></F>";
        String bad = good.replace("</F>", "</f>");
        Shredded both = Shredded.of(mapping, MemoryDocument.cursor(bad, good, bad, bad, good));
        String alone =
                Shredded.of(mapping, MemoryDocument.cursor(good)).documents().get(0);
        assertThat(both.documents()).isEqualTo(Map.of(1, alone, 4, alone));
        assertThat(both.rejects()).hasSize(3);
        assertThat(both.unmapped()).isEqualTo(Map.of("/F/r/z", 2L));
    }

    @Test
    void manyRecordsInADocument() {
        Mapping mapping = mapping().record("/F/r").column("c", "@k", "int").build();
        StringBuilder document = new StringBuilder("<F>");
        for (int i = 0; i < 50_000; i++) {
            document.append("<r k='").append(i).append("'/>");
        }
        List<List<String>> values = values(mapping, document.append("</F>").toString());
        assertThat(values).hasSize(50_000);
        assertThat(values.get(49_999)).containsExactly("49999");
    }

    @Test
    void morePathsThanAreKept() {
        Mapping mapping = mapping()
                .unmapped(Unmapped.RESCUE)
                .column("c", ".//x", "string", c -> c.repeated())
                .column("d", "//x/@k", "string", c -> c.repeated())
                .build();
        StringBuilder document = new StringBuilder("<r>");
        for (int i = 0; i < 200; i++) {
            document.append("<a").append(i).append('>');
            for (int k = 0; k < 200; k++) {
                document.append("<b")
                        .append(k)
                        .append(" u='1'><x k='1'>v</x></b")
                        .append(k)
                        .append('>');
            }
            document.append("</a").append(i).append('>');
        }
        Shredded shredded = Shredded.of(
                mapping, MemoryDocument.cursor(document.append("</r>").toString(), "<r><x>1</x></r>"));
        assertThat(shredded.rejects()).isEmpty();
        assertThat(shredded.unmapped()).hasSize(40_000).containsEntry("/r/a199/b199/@u", 1L);
        assertThat(shredded.documents().get(0)).contains("/r/a199/b199/x \"v\"").contains("/r/a199/b199/x/@k \"1\"");
        assertThat(shredded.documents().get(1)).contains("/r/x \"1\"");
    }

    @Test
    void moreNamesThanAreKept() {
        Mapping mapping = mapping()
                .record("/n:r")
                .column("c", "n:a/@m:k", "string", c -> c.repeated())
                .column("d", "n:a[@m:k='1'][@k='2']", "string", c -> c.repeated())
                .build();
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder document = new StringBuilder("<r xmlns='urn:n' xmlns:p='urn:m'>");
            for (int k = 0; k < 2000; k++) {
                String name = i + "-" + k;
                document.append("<x" + name + " xmlns:p" + name + "='urn:" + name + "'/>");
            }
            document.append("<a p:k='1' k='2'>x</a><q:a xmlns:q='urn:n' q:k='2' p:k='3'/></r>");
            documents.add(document.toString().getBytes(StandardCharsets.UTF_8));
        }
        Shredded shredded = Shredded.of(mapping, MemoryDocument.cursor(documents));
        assertThat(shredded.rejects()).isEmpty();
        assertThat(shredded.documents().values()).hasSize(40).containsOnly("""
                        r of document ordinal 0 place 0 children 0
                          c = [/n:r/n:a/@m:k "1", /n:r/n:a/@m:k "3"]
                          d = [/n:r/n:a "x"]
                        """);
    }

    @Test
    void deepDocuments() {
        String open = "<a>".repeat(998);
        String close = "</a>".repeat(998);
        assertThat(value(mapping("//b", "string"), open + "<b>x</b>" + close)).containsExactly("x");
        Mapping many = mapping()
                .record("//a//a//a//b")
                .column("c", "//a//a//a/@k", "string")
                .build();
        assertThat(value(many, open + "<a k='1'><b/></a>" + close)).containsExactly("1");
    }
}
