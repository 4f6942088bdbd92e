package io.xylem.xml.mapping.internal;

import io.xylem.core.schema.DataType;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.shred.ValueRules.BinaryForm;
import io.xylem.xml.mapping.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types as mappings write them. */
final class TypeNames {
    private static final Map<String, Primitive> SIMPLE = Map.of(
            "string", Primitive.STRING,
            "boolean", Primitive.BOOLEAN,
            "int", Primitive.INT,
            "long", Primitive.LONG,
            "float", Primitive.FLOAT,
            "double", Primitive.DOUBLE,
            "date", Primitive.DATE,
            "timestamp", Primitive.TIMESTAMP,
            "timestamp_ntz", Primitive.TIMESTAMP_NTZ);
    private static final List<String> ALL = List.of(
            "string",
            "boolean",
            "int",
            "long",
            "float",
            "double",
            "decimal(p,s)",
            "date",
            "timestamp",
            "timestamp_ntz",
            "binary(base64)",
            "binary(hex)",
            "xml");
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("short", "int"),
            Map.entry("byte", "int"),
            Map.entry("bigint", "long"),
            Map.entry("bool", "boolean"),
            Map.entry("text", "string"),
            Map.entry("str", "string"),
            Map.entry("varchar", "string"),
            Map.entry("real", "float"),
            Map.entry("number", "double or decimal(p,s)"),
            Map.entry("decimal", "decimal(18,2), or whatever precision and scale fit"),
            Map.entry("numeric", "decimal(18,2), or whatever precision and scale fit"),
            Map.entry("datetime", "timestamp"),
            Map.entry("instant", "timestamp"),
            Map.entry("time", "string"),
            Map.entry("binary", "binary(base64) or binary(hex)"),
            Map.entry("bytes", "binary(base64) or binary(hex)"),
            Map.entry("base64", "binary(base64)"),
            Map.entry("hex", "binary(hex)"));
    private static final Pattern DECIMAL = Pattern.compile("decimal *\\( *(\\d{1,9}) *, *(\\d{1,9}) *\\)");
    private static final Pattern BINARY = Pattern.compile("binary *\\( *(base64|hex) *\\)");

    private TypeNames() {}

    /** A type with what it implies. */
    record Named(DataType type, boolean xml, BinaryForm binary) {}

    /** Reads a type; null if it is none, which has been added to the problems then. */
    static @Nullable Named parse(Said<String> said, String subject, Problems problems) {
        String text = said.value().strip();
        Primitive simple = SIMPLE.get(text);
        if (simple != null) {
            return new Named(simple, false, BinaryForm.BASE64);
        }
        if (text.equals("xml")) {
            return new Named(Primitive.STRING, true, BinaryForm.BASE64);
        }
        Matcher binary = BINARY.matcher(text);
        if (binary.matches()) {
            return new Named(
                    Primitive.BINARY, false, binary.group(1).equals("hex") ? BinaryForm.HEX : BinaryForm.BASE64);
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision >= 1 && precision <= 38 && scale <= precision) {
                return new Named(new DecimalType(precision, scale), false, BinaryForm.BASE64);
            }
            problems.add(
                    said.where(),
                    subject + ": " + text + " is out of range",
                    "the precision is 1 to 38, the scale 0 to the precision");
        } else {
            problems.add(said.where(), subject + ": the type \"" + text + "\" is unknown", remedy(text));
        }
        return null;
    }

    private static String remedy(String text) {
        String word = text.toLowerCase(Locale.ROOT).replaceFirst(" *\\(.*", "");
        String other = OTHER_NAMES.get(word);
        if (other != null) {
            return "write " + other;
        }
        return Suggestions.didYouMean(text, ALL, "use one of " + String.join(", ", ALL));
    }

    /** The type of a column as mappings write it. */
    static String write(Column column) {
        if (column.xml()) {
            return "xml";
        }
        if (column.type() instanceof DecimalType decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (column.type() == Primitive.BINARY) {
            return "binary(" + column.rules().binary().name().toLowerCase(Locale.ROOT) + ")";
        }
        return column.type().toString().toLowerCase(Locale.ROOT);
    }
}
