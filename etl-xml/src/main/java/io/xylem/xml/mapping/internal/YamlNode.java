package io.xylem.xml.mapping.internal;

import java.util.List;

/** A piece of a YAML document that knows where it is. */
sealed interface YamlNode {
    /** Where it starts. */
    Where where();

    /** What it is, for messages. */
    String kind();

    /** A scalar, with its text as it was written, quotes and escapes resolved. */
    record Scalar(Where where, Kind type, String text) implements YamlNode {
        enum Kind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }

        /** Whether nothing is written where a value should be. */
        boolean nothing() {
            return type == Kind.NULL || text.isEmpty();
        }

        @Override
        public String kind() {
            return switch (type) {
                case TEXT -> text.isEmpty() ? "nothing" : "a text";
                case NUMBER -> "a number";
                case BOOLEAN -> text.equals("true") || text.equals("false") ? "true or false" : text;
                case NULL -> "nothing";
            };
        }
    }

    /** A list. */
    record Sequence(Where where, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values, in order. */
    record Block(Where where, List<Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a block of keys";
        }
    }

    /** A key and its value. */
    record Entry(Where where, String key, YamlNode value) {}
}
