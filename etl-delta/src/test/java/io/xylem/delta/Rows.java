package io.xylem.delta;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows in a form that {@code equals} can compare: bytes as hex. */
final class Rows {
    private Rows() {}

    static List<Object> comparable(List<? extends Map<String, ?>> rows) {
        List<Object> result = new ArrayList<>();
        rows.forEach(row -> result.add(comparable(row)));
        return result;
    }

    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(item -> result.add(comparable(item)));
            return result;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> result = new LinkedHashMap<>();
            map.forEach((key, item) -> result.put(key, comparable(item)));
            return result;
        }
        return value;
    }
}
