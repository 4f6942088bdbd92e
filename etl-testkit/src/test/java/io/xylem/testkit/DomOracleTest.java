package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.testkit.DomOracle.Name;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DomOracleTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void seesOwnTextAttributesAndPaths() throws Exception {
        Document document = DomOracle.parse(
                bytes(
                        "<a xmlns='u' k='1' xmlns:p='v' p:k='2'>x<p:b>y<![CDATA[<z>]]>&amp;</p:b>w<p:b/><c><p:b>t</p:b></c></a>"));
        Element root = DomOracle.children(document).get(0);
        assertThat(DomOracle.text(root)).isEqualTo("xw");
        assertThat(DomOracle.attribute(root, "", "k")).isEqualTo("1");
        assertThat(DomOracle.attribute(root, "v", "k")).isEqualTo("2");
        assertThat(DomOracle.attribute(root, "u", "k")).isNull();
        assertThat(DomOracle.select(document, new Name("u", "a"), new Name("v", "b")))
                .extracting(DomOracle::text)
                .containsExactly("y<z>&", "");
        assertThat(DomOracle.select(document, Name.ANY, Name.ANY)).hasSize(3);
        assertThat(DomOracle.descendants(document, new Name("*", "b")))
                .extracting(DomOracle::path)
                .containsExactly("/{u}a/{v}b", "/{u}a/{v}b", "/{u}a/{u}c/{v}b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "<a></b>",
                "<p:a/>",
                "<a b=1/>",
                "<a/><a/>",
                "<a>&b;</a>",
                "<!DOCTYPE a><a/>",
                "",
                "<a>]]></a>",
                "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>"
            })
    void refusesWhatIsNotWellFormed(String document) {
        assertThat(DomOracle.wellFormed(bytes(document))).isFalse();
    }

    @Test
    void refusesMalformedBytes() {
        assertThat(DomOracle.wellFormed(new byte[] {'<', 'a', '>', (byte) 0xFF, '<', '/', 'a', '>'}))
                .isFalse();
    }

    @Test
    void expandsAnInternalSubsetIfAskedTo() throws Exception {
        Document document = DomOracle.parse(bytes("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), true);
        assertThat(DomOracle.text(document.getDocumentElement())).isEqualTo("c");
    }

    @Test
    void readsNothingExternal() throws Exception {
        Document document = DomOracle.parse(
                bytes(
                        "<!DOCTYPE a SYSTEM 'file:///no/such.dtd' [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"),
                true);
        assertThat(DomOracle.text(document.getDocumentElement())).isEmpty();
    }
}
