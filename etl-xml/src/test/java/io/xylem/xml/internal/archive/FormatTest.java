package io.xylem.xml.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    private static Format of(byte[] bytes) {
        return Format.of(Arrays.copyOf(bytes, Format.HEAD), bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "ISO-8859-15", "windows-1252"})
    void xmlIsXmlInEveryEncodingWithAndWithoutMark(String encoding) {
        Charset charset = Charset.forName(encoding);
        assertThat(of("\r\n \t<a/>".getBytes(charset))).isEqualTo(Format.XML);
        if (encoding.startsWith("UTF")) {
            assertThat(of("\ufeff <a/>".getBytes(charset))).isEqualTo(Format.XML);
            assertThat(of("\ufefftext".getBytes(charset))).isEqualTo(Format.OTHER);
        }
    }

    @Test
    void whatIsBlankMayYetBecomeXml() {
        assertThat(of(" ".repeat(Format.HEAD).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Format.BLANK);
        assertThat(of(new byte[0])).isEqualTo(Format.BLANK);
    }

    @Test
    void textThatBeginsLikeACompressedFileIsText() {
        assertThat(of("BZhello".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Format.OTHER);
        assertThat(of("BZh9 and so on".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Format.OTHER);
        assertThat(of(new byte[] {0x1f, (byte) 0x8b, 7})).isEqualTo(Format.OTHER);
    }

    @Test
    void xmlThatHappensToHoldTheMagicOfTarIsXml() {
        ByteBuffer xml = ByteBuffer.allocate(Format.HEAD);
        xml.put(("<" + "x".repeat(256) + "ustar").getBytes(StandardCharsets.US_ASCII));
        assertThat(of(xml.array())).isEqualTo(Format.XML);
    }

    @ParameterizedTest
    @CsvSource({
        "a.xml.gz, a.xml",
        "a.XML.GZ, a.XML",
        "a.tgz, a.tar",
        "a.tar.zst, a.tar",
        "a.txz, a.tar",
        "a.tbz, a.tar",
        "a.xml, a.xml",
        "a.zip, a.zip"
    })
    void nameOfWhatIsInside(String name, String inside) {
        assertThat(Format.uncompressed(name)).isEqualTo(inside);
    }
}
