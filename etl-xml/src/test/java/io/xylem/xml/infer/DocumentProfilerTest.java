package io.xylem.xml.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import io.xylem.testkit.XmlGenerator;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentProfilerTest {
    @TempDir
    Path folder;

    private int folders;

    private ArchiveSource source(List<byte[]> documents) throws IOException {
        Path inside = Files.createDirectory(folder.resolve("input" + folders++));
        for (int i = 0; i < documents.size(); i++) {
            Files.write(inside.resolve(i + ".xml"), documents.get(i));
        }
        return ArchiveSource.of(inside);
    }

    private DocumentProfiler profiler(String... documents) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (String document : documents) {
            bytes.add(document.getBytes(StandardCharsets.UTF_8));
        }
        return DocumentProfiler.of(source(bytes));
    }

    private Mapping infer(String... documents) throws IOException {
        return profiler(documents).run().drafter().draft().mapping();
    }

    private static List<String> columns(Mapping mapping) {
        return mapping.levels().stream()
                .flatMap(level -> level.columns().stream()
                        .map(c -> level.name() + ": " + c.path() + " " + (c.xml() ? "xml" : c.type())
                                + (c.repeated() ? " repeated" : "")))
                .toList();
    }

    @Test
    void leavesAreColumnsAndRepeatedElementsGroups() throws IOException {
        assertThat(
                        columns(
                                infer(
                                        "<f id='1'><a><b>2024-01-01</b></a><p><t>1</t></p><c>x</c><c>y</c></f>",
                                        "<f id='2'><a><b>2024-01-02</b></a><p><t>1.5</t></p><p/><e/></f>",
                                        "<f id='3000000000'><c>z</c><n xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/></f>")))
                .containsExactly(
                        "f: @id LONG",
                        "f: a/b DATE",
                        "f: c STRING repeated",
                        "f: e STRING",
                        "f: n STRING",
                        "p: t DOUBLE");
    }

    @Test
    void aRepeatedElementWithAttributesIsAGroupWithItsText() throws IOException {
        assertThat(columns(infer("<r><v u='m'>1</v><v u='ft'>2</v></r>"))).containsExactly("v: . INT", "v: @u STRING");
    }

    @Test
    void textBetweenElementsMakesSource() throws IOException {
        assertThat(columns(infer("<r><t>see <b>this</b></t><t>plain</t><s>text</s></r>", "<r><s><i>x</i></s></r>")))
                .containsExactly("r: t xml repeated", "r: s STRING", "r: s/i STRING");
    }

    @Test
    void aDocumentElementWithTextBetweenElementsKeepsItsPartsAsColumns() throws IOException {
        assertThat(columns(infer("<r>a <b>c</b></r>"))).containsExactly("r: . STRING", "r: b STRING");
    }

    @Test
    void whatIsNestedInItselfTooOftenIsKeptAsSource() throws IOException {
        Profile profile =
                profiler("<r><a><a><a><a>x</a></a></a></a></r>").maxRecursion(2).run();
        assertThat(columns(profile.drafter().draft().mapping())).containsExactly("r: a/a/a xml");
        assertThat(profile.toText()).contains("/r/a/a/a  not looked into");
    }

    @Test
    void veryDeepDocumentsAreKeptAsSource() throws IOException {
        StringBuilder document = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            document.append("<e").append(i).append('>');
        }
        for (int i = 899; i >= 0; i--) {
            document.append("</e").append(i).append('>');
        }
        Mapping mapping = infer(document.toString());
        assertThat(mapping.record().columns()).hasSize(1);
        assertThat(mapping.record().columns().get(0).xml()).isTrue();
        assertThat(mapping.record().columns().get(0).path().steps()).hasSize(100);
    }

    @Test
    void documentsOfSeveralKindsHaveOneMapping() throws IOException {
        Profile profile = profiler("<a><x>1</x></a>", "<p:b xmlns:p='urn:b'><x>2.5</x><y/></p:b>")
                .run();
        Mapping mapping = profile.drafter().draft().mapping();
        assertThat(mapping.record().path()).hasToString("/*");
        assertThat(columns(mapping)).containsExactly("record: x DOUBLE", "record: y STRING");
        assertThat(profile.roots()).extracting(PathProfile::path).containsExactly("/a", "/p:b");
        assertThat(columns(profile.drafter("/p:b").draft().mapping())).containsExactly("b: x DOUBLE", "b: y STRING");
        assertThat(columns(profile.drafter("/*/x").draft().mapping())).containsExactly("x: . DOUBLE");
        assertThatThrownBy(() -> profile.drafter("//x").draft())
                .isInstanceOf(UsageException.class)
                .hasMessage("the record path \"//x\" leads to several elements: /a/x, /p:b/x; choose one");
    }

    @Test
    void aRecordInsideKnowsWhatComesBeforeIt() throws IOException {
        String document = "<m><h><s>x</s></h><f>1</f><n>a</n><f>2</f><t>9</t></m>";
        assertThat(columns(profiler(document).run().drafter("/m/f").draft().mapping()))
                .containsExactly("f: /m/h/s STRING", "f: . INT");
        assertThat(profiler(document).run().drafter("/m/f").draft().notes())
                .containsExactly(
                        "Outside of the records, and repeated or possibly behind them, so no column reads it:",
                        "  /m/n",
                        "  /m/t");
    }

    @Test
    void namespacesKeepTheirMostFrequentPrefix() throws IOException {
        Profile profile = profiler(
                        "<x:a xmlns:x='urn:one'><x:b/><y:b xmlns:y='urn:one'/></x:a>",
                        "<a xmlns='urn:one' xmlns:z='http://example.org/geo/2.0'><b z:k='1'/></a>",
                        "<a xmlns='http://example.org/flights/1.0'/>")
                .run();
        assertThat(profile.namespaces())
                .containsEntry("x", "urn:one")
                .containsEntry("z", "http://example.org/geo/2.0")
                .containsEntry("flights", "http://example.org/flights/1.0")
                .hasSize(3);
    }

    @Test
    void documentsThatCannotBeReadAreCountedAndLeaveNothingBehind() throws IOException {
        Profile profile = profiler("<a><b>1</b></a>", "<a><c>1</c><d>", "<!DOCTYPE a><a/>", "<a>\u0001</a>")
                .run();
        assertThat(profile.documents()).isEqualTo(1);
        assertThat(profile.rejects()).containsEntry("NOT_WELL_FORMED", 2L).containsEntry("DOCTYPE", 1L);
        assertThat(profile.refusals()).extracting(Profile.Refusal::source).containsExactly("1.xml", "2.xml", "3.xml");
        assertThat(profile.toText()).doesNotContain("/a/c");
        assertThat(profiler("<!DOCTYPE a [<!ENTITY e '<b>1</b>'>]><a>&e;</a>")
                        .doctype(Doctype.INTERNAL)
                        .run()
                        .drafter()
                        .draft()
                        .mapping())
                .satisfies(mapping -> {
                    assertThat(mapping.doctype()).isEqualTo(Doctype.INTERNAL);
                    assertThat(columns(mapping)).containsExactly("a: b INT");
                });
    }

    @Test
    void noDocumentIsAnErrorThatSaysWhy() throws IOException {
        DocumentProfiler profiler = profiler("<a>", "no document");
        assertThatThrownBy(profiler::run).isInstanceOf(UsageException.class).hasMessage("""
                        there is no document that can be read: 0 entries are no documents, 2 were refused
                          0.xml: the document is not well-formed at byte 3: the document ends inside an element
                          1.xml: the document is not well-formed at byte 0: there is text before the document element
                        give another input""");
    }

    @Test
    void namesMadeOfDataAreAnError() throws IOException {
        StringBuilder document = new StringBuilder("<r>");
        for (int i = 0; i < 50; i++) {
            document.append("<id").append(i).append("/>");
        }
        DocumentProfiler profiler = profiler(document + "</r>").maxPaths(50);
        assertThatThrownBy(profiler::run)
                .isInstanceOf(UsageException.class)
                .hasMessage("the documents have more than 50 different paths, so names seem to be made of data;"
                        + " narrow the input to documents of one kind, or raise the bound");
        assertThat(profiler.maxPaths(51).run().roots().get(0).children()).hasSize(50);
    }

    @Test
    void cardinalityCountsEveryParent() throws IOException {
        Profile profile = profiler("<r><g><a/><a/><a/></g><g/><g><a>x</a></g></r>", "<r/>")
                .run();
        PathProfile g = profile.roots().get(0).children().get(0);
        assertThat(g)
                .returns(3L, PathProfile::count)
                .returns(2L, PathProfile::parents)
                .returns(1L, PathProfile::having)
                .returns(0L, PathProfile::least)
                .returns(3L, PathProfile::most);
        assertThat(g.children().get(0))
                .returns("/r/g/a", PathProfile::path)
                .returns(4L, PathProfile::count)
                .returns(3L, PathProfile::parents)
                .returns(2L, PathProfile::having)
                .returns(3L, PathProfile::most)
                .returns(3L, PathProfile::empty)
                .returns(1L, PathProfile::values);
        assertThat(g.children().get(0).average()).isEqualTo(4 / 3.0);
        assertThat(profile.toText()).contains("    4  0..3, 1.33  string          1  /r/g/a  e.g. x\n");
        assertThat(profile.toJson()).contains("\"path\" : \"/r/g/a\"", "\"avg\" : 1.333", "\"examples\" : [ \"x\" ]");
    }

    @Test
    void siblingsComeInTheOrderOfTheDocuments() throws IOException {
        Profile profile = profiler(
                        "<r z='' b=''><q/><c/><b/><c/></r>",
                        "<r b=''><b/><a/></r>",
                        "<r><c/><a/><0/></r>".replace("<0/>", "<_/>"))
                .run();
        assertThat(profile.roots().get(0).children())
                .extracting(p -> p.path() + " " + p.rank())
                .containsExactly("/r/@z 0", "/r/@b 1", "/r/q 0", "/r/b 1", "/r/c 1", "/r/a 2", "/r/_ 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neitherTheOrderOfDocumentsNorTheThreadsMatter(long seed) throws IOException {
        Random random = new Random(seed);
        XmlGenerator generator = new XmlGenerator(random.nextLong());
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(generator.next());
        }
        Profile expected = DocumentProfiler.of(source(documents)).threads(1).run();
        for (int threads : new int[] {1, 2, 7}) {
            Collections.shuffle(documents, random);
            Profile profile =
                    DocumentProfiler.of(source(documents)).threads(threads).run();
            String about = "seed " + seed + ", " + threads + " threads";
            assertThat(profile.toJson()).as(about).isEqualTo(expected.toJson());
            assertThat(profile.toText()).as(about).isEqualTo(expected.toText());
            assertThat(profile.drafter().draft().yaml())
                    .as(about)
                    .isEqualTo(expected.drafter().draft().yaml());
        }
    }
}
