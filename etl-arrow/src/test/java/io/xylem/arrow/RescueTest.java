package io.xylem.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.arrow.ModelShredder.Node;
import io.xylem.arrow.ModelShredder.Text;
import io.xylem.core.Cursor;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.Test;

/** What {@code _rescued} holds. */
class RescueTest {
    private final TestTaskContext context = new TestTaskContext();

    private static List<String> json(ShredSchema schema, TestTaskContext context, Doc... documents) throws IOException {
        List<String> all = new ArrayList<>();
        try (Cursor<ArrowBatch> batches = ArrowFlattener.of(new ModelShredder(schema, 64))
                .flatten(ModelShredder.cursor(List.of(documents)), context)) {
            while (batches.advance()) {
                VarCharVector rescued = (VarCharVector) batches.current().root().getVector("_rescued");
                for (int i = 0; i < rescued.getValueCount(); i++) {
                    all.add(rescued.isNull(i) ? null : rescued.getObject(i).toString());
                }
            }
        }
        return all;
    }

    @Test
    void nothingRescuedIsNull() throws IOException {
        assertThat(json(Flights.SCHEMA, context, Flights.documents(0, 1).get(0)))
                .containsOnlyNulls()
                .hasSize(6);
        assertThat(context.ledger().values()).isEmpty();
    }

    @Test
    void keysAreSortedAndValuesInDocumentOrder() throws IOException {
        Node flight = Flights.flight(0)
                .text(1, Text.of(" yesterday\n"))
                .extra("/m/flight/z", "1")
                .extra("/m/flight/a", "2")
                .extra("/m/flight/z", "3")
                .extra("/m/flight/departure", "tomorrow");
        assertThat(json(Flights.SCHEMA, context, Doc.of("a.xml", flight)))
                .containsExactly("{\"/m/flight/a\":[\"2\"],\"/m/flight/departure\":[\" yesterday\\n\",\"tomorrow\"],"
                        + "\"/m/flight/z\":[\"1\",\"3\"]}");
        assertThat(context.ledger().values()).isEqualTo(Map.of("rescued", 5L));
    }

    @Test
    void rowsCarryTheirAncestorsEntriesAndTheirOwnOnly() throws IOException {
        Node flight = Flights.flight(0)
                .extra("/m/flight/x", "of the flight")
                .child(Flights.position(0, "north"))
                .child(Flights.waypoint(0, "FIX"))
                .child(Flights.position(1, "1.5"));
        Node other = Flights.flight(1).child(Flights.position(0, "2.5"));
        String shared = "\"/m/flight/x\":[\"of the flight\"]";
        assertThat(json(Flights.SCHEMA, context, Doc.of("a.xml", flight, other)))
                .containsExactly(
                        "{\"/m/flight/position/lat\":[\"north\"]," + shared + "}",
                        "{" + shared + "}",
                        "{" + shared + "}",
                        null);
        assertThat(context.ledger().values()).isEqualTo(Map.of("rescued", 2L));
    }

    @Test
    void badListItemsAreRescuedAlone() throws IOException {
        Node flight = Flights.flight(0).child(Flights.position(0, "1").text(1, Text.of("1 x 2"), Text.of("y")));
        assertThat(json(Flights.SCHEMA, context, Doc.of("a.xml", flight)))
                .containsExactly("{\"/m/flight/position/ring\":[\"x\",\"y\"]}");
        assertThat(Flights.rows(Flights.SCHEMA, new TestTaskContext(), Doc.of("a.xml", flight)))
                .first()
                .extracting("ring")
                .isEqualTo(Arrays.asList(1.0, null, 2.0, null));
    }

    @Test
    void oneNodeIsListedOnceHoweverManyColumnsReadIt() throws IOException {
        ShredSchema schema = Flights.schema(
                Flights.column("a", Primitive.INT, "/m/@code"), Flights.column("b", Primitive.DATE, "/m/@code"));
        ShredSchema three = new ShredSchema(
                schema.layout(),
                List.of(
                        schema.levels().get(0),
                        new io.xylem.core.shred.ShredLevel(
                                "position",
                                0,
                                "/m/flight/position",
                                List.of(Flights.column("c", Primitive.LONG, "/m/@code")))));
        Text code = Text.of("none");
        Node flight = Flights.flight(0).text(0, code).text(1, code).child(new Node(1, 0).text(0, code));
        assertThat(json(three, context, Doc.of("a.xml", flight))).containsExactly("{\"/m/@code\":[\"none\"]}");
        assertThat(context.ledger().values()).isEqualTo(Map.of("rescued", 1L));
    }

    @Test
    void equalTextsOfDifferentNodesAreAllListed() throws IOException {
        Node flight = Flights.flight(0)
                .extra("/m/flight/x", "same")
                .extra("/m/flight/x", "same")
                .extra("/m/flight/x", "")
                .extra("/m/flight/x", "")
                .extra("/m/flight/x", null)
                .extra("/m/flight/x", null);
        assertThat(json(Flights.SCHEMA, context, Doc.of("a.xml", flight)))
                .containsExactly("{\"/m/flight/x\":[\"same\",\"same\",\"\",\"\",null,null]}");
        assertThat(context.ledger().values()).isEqualTo(Map.of("rescued", 6L));
    }

    @Test
    void escapesWhatJsonCannotHold() throws IOException {
        StringBuilder odd = new StringBuilder("\"\\/\u007f é 中 \ud83d\ude00 ");
        for (char c = 1; c < ' '; c++) {
            odd.append(c);
        }
        Node flight = Flights.flight(0).extra("/m/\"flight\"\n", odd.toString());
        assertThat(Flights.rows(Flights.SCHEMA, context, Doc.of("a.xml", flight)))
                .extracting(row -> row.get("_rescued"))
                .containsExactly(Map.of("/m/\"flight\"\n", List.of(odd.toString())));
    }

    @Test
    void nulledValuesAreCountedAndDropped() throws IOException {
        ShredSchema schema = Flights.schema(Flights.column("n", Primitive.INT, "/m/flight/n", false, BadValue.NULL));
        Node flight = Flights.flight(0).text(0, Text.of("x")).child(Flights.position(0, "1"), Flights.position(1, "2"));
        assertThat(json(schema, context, Doc.of("a.xml", flight))).containsExactly(null, null);
        assertThat(context.ledger().values()).isEqualTo(Map.of("nulled", 1L));
    }

    @Test
    void wildcardPathsAreRefined() throws IOException {
        Node flight = Flights.flight(0).text(1, new Text("bad", false, "/m/flight/extension/departure"));
        assertThat(json(Flights.SCHEMA, context, Doc.of("a.xml", flight)))
                .containsExactly("{\"/m/flight/extension/departure\":[\"bad\"]}");
    }
}
