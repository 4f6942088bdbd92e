package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which code, and what that may cost. */
class XmlGuardsTest {
    private static final Mapping MAPPING = Mapping.builder()
            .column("c", ".", "string")
            .column("k", "@k", "string")
            .build();

    private static final Mapping INTERNAL = Mapping.builder()
            .doctype(Doctype.INTERNAL)
            .column("c", ".", "string")
            .column("k", "@k", "string")
            .build();

    private static final String SECRET = "secret";

    private static Shredded shred(Mapping mapping, Limits limits, byte[]... documents) {
        return Shredded.of(mapping, MemoryDocument.cursor(List.of(documents)), new TestTaskContext().with(limits));
    }

    private static String text(byte[] document) {
        Shredded shredded = shred(MAPPING, Limits.DEFAULT, document);
        assertThat(shredded.rejects()).isEmpty();
        String dump = shredded.documents().get(0);
        int from = dump.indexOf("c = [/r \"") + "c = [/r \"".length();
        return dump.substring(from, dump.indexOf("\"]\n", from));
    }

    /** The refusal of a document, which leaves its neighbours alone. */
    private static Reject reject(Mapping mapping, Limits limits, byte[] document) {
        byte[] good = bytes("<r>good</r>");
        Shredded shredded = shred(mapping, limits, good, document, good);
        assertThat(shredded.documents()).containsOnlyKeys(0, 2);
        assertThat(shredded.documents().get(0)).isEqualTo(shredded.documents().get(2));
        assertThat(shredded.rejects()).hasSize(1);
        Reject reject = shredded.rejects().get(0);
        assertThat(reject.ordinal()).isEqualTo(1);
        assertThat(reject.source()).isEqualTo("test.zip!/1.xml");
        assertThat(reject.archive()).isEqualTo("test.zip");
        assertThat(reject.message()).doesNotContain(SECRET);
        assertThat(reject.offset()).isLessThanOrEqualTo(document.length);
        assertThat(document).startsWith(reject.content());
        return reject;
    }

