package io.xylem.arrow;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.arrow.ModelShredder.Node;
import io.xylem.arrow.ModelShredder.Text;
import io.xylem.core.Cursor;
import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.core.shred.ValueRules.BinaryForm;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small schema with two sibling groups and documents of it. */
final class Flights {
    static final ShredSchema SCHEMA = schema(
            column("gufi", Primitive.STRING, "/m/flight/@gufi"),
            column("departure", Primitive.TIMESTAMP, "/m/flight/departure"));

    private Flights() {}

    static ShredSchema schema(ShredColumn... record) {
        return new ShredSchema(
                Layout.STACKED,
                List.of(
                        new ShredLevel("flight", -1, "/m/flight", List.of(record)),
                        new ShredLevel(
                                "position",
                                0,
                                "/m/flight/position",
                                List.of(
                                        column("lat", Primitive.DOUBLE, "/m/flight/position/lat"),
                                        list("ring", Primitive.DOUBLE, "/m/flight/position/ring"))),
                        new ShredLevel(
                                "waypoint",
                                0,
                                "/m/flight/waypoint",
                                List.of(column("fix", Primitive.STRING, "/m/flight/waypoint/fix")))));
    }

    static ShredColumn column(String name, DataType type, String path) {
        return column(name, type, path, false, BadValue.RESCUE);
    }

    static ShredColumn column(String name, DataType type, String path, boolean required, BadValue bad) {
        return new ShredColumn(name, type, false, rules(required, bad, null), path, null);
    }

    static ShredColumn list(String name, DataType type, String path) {
        return new ShredColumn(name, type, true, rules(false, BadValue.RESCUE, ValueRules.WHITESPACE), path, null);
    }

    private static ValueRules rules(boolean required, BadValue bad, @Nullable String split) {
        return new ValueRules(required, bad, false, split, null, null, false, BinaryForm.BASE64);
    }

    static Node flight(int ordinal) {
        return new Node(0, ordinal);
    }

    static Node position(int ordinal, String lat) {
        return new Node(1, ordinal).text(0, Text.of(lat));
    }

    static Node waypoint(int ordinal, String fix) {
        return new Node(2, ordinal).text(0, Text.of(fix));
    }

    /** Documents of two flights with two positions and a waypoint each. */
    static List<Doc> documents(int from, int count) {
        List<Doc> all = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            List<Node> flights = new ArrayList<>();
            for (int flight = 0; flight < 2; flight++) {
                flights.add(flight(flight)
                        .text(0, Text.of("gufi-" + i + "-" + flight))
                        .text(1, Text.of("2026-03-0" + (1 + i % 9) + "T10:00:00Z"))
                        .child(position(0, "50." + i).text(1, Text.of("1 2.5"), Text.of(" 3 ")))
                        .child(waypoint(0, "FIX" + i))
                        .child(position(1, "-50." + i)));
            }
            all.add(Doc.of("day.zip!/" + i + ".xml", flights.toArray(Node[]::new)));
        }
        return all;
    }

    static List<Map<String, Object>> rows(ShredSchema schema, TestTaskContext context, Doc... documents)
            throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Cursor<ArrowBatch> batches = ArrowFlattener.of(new ModelShredder(schema, 64))
                .flatten(ModelShredder.cursor(List.of(documents)), context)) {
            while (batches.advance()) {
                rows.addAll(Rows.of(batches.current().root()));
            }
        }
        return rows;
    }
}
