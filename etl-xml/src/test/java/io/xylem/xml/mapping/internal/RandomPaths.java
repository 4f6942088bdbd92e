package io.xylem.xml.mapping.internal;

import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.Step.Axis;
import io.xylem.xml.mapping.Step.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes valid paths of all forms, with the steps that they must be read as. */
public final class RandomPaths {
    private static final List<String> LOCALS = List.of("a", "b", "text", "node-1", "x.y", "größe", "_z");
    private static final List<String> VALUES = List.of("", "1", "a/b", "]", "x[@y=z]", "é ", "@", "=");

    private RandomPaths() {}

    /** Any path that a column may have. */
    public static Path any(Random random, Map<String, String> namespaces) {
        boolean absolute = random.nextInt(4) == 0;
        List<Step> steps = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int elements = random.nextInt(4) + (absolute ? 1 : 0);
        elements(random, namespaces, absolute, elements, steps, text);
        int end = random.nextInt(3);
        if (end == 0) {
            Named name = named(random, namespaces, false);
            text.append(steps.isEmpty() ? "@" : "/@").append(name.text);
            steps.add(new Step(Axis.ATTRIBUTE, name.uri, name.local, List.of()));
        } else if (end == 1 || steps.isEmpty()) {
            text.append(steps.isEmpty() ? "" : "/").append(random.nextBoolean() ? "." : "text()");
        }
        return new Path(absolute, steps, text.toString());
    }

    /** A path to an element. */
    public static Path element(Random random, Map<String, String> namespaces, boolean absolute) {
        List<Step> steps = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        elements(random, namespaces, absolute, 1 + random.nextInt(3), steps, text);
        return new Path(absolute, steps, text.toString());
    }

    private record Named(String text, String uri, String local) {}

    private static void elements(
            Random random,
            Map<String, String> namespaces,
            boolean absolute,
            int count,
            List<Step> steps,
            StringBuilder text) {
        for (int i = 0; i < count; i++) {
            boolean descendant = random.nextInt(4) == 0;
            if (i == 0) {
                text.append(absolute ? (descendant ? "//" : "/") : descendant ? ".//" : "");
            } else {
                text.append(descendant ? "//" : "/");
            }
            Named name = named(random, namespaces, true);
            text.append(name.text);
            List<Predicate> predicates = new ArrayList<>();
            for (int p = random.nextInt(6) - 4; p >= 0; p--) {
                String value = VALUES.get(random.nextInt(VALUES.size()));
                String quote = random.nextBoolean() ? "'" : "\"";
                String space = random.nextBoolean() ? "" : " ";
                text.append("[" + space + "@k" + p + space + "=" + space + quote + value + quote + space + "]");
                predicates.add(new Predicate("", "k" + p, value));
            }
            steps.add(new Step(descendant ? Axis.DESCENDANT : Axis.CHILD, name.uri, name.local, predicates));
        }
    }

    private static Named named(Random random, Map<String, String> namespaces, boolean element) {
        String local = LOCALS.get(random.nextInt(LOCALS.size()));
        List<String> prefixes = namespaces.keySet().stream().sorted().toList();
        String prefix = prefixes.get(random.nextInt(prefixes.size()));
        return switch (random.nextInt(element ? 6 : 3)) {
            case 0 -> new Named(prefix + ":" + local, namespaces.get(prefix), local);
            case 1 -> new Named("*:" + local, null, local);
            case 3 -> new Named("*", null, null);
            case 4 -> new Named(prefix + ":*", namespaces.get(prefix), null);
            default -> new Named(local, "", local);
        };
    }
}
