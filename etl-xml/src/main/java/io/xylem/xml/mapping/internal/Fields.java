package io.xylem.xml.mapping.internal;

import io.xylem.xml.mapping.internal.YamlNode.Block;
import io.xylem.xml.mapping.internal.YamlNode.Entry;
import io.xylem.xml.mapping.internal.YamlNode.Scalar;
import io.xylem.xml.mapping.internal.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a block, taken by kind. */
final class Fields {
    private final Problems problems;
    private final Map<String, YamlNode> values = new HashMap<>();
    private final Map<String, Where> keys = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    private Fields(Problems problems) {
        this.problems = problems;
    }

    /** The keys of a node that should be a block with some of {@code known}; what is wrong is added to the problems. */
    static Fields of(YamlNode node, String subject, List<String> known, Problems problems) {
        Fields fields = new Fields(problems);
        if (!(node instanceof Block block)) {
            problems.add(
                    node.where(),
                    subject + ": keys are expected, but here is " + node.kind(),
                    "write some of " + String.join(", ", known));
            fields.unreadable.addAll(known);
            return fields;
        }
        for (Entry entry : block.entries()) {
            if (known.contains(entry.key())) {
                fields.values.put(entry.key(), entry.value());
                fields.keys.put(entry.key(), entry.where());
            } else {
                problems.add(
                        entry.where(),
                        subject + ": the key " + entry.key() + " is unknown",
                        Suggestions.didYouMean(entry.key(), known, "use some of " + String.join(", ", known)));
            }
        }
        return fields;
    }

    /** The keys whose values were reported, so that nobody reports them as missing too. Complete once they all were taken. */
    Set<String> unreadable() {
        return unreadable;
    }

    @Nullable YamlNode node(String key) {
        return values.get(key);
    }

    @Nullable Said<String> text(String key) {
        YamlNode node = values.get(key);
        if (node instanceof Scalar scalar && !scalar.nothing()) {
            return new Said<>(scalar.text(), scalar.where());
        }
        if (node != null) {
            wrong(key, node, "a text", "write a text, or remove the key");
        }
        return null;
    }

    @Nullable Said<Boolean> flag(String key) {
        YamlNode node = values.get(key);
        if (node instanceof Scalar scalar && scalar.type() == Scalar.Kind.BOOLEAN) {
            String text = scalar.text().toLowerCase(Locale.ROOT);
            if (text.equals("true") || text.equals("false")) {
                return new Said<>(text.equals("true"), scalar.where());
            }
        }
        if (node != null) {
            wrong(key, node, "true or false", "write true or false, without quotes");
        }
        return null;
    }

    /** One of the constants of an enum, in lower case. */
    <E extends Enum<E>> @Nullable Said<E> word(String key, E[] constants) {
        YamlNode node = values.get(key);
        if (node == null) {
            return null;
        }
        List<String> words = Arrays.stream(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        String all = "write one of " + String.join(", ", words);
        if (!(node instanceof Scalar scalar) || scalar.text().isEmpty()) {
            wrong(key, node, "a word", all);
            return null;
        }
        int index = words.indexOf(scalar.text());
        if (index < 0) {
            problems.add(
                    scalar.where(),
                    key + ": \"" + scalar.text() + "\" is unknown",
                    Suggestions.didYouMean(scalar.text(), words, all));
            return null;
        }
        return new Said<>(constants[index], scalar.where());
    }

    List<YamlNode> list(String key) {
        YamlNode node = values.get(key);
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        if (node != null) {
            wrong(key, node, "a list", "write one item per line, each after a dash, or remove the key");
        }
        return List.of();
    }

    /** Keys and texts of a block whose keys are free. */
    List<MappingDraft.Namespace> pairs(String key) {
        List<MappingDraft.Namespace> pairs = new ArrayList<>();
        YamlNode node = values.get(key);
        if (node instanceof Block block) {
            for (Entry entry : block.entries()) {
                if (entry.value() instanceof Scalar scalar && !scalar.nothing()) {
                    pairs.add(new MappingDraft.Namespace(entry.key(), scalar.text(), entry.where()));
                } else {
                    problems.add(
                            entry.where(),
                            key + ": " + entry.key() + " needs a text, but here is "
                                    + entry.value().kind(),
                            "write {" + entry.key() + ": \"...\"}");
                }
            }
        } else if (node != null) {
            wrong(key, node, "a block of keys", "write {prefix: \"uri\"}");
        }
        return pairs;
    }

    private void wrong(String key, YamlNode node, String expected, String remedy) {
        Where where =
                node instanceof Scalar scalar && scalar.nothing() ? keys.getOrDefault(key, node.where()) : node.where();
        unreadable.add(key);
        problems.add(where, key + ": " + expected + " is expected, but here is " + node.kind(), remedy);
    }
}
