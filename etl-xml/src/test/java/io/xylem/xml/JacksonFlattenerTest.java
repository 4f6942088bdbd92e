package io.xylem.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlText;
import io.xylem.core.Cursor;
import io.xylem.core.Limits;
import io.xylem.core.MappingException;
import io.xylem.core.Reject;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.StackedRows;
import io.xylem.core.shred.TextColumn;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.bind.JacksonFlattener;
import io.xylem.xml.bind.RowConsumer;
import io.xylem.xml.mapping.Doctype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of documents, bound to classes, as rows. */
class JacksonFlattenerTest {
    private static final String SECRET = "secret";

    record Leg(@JacksonXmlProperty(isAttribute = true) String from, String to, Instant off, Instant on) {}

    record Flight(
            @JacksonXmlProperty(isAttribute = true) String id,
            int seats,
            @JacksonXmlProperty(localName = "leg") List<Leg> legs) {}

    static final class Text {
        @JacksonXmlText
        String text = "";

        String text() {
            return text;
        }
    }

    record Box(
            String name,
            @JacksonXmlProperty(localName = "box") List<Box> boxes) {}

    private record Outcome(List<String> rows, List<Reject> rejects) {}

    private static Outcome flatten(JacksonFlattener<?> flattener, Limits limits, String... documents) {
        return flatten(
                flattener,
                limits,
                Arrays.stream(documents)
                        .map(d -> d.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    private static Outcome flatten(JacksonFlattener<?> flattener, Limits limits, List<byte[]> documents) {
        TestTaskContext context = new TestTaskContext(flattener.tables()).with(limits);
        List<String> rows = new ArrayList<>();
        try (Cursor<Shreds> cursor = flattener.flatten(MemoryDocument.cursor(documents), context)) {
            while (cursor.advance()) {
                rows(cursor.current(), rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome(rows, context.ledger().rejects());
    }

    /** Per row: place of the document, record, row, and the values. */
    private static void rows(Shreds shreds, List<String> into) {
        StackedRows rows = new StackedRows(shreds.schema()).of(shreds, new boolean[shreds.documents()]);
        for (int i = 0; i < rows.size(); i++) {
            int instance = rows.instances(0)[i];
            StringBuilder row = new StringBuilder();
            row.append(shreds.ordinal(shreds.level(0).parents()[instance])).append(' ');
            row.append(shreds.level(0).ordinals()[instance]).append(' ');
            row.append(rows.numbers()[i]);
            for (int c = 0; c < shreds.schema().levels().get(0).columns().size(); c++) {
                TextColumn column = shreds.level(0).column(c);
                row.append('|');
                if (!column.repeated()) {
                    row.append(text(shreds, column.ranges()[instance]));
                    continue;
                }
                List<String> items = new ArrayList<>();
                for (int item = 0; item < column.size(); item++) {
                    if (column.owners()[item] == instance) {
                        items.add(text(shreds, column.ranges()[item]));
                    }
                }
                row.append(items);
            }
            into.add(row.toString());
        }
    }

    private static String text(Shreds shreds, long range) {
        return !TextColumn.isText(range)
                ? "null"
                : new String(
                        shreds.arena(),
                        TextColumn.start(range),
                        TextColumn.end(range) - TextColumn.start(range),
                        StandardCharsets.UTF_8);
    }

    private static JacksonFlattener<Flight> flights() {
        return JacksonFlattener.of(Flight.class)
                .namespace("m", "urn:m")
                .namespace("f", "urn:f")
                .record("/m:Envelope/f:flight")
                .column("id", "string", column -> column.required())
                .column("from", "string")
                .column("minutes", "long")
                .rows(JacksonFlattenerTest::legs);
    }

    private static void legs(Flight flight, RowConsumer rows) {
        if (flight.legs() == null) {
            return;
        }
        for (Leg leg : flight.legs()) {
            if (leg.on().isBefore(leg.off())) {
                throw rows.refusal("a leg ends before it begins; correct the times");
            }
            rows.add(
                    flight.id(),
                    leg.from(),
                    Duration.between(leg.off(), leg.on()).toMinutes());
        }
    }

    private static String flight(String id, String seats, String... legs) {
        return "<f:flight id='" + id + "'><f:seats>" + seats + "</f:seats>" + String.join("", legs) + "</f:flight>";
    }

    private static String leg(String from, String off, String on) {
        return "<f:leg from='" + from + "'><f:to>B</f:to><f:off>2026-01-01T" + off + "Z</f:off><f:on>2026-01-01T" + on
                + "Z</f:on></f:leg>";
    }

    private static String envelope(String... content) {
        return "<e:Envelope xmlns:e='urn:m' xmlns:f='urn:f'><f:other/>" + String.join("", content) + "</e:Envelope>";
    }

    private static final String LEG = leg("A", "10:00:00", "11:30:00");

    @Test
    void rowsAreWhatTheFunctionMakesOfRecords() {
        Outcome outcome = flatten(
                flights(),
                Limits.DEFAULT,
                envelope(flight("1", "9", LEG, leg("&#xE4;&amp;&lt;", "12:00:00", "12:01:00")), flight("2", "9")),
                envelope(),
                envelope(flight("3", "9", LEG), "<g><f:flight id='no'/></g>", flight("4", "9", LEG)));
        assertThat(outcome.rejects()).isEmpty();
        assertThat(outcome.rows()).containsExactly("0 0 0|1|A|90", "0 0 1|1|ä&<|1", "2 0 0|3|A|90", "2 1 0|4|A|90");
    }

    @Test
    void theTableIsLineageAndTheDeclaredColumns() {
        assertThat(flights().tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("flight");
            assertThat(table.fields())
                    .extracting(Field::name)
                    .containsExactly("_source", "_record", "_row", "_group", "_rescued", "id", "from", "minutes");
            assertThat(table.field("minutes").orElseThrow().type()).isEqualTo(Primitive.LONG);
        });
    }

    @Test
    void aRecordInsideARecordBelongsToTheOuterOne() {
        JacksonFlattener<Box> boxes = JacksonFlattener.of(Box.class)
                .record("//box")
                .column("name", "string")
                .column("inner", "int")
                .rows((box, rows) -> rows.add(
                        box.name(), box.boxes() == null ? 0 : box.boxes().size()));
        assertThat(flatten(
                                boxes,
                                Limits.DEFAULT,
                                "<a><box><name>x</name><box><name>y</name></box><box/></box><b><box><name>z</name></box></b></a>")
                        .rows())
                .containsExactly("0 0 0|x|2", "0 1 0|z|0");
    }

    @Test
    void predicatesOfTheRecordHold() {
        JacksonFlattener<Text> texts = JacksonFlattener.of(Text.class)
                .record("/a/*:b[@k='1'][@l='2']")
                .column("text", "string")
                .rows((text, rows) -> rows.add(text.text()));
        assertThat(flatten(
                                texts,
                                Limits.DEFAULT,
                                "<a><b k='1' l='2'>yes</b><b k='1'>no</b><n:b xmlns:n='n' l='2' k='1'>too</n:b></a>")
                        .rows())
                .containsExactly("0 0 0|yes", "0 1 0|too");
    }

    @Test
    void aValueThatDoesNotFitRefusesTheDocumentAsAWhole() {
        String wrong = "<?xml version='1.0'?>\n"
                + envelope("<é/>", flight("1", "9", LEG), "\n", flight("2", SECRET, LEG), flight("3", "9", LEG));
        Reject reject = refused(flights(), Limits.DEFAULT, wrong.getBytes(StandardCharsets.UTF_8));
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.path()).isEqualTo("/m:Envelope/f:flight/seats");
        assertThat(reject.message()).contains("Flight", "does not fit int");
        int at = wrong.indexOf("<f:flight id='2'");
        assertThat(reject.offset()).isEqualTo(wrong.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void pathsOfBadValuesHaveNoPositions() {
        Reject reject = refused(
                flights(),
                Limits.DEFAULT,
                envelope(flight("1", "9", LEG, leg("A", SECRET, "11:00:00"))).getBytes(StandardCharsets.UTF_8));
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.path()).isEqualTo("/m:Envelope/f:flight/leg/off");
    }

    @Test
    void aFunctionRefusesData() {
        Reject reject = refused(
                flights(),
                Limits.DEFAULT,
                envelope(flight("1", "9", LEG, leg("A", "10:00:00", "09:00:00")))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.path()).isEqualTo("/m:Envelope/f:flight");
        assertThat(reject.message()).isEqualTo("a leg ends before it begins; correct the times");
        assertThat(reject.offset()).isPositive();
    }

    @Test
    void aFunctionThatThrowsFailsTheRunAndTellsWhere() {
        JacksonFlattener<Text> broken = JacksonFlattener.of(Text.class)
                .record("/a/b")
                .column("text", "string")
                .rows((text, rows) -> rows.add(text.text().substring(3)));
        assertThatThrownBy(() -> flatten(broken, Limits.DEFAULT, "<a><b>abcd</b><b>ab</b></a>"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("Text", "record 1 of test.zip!/0.xml", "StringIndexOutOfBounds", "refusal")
                .hasCauseInstanceOf(StringIndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 values", "3, 3 values"})
    void rejectsRowsThatAreNotAsWideAsTheTable(int width, String message) {
        JacksonFlattener<Text> wrong = JacksonFlattener.of(Text.class)
                .column("a", "string")
                .column("b", "string")
                .rows((text, rows) -> rows.add(new Object[width]));
        assertThatThrownBy(() -> flatten(wrong, Limits.DEFAULT, "<a>x</a>"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(message, "2 columns");
    }

    @Test
    void valuesHaveTheFormsOfXsd() {
        List<String> types = List.of(
                "string",
                "boolean",
                "int",
                "int",
                "long",
                "float",
                "double",
                "double",
                "double",
                "decimal(9,2)",
                "decimal(9,2)",
                "date",
                "timestamp",
                "timestamp",
                "timestamp_ntz",
                "binary(base64)",
                "binary(hex)",
                "double");
        var builder = JacksonFlattener.of(Text.class);
        for (int i = 0; i < types.size(); i++) {
            builder.column("c" + i, types.get(i));
        }
        builder.column("list", "int", column -> column.repeated());
        JacksonFlattener<Text> all = builder.rows((text, rows) -> rows.add(
                "a<b",
                true,
                -5,
                (short) 7,
                1L << 40,
                Float.NEGATIVE_INFINITY,
                0.1,
                0.1f,
                Double.NaN,
                new BigDecimal("1E+3"),
                BigInteger.TWO,
                LocalDate.of(2024, 2, 29),
                Instant.parse("2024-02-29T12:00:00.000001Z"),
                OffsetDateTime.parse("2024-02-29T12:00+01:00"),
                LocalDateTime.of(2024, 2, 29, 12, 0),
                new byte[] {1, 2, 3},
                new byte[] {-1},
                " 1.5 ",
                Arrays.asList(1, null, 3)));
        assertThat(flatten(all, Limits.DEFAULT, "<a>x</a>").rows())
                .containsExactly("0 0 0|a<b|true|-5|7|1099511627776|-INF|0.1|0.10000000149011612|NaN|1000|2|2024-02-29|"
                        + "2024-02-29T12:00:00.000001Z|2024-02-29T11:00:00Z|2024-02-29T12:00:00|AQID|ff| 1.5 |"
                        + "[1, null, 3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "boolean", "int", "float", "date", "timestamp", "decimal(9,2)", "binary(hex)"})
    void rejectsValuesOfAnotherType(String type) {
        JacksonFlattener<Text> wrong =
                JacksonFlattener.of(Text.class).column("c", type).rows((text, rows) -> rows.add(1.5));
        assertThatThrownBy(() -> flatten(wrong, Limits.DEFAULT, "<a>x</a>"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("column c is " + type.replace("(hex)", ""), "java.lang.Double");
    }

    @Test
    void halfASurrogatePairRefusesTheDocument() {
        JacksonFlattener<Text> cut = JacksonFlattener.of(Text.class)
                .column("c", "string")
                .rows((text, rows) -> rows.add(text.text().substring(0, 1)));
        Reject reject = refused(cut, Limits.DEFAULT, "<a>\uD83D\uDE00</a>".getBytes(StandardCharsets.UTF_8));
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.message()).contains("column 'c'", "surrogate");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "NOT_WELL_FORMED, `<a>x</a`",
                "NOT_WELL_FORMED, `<p:a>x</p:a>`",
                "NOT_WELL_FORMED, `<a k='1' k='2'>x</a>`",
                "NOT_WELL_FORMED, `<a xmlns:b=''>x</a>`",
                "DOCTYPE, `<!DOCTYPE a><a>x</a>`",
                "LIMIT_DEPTH, `<a><a><a><a><a><a/></a></a></a></a></a>`",
                "LIMIT_TEXT, `<a>01234567890123456789<b/>01234567890123456789</a>`",
                "LIMIT_ATTRIBUTE, `<a k='01234567890123456789012345678901'/>`",
                "LIMIT_ATTRIBUTES, `<a b='' c='' d='' e=''/>`",
                "LIMIT_NAME, `<abcdefghijklmnopq/>`",
                "LIMIT_NAMES, `<a><b/><c/><d/><e/><f/><g/></a>`",
                "XML_VERSION, `<?xml version='1.1'?><a/>`"
            })
    void documentsPassTheScannerFirst(String code, String document) {
        Limits limits = Limits.DEFAULT
                .with("depth", 5)
                .with("text", 32)
                .with("attribute", 30)
                .with("attributes", 3)
                .with("name", 16)
                .with("names", 6);
        assertThat(refused(texts(Doctype.REJECT), limits, document.getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void bytesThatAaltoWouldTakeAreRefused() {
        byte[] overlong = {'<', 'a', '>', (byte) 0xc0, (byte) 0xbc, '<', '/', 'a', '>'};
        assertThat(refused(texts(Doctype.REJECT), Limits.DEFAULT, overlong).code())
                .isEqualTo("INVALID_UTF8");
    }

    @Test
    void otherEncodingsAreRead() {
        byte[] latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "\uFEFF<a>é</a>".getBytes(StandardCharsets.UTF_16LE);
        byte[] marked = "\uFEFF<?xml version='1.0'?><a>é</a>".getBytes(StandardCharsets.UTF_8);
        assertThat(flatten(texts(Doctype.REJECT), Limits.DEFAULT, List.of(latin, wide, marked))
                        .rows())
                .containsExactly("0 0 0|é", "1 0 0|é", "2 0 0|é");
    }

    @Test
    void internalEntitiesAreExpandedWhereTheyAreLetIn() {
        String document = "<!DOCTYPE a [<!ENTITY e 'x<b/>y'>]><a>1&e;2</a>";
        assertThat(flatten(texts(Doctype.INTERNAL), Limits.DEFAULT, document.replace("<b/>", ""))
                        .rows())
                .containsExactly("0 0 0|1xy2");
    }

    @Test
    void entityBombsAndTheOutsideAreRefused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxx'>");
        for (int i = 1; i < 9; i++) {
            bomb.append("<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>");
        }
        bomb.append("]><a>&e8;</a>");
        assertThat(refused(
                                texts(Doctype.INTERNAL),
                                Limits.DEFAULT,
                                bomb.toString().getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("LIMIT_DOCUMENT");
        String outside = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>";
        assertThat(refused(texts(Doctype.INTERNAL), Limits.DEFAULT, outside.getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("DOCTYPE");
    }

    @Test
    void recursiveClassesBind() {
        JacksonFlattener<Box> boxes = JacksonFlattener.of(Box.class)
                .record("/box")
                .column("name", "string")
                .rows((box, rows) -> rows.add(box.name()));
        int depth = 100;
        assertThat(flatten(boxes, Limits.DEFAULT, "<box>".repeat(depth) + "</box>".repeat(depth))
                        .rejects())
                .isEmpty();
    }

    @Test
    void aMapperOfTheUsersOwnIsUsed() {
        JacksonFlattener<Flight> strict = JacksonFlattener.of(Flight.class)
                .record("/flight")
                .column("id", "string")
                .mapper(XmlMapper::new)
                .rows((flight, rows) -> rows.add(flight.id()));
        Reject reject = refused(
                strict,
                Limits.DEFAULT,
                "<flight id='1'><unheard>x</unheard></flight>".getBytes(StandardCharsets.UTF_8));
        assertThat(reject.code()).isEqualTo("BAD_VALUE");
        assertThat(reject.path()).isEqualTo("/flight/unheard");
        assertThat(reject.message()).contains("no such property");
    }

    interface Unmakable {}

    @Test
    void aClassThatCannotBeBoundFailsTheRun() {
        JacksonFlattener<Unmakable> wrong =
                JacksonFlattener.of(Unmakable.class).column("c", "string").rows((record, rows) -> rows.add("x"));
        assertThatThrownBy(() -> flatten(wrong, Limits.DEFAULT, "<a><b/></a>"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Unmakable");
    }

    @Test
    void columnsAreCheckedLikeThoseOfAMapping() {
        var twice = JacksonFlattener.of(Text.class).column("a", "string").column("A", "strng");
        assertThatThrownBy(() -> twice.rows((text, rows) -> {}))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll("taken by column a", "did you mean string");
    }

    @Test
    void rejectsWhatOnlyAMappingCanSay() {
        var split = JacksonFlattener.of(Text.class).column("a", "int", column -> column.split("whitespace"));
        assertThatThrownBy(() -> split.rows((text, rows) -> {}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column a");
    }

    private static JacksonFlattener<Text> texts(Doctype doctype) {
        return JacksonFlattener.of(Text.class)
                .doctype(doctype)
                .column("text", "string")
                .rows((text, rows) -> rows.add(text.text()));
    }

    /** The refusal of a document, which leaves no row behind and its neighbours alone. */
    private static Reject refused(JacksonFlattener<?> flattener, Limits limits, byte[] document) {
        byte[] good = "<none>none</none>".getBytes(StandardCharsets.UTF_8);
        List<String> expected = flatten(flattener, limits, List.of(good, good)).rows();
        Outcome outcome = flatten(flattener, limits, List.of(good, document, good));
        assertThat(outcome.rows())
                .isEqualTo(expected.stream()
                        .map(row -> row.replaceFirst("^1", "2"))
                        .toList());
        assertThat(outcome.rejects()).hasSize(1);
        Reject reject = outcome.rejects().get(0);
        assertThat(reject.ordinal()).isEqualTo(1);
        assertThat(reject.message()).doesNotContain(SECRET);
        assertThat(document).startsWith(reject.content());
        return reject;
    }
}
