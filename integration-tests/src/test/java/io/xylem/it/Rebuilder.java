package io.xylem.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.core.schema.Layout;
import io.xylem.it.MappedTree.MappedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the mapped part of documents from the rows of a layout. */
abstract class Rebuilder {
    private static final ObjectMapper JSON = new ObjectMapper();

    final RandomModel model;

    Rebuilder(RandomModel model) {
        this.model = model;
    }

    abstract Layout layout();

    /** What the layout keeps of a record: all values, but not every order, and not always whose an unmapped value was. */
    abstract MappedRecord kept(MappedRecord record);

    /** How many rows each table has for a record. */
    abstract Map<String, Integer> rows(MappedRecord record);

    /** The records, in the order of their documents. */
    abstract List<MappedRecord> rebuild(Map<String, List<Map<String, Object>>> tables);

    static String source(Map<String, Object> row) {
        return (String) row.get("_source");
    }

    static long number(Map<String, Object> row) {
        return (long) row.get("_record");
    }

    static void rescued(Instance instance, Map<String, Object> row) {
        Object json = row.get("_rescued");
        if (json != null) {
            try {
                JSON.readTree((String) json)
                        .properties()
                        .forEach(path -> path.getValue()
                                .forEach(text -> instance.rescued.add(new Instance.Rescue(
                                        new Object(), path.getKey(), text.isNull() ? null : text.textValue()))));
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + json, e);
            }
        }
    }

    /** The values of an instance as texts. */
    static void values(Instance instance, RandomModel.Level level, Map<String, Object> row) {
        for (RandomModel.Column column : level.columns) {
            Object value = row.get(column.name());
            instance.values.put(
                    column.name(), value instanceof List<?> items ? texts(column, items) : text(column, value));
        }
    }

    private static List<Object> texts(RandomModel.Column column, List<?> items) {
        List<Object> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(column, item)));
        return texts;
    }

    private static Object text(RandomModel.Column column, Object value) {
        return value == null ? null : column.kind().text(value);
    }

    /** Puts instances in the order of their ordinals. */
    static void order(Instance instance) {
        instance.groups.values().forEach(g -> g.sort(Comparator.comparingInt(i -> i.ordinal)));
        instance.children().forEach(Rebuilder::order);
    }

    /** The rows of each record. */
    static Map<List<Object>, List<Map<String, Object>>> byRecord(List<Map<String, Object>> rows) {
        Map<List<Object>, List<Map<String, Object>>> records = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            records.computeIfAbsent(List.of(source(row), number(row)), r -> new ArrayList<>())
                    .add(row);
        }
        return records;
    }
}
