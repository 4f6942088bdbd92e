package io.xylem.xml.draft;

import io.xylem.core.shred.ShredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Names columns and groups after the elements and attributes that lead to them: by the shortest ends of their paths that tell
 * them all apart, in snake case. What does not depend on the paths of others is decided first, so the result depends on nothing
 * but the paths and their order.
 */
final class Namings {
    /** Groups may not be called so: their ordinal columns would be called like lineage columns. */
    private static final Set<String> LINEAGE =
            Set.of(ShredSchema.SOURCE, ShredSchema.RECORD, ShredSchema.ROW, ShredSchema.GROUP, ShredSchema.RESCUED);

    private final List<Naming> namings = new ArrayList<>();
    private final Set<String> reserved = new HashSet<>();

    private static final class Naming {
        final List<String> words;
        final boolean group;
        final Consumer<String> receiver;
        int used;
        String name = "";

        Naming(List<String> words, int used, boolean group, Consumer<String> receiver) {
            this.words = words;
            this.group = group;
            this.receiver = receiver;
            use(used);
        }

        boolean forbidden(String wanted) {
            return group && LINEAGE.contains(ShredSchema.ordinal(wanted));
        }

        boolean exhausted() {
            return used == words.size();
        }

        void use(int count) {
            used = Math.min(count, words.size());
            name = String.join("_", words.subList(words.size() - used, words.size()));
        }
    }

    /** A name that is taken. */
    void reserve(String name) {
        reserved.add(name);
    }

    /** A column that is to be named after the last so many of these names, or more if need be. */
    void column(List<String> path, int least, Consumer<String> receiver) {
        namings.add(new Naming(path.stream().map(Namings::snake).toList(), least, false, receiver));
    }

    /** A group that is to be named after the last of these names, or more if need be. */
    void group(List<String> path, Consumer<String> receiver) {
        namings.add(new Naming(path.stream().map(Namings::snake).toList(), 1, true, receiver));
    }

    /** Hands all names out. */
    void resolve() {
        boolean changed = true;
        while (changed) {
            changed = false;
            Map<String, Integer> uses = new HashMap<>();
            namings.forEach(n -> uses.merge(n.name, 1, Integer::sum));
            for (Naming naming : namings) {
                boolean clash = uses.getOrDefault(naming.name, 0) > 1
                        || reserved.contains(naming.name)
                        || naming.forbidden(naming.name);
                if (clash && !naming.exhausted()) {
                    naming.use(naming.used + 1);
                    changed = true;
                }
            }
        }
        number();
        namings.forEach(n -> n.receiver.accept(n.name));
    }

    /** Tells by numbers apart what whole paths do not. */
    private void number() {
        Set<String> all = new HashSet<>(reserved);
        namings.forEach(n -> all.add(n.name));
        Set<String> given = new HashSet<>(reserved);
        for (Naming naming : namings) {
            String name = naming.name;
            for (int i = 2; naming.forbidden(name) || !given.add(name); i++) {
                String next = naming.name + "_" + i;
                name = all.contains(next) ? name : next;
            }
            naming.name = name;
        }
    }

    /** A name in lower case, its words joined by underscores: {@code departurePoint} is {@code departure_point}. */
    static String snake(String name) {
        StringBuilder out = new StringBuilder();
        int[] all = name.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            int c = all[i];
            if (!Character.isLetterOrDigit(c) && Character.getType(c) != Character.NON_SPACING_MARK) {
                underscore(out);
                continue;
            }
            boolean afterSmall = i > 0 && (Character.isLowerCase(all[i - 1]) || Character.isDigit(all[i - 1]));
            boolean beforeSmall = i > 0
                    && Character.isUpperCase(all[i - 1])
                    && i + 1 < all.length
                    && Character.isLowerCase(all[i + 1]);
            if (Character.isUpperCase(c) && (afterSmall || beforeSmall)) {
                underscore(out);
            }
            out.append(Character.toString(c).toLowerCase(Locale.ROOT));
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '_') {
            end--;
        }
        return end == 0 ? "field" : out.substring(0, end);
    }

    private static void underscore(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '_') {
            out.append('_');
        }
    }
}
