package io.xylem.arrow;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.arrow.ModelShredder.Node;
import io.xylem.arrow.ModelShredder.Text;
import io.xylem.arrow.internal.Oracle;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The layouts with one table row by row, as the contract words them: slow and plain. */
final class NaiveRows {
    /** Why a document is refused. */
    record Refusal(String source, String code, String path) {}

    private final ShredSchema schema;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, Long> tabled = new LinkedHashMap<>();
    private final IdentityHashMap<Text, Integer> order = new IdentityHashMap<>();
    private long rescued;
    private long nulled;

    NaiveRows(ShredSchema schema, List<Doc> documents) {
        this.schema = schema;
        documents.forEach(doc -> doc.records().forEach(this::number));
        documents.forEach(this::add);
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    Map<String, Long> tabled() {
        return tabled;
    }

    long rescued() {
        return rescued;
    }

    long nulled() {
        return nulled;
    }

    private void add(Doc doc) {
        for (Node record : doc.records()) {
            Refusal refusal = refusal(doc, record);
            if (refusal != null) {
                refusals.add(refusal);
                return;
            }
        }
        tabled.merge(doc.archive(), 1L, Long::sum);
        Set<Place> seen = new HashSet<>();
        for (Node record : doc.records()) {
            int[] row = {0};
            if (schema.layout() == Layout.NESTED) {
                rows.add(nested(doc, record));
            } else {
                walk(doc, List.of(record), row);
            }
            count(record, seen);
        }
    }

    private void number(Node node) {
        for (int i = 0; i < schema.levels().get(node.level).columns().size(); i++) {
            node.texts.getOrDefault(i, List.of()).forEach(text -> order.putIfAbsent(text, order.size()));
        }
        node.extras.forEach(text -> order.putIfAbsent(text, order.size()));
        node.children.forEach(this::number);
    }

    private @Nullable Refusal refusal(Doc doc, Node node) {
        List<ShredColumn> columns = schema.levels().get(node.level).columns();
        List<Bad> allBad = new ArrayList<>();
        String missing = null;
        for (int i = 0; i < columns.size(); i++) {
            ShredColumn column = columns.get(i);
            List<Bad> bad = new ArrayList<>();
            Object value = value(column, node.texts.getOrDefault(i, List.of()), bad);
            if (column.rules().badValue() == BadValue.REJECT) {
                allBad.addAll(bad);
            }
            if (column.rules().required() && value == null && missing == null) {
                missing = column.path();
            }
        }
        if (!allBad.isEmpty()) {
            Bad first = Collections.min(
                    allBad,
                    Comparator.comparing((Bad b) -> copied(b.place))
                            .thenComparing(b -> b.place.text())
                            .thenComparing(b -> b.place.start()));
            return new Refusal(doc.source(), "BAD_VALUE", first.path);
        } else if (missing != null) {
            return new Refusal(doc.source(), "REQUIRED", missing);
        }
        for (Node child : node.children) {
            Refusal refusal = refusal(doc, child);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Whether a text stands behind the document, where unescaped ones are put. */
    private boolean copied(Place place) {
        return order.entrySet().stream()
                .anyMatch(e -> e.getValue() == place.text() && e.getKey().copied());
    }

    private void walk(Doc doc, List<Node> branch, int[] row) {
        Node leaf = branch.get(branch.size() - 1);
        for (Node child : leaf.children) {
            List<Node> longer = new ArrayList<>(branch);
            longer.add(child);
            walk(doc, longer, row);
        }
        if (leaf.children.isEmpty()) {
            rows.add(row(doc, branch, row[0]++));
        }
    }

    private Map<String, Object> row(Doc doc, List<Node> branch, int number) {
        Map<String, Object> row = new LinkedHashMap<>();
        Node leaf = branch.get(branch.size() - 1);
        row.put("_source", doc.source());
        row.put("_record", (long) branch.get(0).ordinal);
        row.put("_row", number);
        row.put(
                "_group",
                leaf.level == 0 ? null : schema.levels().get(leaf.level).name());
        List<Bad> rescues = new ArrayList<>();
        Set<Place> seen = new HashSet<>();
        branch.forEach(node -> rescues.addAll(rescues(node, seen)));
        row.put("_rescued", rescues.isEmpty() ? null : json(rescues));
        for (int level = 1; level < schema.levels().size(); level++) {
            Node node = on(branch, level);
            row.put("_" + schema.levels().get(level).name(), node == null ? null : node.ordinal);
        }
        for (int level = 0; level < schema.levels().size(); level++) {
            Node node = on(branch, level);
            int place = 0;
            for (ShredColumn column : schema.levels().get(level).columns()) {
                List<Text> texts = node == null ? List.of() : node.texts.getOrDefault(place, List.of());
                row.put(column.name(), node == null ? null : value(column, texts, new ArrayList<>()));
                place++;
            }
        }
        return row;
    }

    private Map<String, Object> nested(Doc doc, Node record) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("_source", doc.source());
        row.put("_record", (long) record.ordinal);
        row.put("_row", 0);
        row.put("_group", null);
        List<Bad> rescues = new ArrayList<>();
        collect(record, new HashSet<>(), rescues);
        row.put("_rescued", rescues.isEmpty() ? null : json(rescues));
        row.putAll(struct(record));
        return row;
    }

    private void collect(Node node, Set<Place> seen, List<Bad> rescues) {
        rescues.addAll(rescues(node, seen));
        node.children.forEach(child -> collect(child, seen, rescues));
    }

    private Map<String, Object> struct(Node node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        int place = 0;
        for (ShredColumn column : schema.levels().get(node.level).columns()) {
            List<Text> texts = node.texts.getOrDefault(place++, List.of());
            fields.put(column.name(), value(column, texts, new ArrayList<>()));
        }
        for (int level = 1; level < schema.levels().size(); level++) {
            if (schema.levels().get(level).parent() == node.level) {
                int group = level;
                List<Map<String, Object>> structs = node.children.stream()
                        .filter(child -> child.level == group)
                        .map(this::struct)
                        .toList();
                fields.put(schema.levels().get(level).name(), structs.isEmpty() ? null : structs);
            }
        }
        return fields;
    }

    private static @Nullable Node on(List<Node> branch, int level) {
        return branch.stream().filter(n -> n.level == level).findFirst().orElse(null);
    }

    /** Part of a text: its number, and where the part starts and ends. */
    private record Place(int text, int start, int end) {}

    /** An item that no column could take. */
    private record Bad(Place place, @Nullable String value, String path) {}

    private static Map<String, List<String>> json(List<Bad> rescues) {
        Map<String, List<String>> json = new TreeMap<>();
        rescues.stream()
                .sorted(Comparator.comparingInt((Bad b) -> b.place.text).thenComparingInt(b -> b.place.start))
                .forEach(b ->
                        json.computeIfAbsent(b.path, p -> new ArrayList<>()).add(b.value));
        return json;
    }

    private List<Bad> rescues(Node node, Set<Place> seen) {
        List<Bad> all = bad(node, BadValue.RESCUE);
        all.removeIf(b -> !seen.add(b.place));
        node.extras.forEach(text -> all.add(new Bad(new Place(order.get(text), 0, 0), text.value(), text.path())));
        return all;
    }

    private List<Bad> bad(Node node, BadValue policy) {
        List<Bad> all = new ArrayList<>();
        List<ShredColumn> columns = schema.levels().get(node.level).columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).rules().badValue() == policy) {
                value(columns.get(i), node.texts.getOrDefault(i, List.of()), all);
            }
        }
        return all;
    }

    private void count(Node node, Set<Place> seen) {
        nulled += bad(node, BadValue.NULL).size();
        rescued += rescues(node, seen).size();
        node.children.forEach(child -> count(child, seen));
    }

    private @Nullable Object value(ShredColumn column, List<Text> texts, List<Bad> bad) {
        if (!column.list()) {
            return texts.isEmpty() ? null : whole(column, texts.get(0), bad);
        }
        List<Object> items = new ArrayList<>();
        for (Text text : texts) {
            if (column.rules().split() == null) {
                items.add(whole(column, text, bad));
            } else if (text.value() != null) {
                split(column, text, items, bad);
            }
        }
        return items.isEmpty() ? null : items;
    }

    private @Nullable Object whole(ShredColumn column, Text text, List<Bad> bad) {
        return text.value() == null ? null : item(column, text, 0, text.value().length(), bad);
    }

    private void split(ShredColumn column, Text text, List<Object> items, List<Bad> bad) {
        ValueRules rules = column.rules();
        boolean whitespace = rules.split().equals(ValueRules.WHITESPACE);
        boolean raw = column.type() == Primitive.STRING && !rules.trim() && !whitespace;
        String value = text.value();
        int start = 0;
        int end = value.length();
        if (!raw) {
            String stripped = value.replaceAll("^[ \t\r\n]+", "");
            start = end - stripped.length();
            end = start + stripped.replaceAll("[ \t\r\n]+$", "").length();
        }
        if (start == end) {
            return;
        }
        Matcher separators = Pattern.compile(whitespace ? "[ \t\r\n]+" : Pattern.quote(rules.split()))
                .matcher(value)
                .region(start, end);
        while (separators.find()) {
            items.add(item(column, text, start, separators.start(), bad));
            start = separators.end();
        }
        items.add(item(column, text, start, end, bad));
    }

    private @Nullable Object item(ShredColumn column, Text text, int start, int end, List<Bad> bad) {
        String part = text.value().substring(start, end);
        Object result = Oracle.parse(column, part);
        if (result == Oracle.BAD) {
            String path = text.path() == null ? column.path() : text.path();
            bad.add(new Bad(new Place(order.get(text), start, end), part, path));
            return null;
        }
        return result;
    }
}
