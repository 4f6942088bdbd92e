package io.xylem.xml.mapping.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.xylem.xml.mapping.internal.YamlNode.Block;
import io.xylem.xml.mapping.internal.YamlNode.Entry;
import io.xylem.xml.mapping.internal.YamlNode.Scalar;
import io.xylem.xml.mapping.internal.YamlNode.Sequence;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads YAML into nodes that know their line. Aliases are refused, so nothing is larger than the file. */
final class YamlTree {
    private static final int MAX_DEPTH = 420;
    private static final Pattern MARK = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    private final String source;
    private final Problems problems;
    private final YAMLParser parser;

    private YamlTree(String source, YAMLParser parser, Problems problems) {
        this.source = source;
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads the only document of a text. */
    static YamlNode parse(String source, String text, Problems problems) {
        YAMLFactory factory = YAMLFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH + 10)
                        .build())
                .build();
        try (YAMLParser parser = factory.createParser(new StringReader(text))) {
            return new YamlTree(source, parser, problems).document();
        } catch (JsonProcessingException e) {
            throw problems.fatal(
                    place(source, e),
                    "this is no YAML: " + sentence(e),
                    "look at indentation, brackets and quotes; a text that begins with @, *, [ or has \": \" inside needs quotes");
        } catch (IOException e) {
            throw problems.fatal(new Where(source, 1, 1), "it cannot be read: " + e.getMessage(), "check the file");
        }
    }

    private YamlNode document() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw problems.fatal(new Where(source, 1, 1), "it is empty", "begin with version: 1");
        }
        YamlNode root = node(token, 0);
        if (parser.nextToken() != null) {
            problems.add(here(), "a second document begins", "put one mapping into one file, without --- inside");
        }
        return root;
    }

    private YamlNode node(JsonToken token, int depth) throws IOException {
        Where where = here();
        if (depth > MAX_DEPTH) {
            throw problems.fatal(
                    where, "it is nested too deeply", "use at most " + MAX_DEPTH + " levels of lists and keys");
        }
        if (parser.isCurrentAlias()) {
            throw problems.fatal(
                    where,
                    "the alias *" + parser.getText() + " is not understood",
                    "write the value out, or put a text that begins with * into quotes");
        }
        return switch (token) {
            case START_ARRAY -> sequence(where, depth);
            case START_OBJECT -> block(where, depth);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(where, Scalar.Kind.BOOLEAN, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(where, Scalar.Kind.NUMBER, parser.getText());
            case VALUE_NULL -> new Scalar(where, Scalar.Kind.NULL, parser.getText());
            default -> new Scalar(where, Scalar.Kind.TEXT, parser.getText());
        };
    }

    private YamlNode sequence(Where where, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(node(token, depth + 1));
        }
        return new Sequence(where, items);
    }

    private YamlNode block(Where where, int depth) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<String, Where> keys = new HashMap<>();
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            Where place = here();
            String key = parser.getText();
            YamlNode value = node(next(), depth + 1);
            Where before = keys.putIfAbsent(key, place);
            if (before == null) {
                entries.add(new Entry(place, key, value));
            } else {
                problems.add(
                        place, "the key " + key + " is there twice (also in line " + before.line() + ")", "keep one");
            }
        }
        return new Block(where, entries);
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw problems.fatal(here(), "it ends too early", "close all brackets");
        }
        return token;
    }

    private Where here() {
        JsonLocation location = parser.currentTokenLocation();
        return new Where(source, location.getLineNr(), location.getColumnNr());
    }

    private static Where place(String source, JsonProcessingException e) {
        Where place = null;
        Matcher marks = MARK.matcher(e.getOriginalMessage());
        while (marks.find()) {
            place = new Where(source, Integer.parseInt(marks.group(1)), Integer.parseInt(marks.group(2)));
        }
        @Nullable JsonLocation location = e.getLocation();
        if (place == null) {
            place = location == null
                    ? new Where(source, 1, 1)
                    : new Where(source, location.getLineNr(), location.getColumnNr());
        }
        return place;
    }

    /** The parser's message without its pictures of the source. */
    private static String sentence(JsonProcessingException e) {
        StringBuilder out = new StringBuilder();
        for (String line : e.getOriginalMessage().split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith(" ")) {
                out.append(out.isEmpty() ? "" : ", ").append(line.strip());
            }
        }
        return out.toString();
    }
}