    private static Reject reject(Mapping mapping, String document) {
        return reject(mapping, Limits.DEFAULT, document.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            byte[] bytes = part instanceof byte[] array ? array : bytes((String) part);
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0bc",
                "c1bf",
                "c2",
                "c220",
                "e0809f",
                "e09fbf",
                "e2",
                "e282",
                "eda080",
                "edbfbf",
                "f0",
                "f08080bc",
                "f08fbfbf",
                "f09f98",
                "f4908080",
                "f5808080",
                "fe",
                "ff",
                "e228a1",
                "f0288cbc"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] document = join("<r>" + SECRET, HexFormat.of().parseHex(hex), "</r>");
        Reject reject = reject(MAPPING, Limits.DEFAULT, document);
        assertThat(reject.code()).isEqualTo("INVALID_UTF8");
        assertThat(reject.offset()).isEqualTo(3 + SECRET.length());
        assertThat(reject(MAPPING, Limits.DEFAULT, join("<r/>", HexFormat.of().parseHex(hex)))
                        .code())
                .isEqualTo("INVALID_UTF8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0x10000, 0x10ffff, 0x85, 0x2028})
    void takesEveryCharacter(int point) {
        String character = Character.toString(point);
        for (int shift = 0; shift < 9; shift++) {
            String text = "x".repeat(shift) + character + "y";
            assertThat(text(bytes("<r>" + text + "</r>"))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 11, 12, 14, 31, 0xfffe, 0xffff})
    void refusesCharactersThatXmlDoesNotAllow(int point) {
        String character = Character.toString(point);
        for (String document : List.of(
                "<r>" + character + "</r>",
                "<r k='" + character + "'/>",
                "<r><!--" + character + "--></r>",
                "<r><?pi " + character + "?></r>",
                "<r/>" + character)) {
            Reject reject = reject(MAPPING, document);
            assertThat(reject.code()).as(document).isEqualTo("NOT_WELL_FORMED");
            assertThat(reject.offset()).as(document).isEqualTo(document.indexOf(character));
        }
        assertThat(reject(MAPPING, "<r>&#" + point + ";</r>").code()).isEqualTo("NOT_WELL_FORMED");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "UTF-8, utf-8",
        "ISO-8859-1, ISO-8859-1",
        "ISO-8859-1, latin1",
        "windows-1252, windows-1252",
        "ISO-8859-15, ISO-8859-15",
        "Shift_JIS, Shift_JIS",
        "UTF-16LE, UTF-16LE",
        "UTF-16BE, UTF-16BE",
        "UTF-16LE, UTF-16",
        "UTF-16BE, utf-16",
        "UTF-32BE, UTF-32"
    })
    void readsEncodings(String charset, String declared) {
        String text = charset.equals("Shift_JIS") ? "日本" : charset.startsWith("UTF") ? "é日😀" : "éß";
        String document = "<?xml version='1.0' encoding='" + declared + "'?><r>" + text + "</r>";
        assertThat(text(document.getBytes(Charset.forName(charset)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsByteOrderMarks(String charset) {
        assertThat(text("\ufeff<r>é😀</r>".getBytes(Charset.forName(charset)))).isEqualTo("é😀");
        assertThat(text("\ufeff<?xml version='1.0'?><r>é</r>".getBytes(Charset.forName(charset))))
                .isEqualTo("é");
    }

    @ParameterizedTest
    @CsvSource({
        "US-ASCII, ISO-8859-1",
        "unheard-of, UTF-8",
        "UTF-16, UTF-8",
        "UTF-16LE, UTF-8",
        "UTF-32, ISO-8859-1",
        "IBM1047, UTF-8",
        "UTF-8, UTF-16LE",
        "UTF-16BE, UTF-16LE",
        "ISO-8859-1, UTF-16BE",
        "IBM037, IBM037"
    })
    void refusesEncodingsThatAreUnknownOrContradictThemselves(String declared, String charset) {
        byte[] document = ("<?xml version='1.0' encoding='" + declared + "'?><r>é" + SECRET + "</r>")
                .getBytes(Charset.forName(charset));
        Reject reject = reject(MAPPING, Limits.DEFAULT, document);
        assertThat(reject.code()).isEqualTo("ENCODING");
        assertThat(reject.offset()).isNotNegative();
    }

    @Test
    void refusesAMarkOfUtf8WithAnotherDeclaration() {
        assertThat(reject(MAPPING, "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?><r/>")
                        .code())
                .isEqualTo("ENCODING");
    }

    @Test
    void tellsWhereInTheDocumentAsItWasGiven() {
        String document = "<?xml version='1.0' encoding='ISO-8859-1'?><r>éé</q>";
        assertThat(reject(MAPPING, Limits.DEFAULT, document.getBytes(StandardCharsets.ISO_8859_1))
                        .offset())
                .isEqualTo(document.indexOf("</q>"));
        String wide = "\ufeff<r>é😀</q>";
        assertThat(reject(MAPPING, Limits.DEFAULT, wide.getBytes(StandardCharsets.UTF_16LE))
                        .offset())
                .isEqualTo(2L * wide.indexOf("</q>"));
        String plain = "\ufeff<?xml version='1.0'?><r>é</q>";
        assertThat(reject(MAPPING, plain).offset()).isEqualTo(bytes(plain.substring(0, plain.indexOf("</q>"))).length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml?><r/>",
                "<?xml ?><r/>",
                "<?xml encoding='UTF-8'?><r/>",
                "<?xml version='1.0' encoding=''?><r/>",
                "<?xml version='1.0' encoding='-8'?><r/>",
                "<?xml version='1.0'encoding='UTF-8'?><r/>",
                "<?xml version=1.0?><r/>",
                "<?xml version='1.0\"?><r/>",
                "<?xml version='1.0' standalone='maybe'?><r/>",
                "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><r/>",
                "<?xml version='1.0'",
                "<?xml version='1.0'>",
                "<?xml version=''?><r/>",
                "<?xml version='2.0'?><r/>",
                "<?XML version='1.0'?><r/>",
                " <?xml version='1.0'?><r/>",
                "<r><?xml version='1.0'?></r>",
                "<r/><?xml version='1.0'?>"
            })
    void refusesMalformedDeclarations(String document) {
        assertThat(reject(MAPPING, document).code()).isEqualTo("NOT_WELL_FORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><r>x</r>",
                "<?xml version=\"1.0\" standalone='no' ?><r>x</r>",
                "<?xml\tversion = '1.0'\r\nencoding='UTF-8' standalone=\"yes\"?>\n<r>x</r>",
                "<?xml-stylesheet href='x'?><r>x</r>"
            })
    void takesWellFormedDeclarations(String document) {
        assertThat(text(bytes(document))).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2", "1.10"})
    void refusesOtherVersions(String version) {
        assertThat(reject(MAPPING, "<?xml version='" + version + "'?><r/>").code())
                .isEqualTo("XML_VERSION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "<r>",
                "<r></r",
                "<r></q>",
                "<r></rr>",
                "<r/><r/>",
                "<r/>text",
                "<r/>&amp;",
                "<r/><![CDATA[]]>",
                "<r>]]></r>",
                "<r>]]]></r>",
                "<r>&</r>",
                "<r>&amp</r>",
                "<r>&undeclared;</r>",
                "<r>&#;</r>",
                "<r>&#x;</r>",
                "<r>&#xG;</r>",
                "<r>&#1_0;</r>",
                "<r>&#4294967361;</r>",
                "<r>&#x110000;</r>",
                "<r>&#xD800;</r>",
                "<r>&#X41;</r>",
                "<r><!-- -- --></r>",
                "<r><!-- ---></r>",
                "<r><!--",
                "<r><![CDATA[</r>",
                "<r><![cdata[]]></r>",
                "<r><!DOCTYPE r></r>",
                "<r/><!DOCTYPE r>",
                "<r><?xml?></r>",
                "<r><?XmL x?></r>",
                "<r><??></r>",
                "<r><? pi?></r>",
                "<r><?pi</r>",
                "<r><?p:i?></r>",
                "<r a/>",
                "<r a=/>",
                "<r a=x/>",
                "<r a='/>",
                "<r a='<'/>",
                "<r a=''b=''/>",
                "<r a='' a=''/>",
                "<r xmlns:p='u' xmlns:q='u' p:a='' q:a=''/>",
                "<r xmlns='a' xmlns='b'/>",
                "<r / >",
                "< r/>",
                "<r/ >",
                "<1/>",
                "<-/>",
                "<p:r/>",
                "<:r/>",
                "<r:/>",
                "<r p:a=''/>",
                "<r xmlns:a:b='u'/>",
                "<r xmlns:p=''/>",
                "<r xmlns:xmlns='u'/>",
                "<r xmlns:xml='u'/>",
                "<r xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
                "<r xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<xmlns:r/>",
                "<xmlns:r xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<r><a xmlns:p='u'/><p:a/></r>",
                "<r xmlns:p='u'><p:a></q:a></r>"
            })
    void refusesWhatIsNotWellFormed(String document) {
        assertThat(reject(MAPPING, document).code()).isEqualTo("NOT_WELL_FORMED");
    }

    @Test
    void tellsPathAndOffset() {
        String document = "<r><a>" + SECRET + "<b>" + SECRET + "</c></a></r>";
        Reject reject = reject(MAPPING, document);
        assertThat(reject.path()).isEqualTo("/r/a/b");
        assertThat(reject.offset()).isEqualTo(document.indexOf("</c>"));
    }

    @Test
    void keepsNoMoreOfARefusedDocumentThanWanted() {
        Reject reject = reject(MAPPING, Limits.DEFAULT.with("content", 5), bytes("<r>" + SECRET));
        assertThat(reject.content()).isEqualTo(bytes("<r>se"));
    }

    private static String attributes(int count) {
        return IntStream.range(0, count).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
    }

    private static String elements(int count) {
        return IntStream.range(0, count).mapToObj(i -> "<a" + i + "/>").collect(Collectors.joining());
    }

    @Test
    void limitsAreExact() {
        within("depth", 3, "<r><a><b/></a></r>", "<r><a><b><c/></b></a></r>", "/r/a/b", 9);
        within("attributes", 3, "<r a='' b='' xmlns='u'/>", "<r a='' b='' xmlns='u' k=''/>", null, 23);
        within("name", 3, "<r><éé日 aaa=''/></r>", "<r><a aaaa=''/></r>", "/r", 6);
        within("name", 7, "<r><p:aaaaa xmlns:p='u'/></r>", "<r xmlns:p='u'><p:aaaaaa/></r>", "/r", 16);
        within("attribute", 3, "<r a='xyz' b='é&lt;'/>", "<r a='' b='wxyz'/>", null, 11);
        within("attribute", 3, "<r a='&lt;&lt;&lt;'/>", "<r a='&lt;&lt;&lt;&lt;'/>", null, 6);
        within("names", 4, "<r a='' b=''><a/><c/><r/></r>", "<r a='' b=''><a/><c/><d/></r>", "/r", 23);
        within("names", 2, "<r><?a?><r/></r>", "<r><?a?><?b?></r>", "/r", 11);
        within("text", 3, "<r>a<a>xyz</a>b<!-- -->c</r>", "<r>a<a>xyz</a>b<!-- -->cd</r>", "/r", 0);
        within("text", 3, "<r><a>&lt;é</a></r>", "<r><a>é<![CDATA[é]]></a></r>", "/r/a", 3);
        within("document", 10, "<r>xyz</r>", "<r>wxyz</r>", null, -1);
    }

    private static void within(String limit, long value, String good, String bad, String path, long offset) {
        Limits limits = Limits.DEFAULT.with(limit, value);
        Shredded shredded = shred(MAPPING, limits, bytes(good), bytes(bad));
        assertThat(shredded.documents()).as(limit).containsOnlyKeys(0);
        assertThat(shredded.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.code()).isEqualTo("LIMIT_" + limit.toUpperCase(java.util.Locale.ROOT));
            assertThat(reject.message()).contains("raise the limit '" + limit + "'");
            assertThat(reject.path()).as(bad).isEqualTo(path);
            assertThat(reject.offset()).as(bad).isEqualTo(offset);
        });
    }

    @Test
    @Timeout(20)
    void hugeThingsAreRefusedQuickly() {
        assertThat(reject(MAPPING, "<r" + attributes(200_000) + "/>").code()).isEqualTo("LIMIT_ATTRIBUTES");
        assertThat(reject(MAPPING, "<r>" + elements(200_000) + "</r>").code()).isEqualTo("LIMIT_NAMES");
        assertThat(reject(MAPPING, "<r>" + "<a>".repeat(1_000_000)).code()).isEqualTo("LIMIT_DEPTH");
        assertThat(reject(MAPPING, "<" + "r".repeat(1_000_000) + "/>").code()).isEqualTo("LIMIT_NAME");
        assertThat(reject(MAPPING, "<r k='" + "x".repeat(60_000_000) + "'/>").code())
                .isEqualTo("LIMIT_ATTRIBUTE");
        assertThat(reject(MAPPING, "<r k='&lt;" + "x".repeat(20_000_000) + "'/>")
                        .code())
                .isEqualTo("LIMIT_ATTRIBUTE");
        assertThat(reject(MAPPING, "<r>" + "x".repeat(64 << 20) + "</r>").code())
                .isEqualTo("LIMIT_DOCUMENT");
    }

    @Test
    @Timeout(20)
    void largeThingsWithinLimitsAreRead() {
        String text = "x&amp;é".repeat(2_000_000);
        assertThat(text(bytes("<r>" + text + "</r>"))).isEqualTo("x&é".repeat(2_000_000));
        Shredded many = shred(
                MAPPING,
                Limits.DEFAULT,
                bytes("<r" + attributes(1000) + "/>"),
                bytes("<r>" + elements(9_990) + "</r>"));
        assertThat(many.rejects()).isEmpty();
    }

    @Test
    void sourcesInsideSourcesAreLimited() {
        Mapping mapping =
                Mapping.builder().column("x", "//a", "xml", c -> c.repeated()).build();
        String document = "<a>".repeat(900) + "x".repeat(500_000) + "</a>".repeat(900);
        Reject reject = reject(mapping, document);
        assertThat(reject.code()).isEqualTo("LIMIT_DOCUMENT");
        assertThat(reject.message()).contains("type xml");
    }

    @Test
    void limitOfTimeIsKept() {
        Limits limits = new Limits(1000, 1000, 1000, 1000, 10_000, 1 << 20, 64 << 20, 0, 1, 1, 1, 1, 1, 10);
        Reject reject = reject(MAPPING, limits, bytes("<r>" + "<a/>".repeat(100_000) + "</r>"));
        assertThat(reject.code()).isEqualTo("LIMIT_SECONDS");
    }

    @Test
    void doctypeIsRefusedUnlessLetIn() {
        String document = "<?xml version='1.0'?><!-- c --> <!DOCTYPE r [<!ENTITY e 'v'>]><r>&e;</r>";
        Reject reject = reject(MAPPING, document);
        assertThat(reject.code()).isEqualTo("DOCTYPE");
        assertThat(reject.offset()).isEqualTo(document.indexOf("<!DOCTYPE"));
        Shredded shredded = shred(INTERNAL, Limits.DEFAULT, bytes(document));
        assertThat(shredded.documents().get(0)).contains("\"v\"");
    }

    @Test
    void internalSubsetGivesEntitiesAndDefaultAttributes() {
        Shredded shredded = shred(
                INTERNAL,
                Limits.DEFAULT,
                bytes("<!DOCTYPE r [<!ENTITY e '<x>&#38;lt;</x>y'><!ATTLIST r k CDATA 'd'>]><r>1&e;2</r>"),
                bytes("<!DOCTYPE r [<!ENTITY % p '<!ENTITY q \"in\">'> %p;]><r>&q;</r>"),
                "<?xml version='1.0' encoding='ISO-8859-1'?><!DOCTYPE r [<!ENTITY e 'é'>]><r>é&e;</r>"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(shredded.rejects()).isEmpty();
        assertThat(shredded.documents().get(0)).contains("\"1y2\"").contains("\"d\"");
        assertThat(shredded.documents().get(1)).contains("\"in\"");
        assertThat(shredded.documents().get(2)).contains("\"éé\"");
    }

    @Test
    @Timeout(30)
    void bombsAreRefused() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 20; i++) {
            laughs.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
        }
        assertThat(reject(INTERNAL, laughs + "]><r>&l15;</r>").code()).startsWith("LIMIT_");
        assertThat(reject(INTERNAL, laughs + "]><r k='&l15;'/>").code()).startsWith("LIMIT_");
        String quadratic = "<!DOCTYPE r [<!ENTITY q '" + "x".repeat(100_000) + "'>]>";
        assertThat(reject(INTERNAL, quadratic + "<r>" + "&q;".repeat(9_000) + "</r>")
                        .code())
                .isEqualTo("LIMIT_DOCUMENT");
        assertThat(reject(INTERNAL, quadratic + "<r k='" + "&q;".repeat(9_000) + "'/>")
                        .code())
                .isEqualTo("LIMIT_ATTRIBUTE");
        String defaults = "<!DOCTYPE r [<!ATTLIST a k CDATA '" + "x".repeat(100_000) + "'>]>";
        assertThat(reject(INTERNAL, defaults + "<r>" + "<a/>".repeat(1_000_000) + "</r>")
                        .code())
                .isEqualTo("LIMIT_DOCUMENT");
        assertThat(reject(INTERNAL, "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>")
                        .code())
                .isIn("NOT_WELL_FORMED", "LIMIT_DOCUMENT");
    }

    @Test
    void limitsHoldUnderADoctype() {
        String doctype = "<!DOCTYPE r [<!ENTITY e ''>]>";
        Limits few = Limits.DEFAULT
                .with("depth", 3)
                .with("attributes", 3)
                .with("name", 10)
                .with("names", 5);
        assertThat(reject(INTERNAL, few, bytes(doctype + "<r><a><b><c/></b></a></r>"))
                        .code())
                .isEqualTo("LIMIT_DEPTH");
        assertThat(reject(INTERNAL, few, bytes(doctype + "<r a='' b='' c='' d=''/>"))
                        .code())
                .isEqualTo("LIMIT_ATTRIBUTES");
        assertThat(reject(INTERNAL, few, bytes(doctype + "<r><abcdefghijk/></r>"))
                        .code())
                .isEqualTo("LIMIT_NAME");
        assertThat(reject(INTERNAL, few, bytes(doctype + "<r><a/><b/><c/><d/><e/></r>"))
                        .code())
                .isEqualTo("LIMIT_NAMES");
        assertThat(reject(INTERNAL, Limits.DEFAULT.with("attribute", 3), bytes(doctype + "<r k='wxyz'/>"))
                        .code())
                .isEqualTo("LIMIT_ATTRIBUTE");
        assertThat(reject(INTERNAL, Limits.DEFAULT.with("text", 5), bytes(doctype + "<r>wxyz&e;12</r>"))
                        .code())
                .isEqualTo("LIMIT_TEXT");
    }

    @Test
    void nothingOutsideOfTheDocumentIsEverRead(@TempDir Path folder) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            Path file = Files.writeString(folder.resolve("secret.txt"), SECRET);
            for (String address : List.of(
                    file.toUri().toString(),
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/x")) {
                assertThat(reject(INTERNAL, "<!DOCTYPE r [<!ENTITY e SYSTEM '" + address + "'>]><r>&e;</r>")
                                .code())
                        .isEqualTo("DOCTYPE");
                assertThat(reject(INTERNAL, "<!DOCTYPE r [<!ENTITY % e SYSTEM '" + address + "'> %e;]><r/>")
                                .code())
                        .isEqualTo("DOCTYPE");
                assertThat(reject(INTERNAL, "<!DOCTYPE r SYSTEM '" + address + "'><r>&e;</r>")
                                .code())
                        .isEqualTo("DOCTYPE");
                assertThat(reject(INTERNAL, "<!DOCTYPE r SYSTEM '" + address + "'><r k='&e;'/>")
                                .code())
                        .isEqualTo("DOCTYPE");
                Shredded shredded = shred(
                        INTERNAL,
                        Limits.DEFAULT,
                        bytes("<!DOCTYPE r SYSTEM '" + address + "'><r>a</r>"),
                        bytes("<!DOCTYPE r PUBLIC 'p' '" + address + "' [<!ENTITY e 'in'>]><r>&e;</r>"),
                        bytes("<!DOCTYPE r [<!ENTITY e SYSTEM '" + address + "'>]><r>unused</r>"),
                        bytes("<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='x " + address
                                + "'/>"));
                assertThat(shredded.rejects()).isEmpty();
                assertThat(shredded.documents().toString()).doesNotContain(SECRET);
            }
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
