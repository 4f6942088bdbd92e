package io.xylem.it;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.ColumnBuilder;
import io.xylem.xml.mapping.GroupBuilder;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.MappingBuilder;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A mapping at random, with what its documents are made of: a tree of elements, some of which are records, groups, or read by columns. The
 * name of an element says what its text is like, so that every path that leads to it can be given a type that fits.
 */
final class RandomModel {
    static final Map<String, String> NAMESPACES = Map.of("o", "urn:one", "t", "urn:two");
    private static final String[] PREFIXES = {"", "o", "t"};

    /** A name of an element or attribute; the prefix is the mapping's. */
    record Name(String prefix, String local) {
        @Override
        public String toString() {
            return prefix.isEmpty() ? local : prefix + ":" + local;
        }

        /** Whether texts are lists: separated by white space, by commas, or not at all. */
        String split() {
            return local.endsWith("2") ? "whitespace" : local.endsWith("3") ? "," : null;
        }
    }

    /** An attribute; without a kind it is one that no column reads. */
    record Attribute(Name name, ValueKind kind) {}

    /** An element. */
    static final class Element {
        final Name name;
        ValueKind kind;
        boolean ownText;
        String tested;
        final List<Attribute> attributes = new ArrayList<>();
        final List<Element> children = new ArrayList<>();
        int most = 1;

        Element(Name name) {
            this.name = name;
        }

        String step() {
            return tested == null ? name.toString() : name + "[@test='" + tested + "']";
        }
    }

    record Column(
            String name, String path, ValueKind kind, boolean repeated, boolean onlyFirst, boolean trim, String split) {
        void add(ColumnBuilder column) {
            if (repeated) {
                column.repeated();
            }
            if (onlyFirst) {
                column.onlyFirst();
            }
            if (trim) {
                column.trim();
            }
            if (split != null) {
                column.split(split);
            }
        }
    }

    /** The record or a group. */
    static final class Level {
        final String name;
        final String path;
        final Element element;

        /** The absolute path; null if it is not a chain of names. */
        final String chain;

        final List<Column> columns = new ArrayList<>();
        final List<Level> groups = new ArrayList<>();

        Level(String name, String path, Element element, String chain) {
            this.name = name;
            this.path = path;
            this.element = element;
            this.chain = chain;
        }
    }

    /** A level that elements can be read by, and the way from its element to here. */
    private record Reader(Level level, String way, String exact) {
        Reader below(String step, String name) {
            return new Reader(level, way + step + "/", exact == null ? null : exact + name + "/");
        }
    }

    final Element root;
    final Level record;
    final List<Level> levels = new ArrayList<>();
    final Unmapped unmapped;
    final BadValue badValue;
    private final Random random;
    private final int size;
    private int elements;
    private int names;

    RandomModel(Random random, int size) {
        this.random = random;
        this.size = size;
        unmapped = random.nextBoolean() ? Unmapped.RESCUE : Unmapped.IGNORE;
        badValue = random.nextInt(4) == 0 ? BadValue.NULL : BadValue.RESCUE;
        List<Element> chain = new ArrayList<>();
        String path = "";
        for (int i = random.nextInt(4); i >= 0; i--) {
            Element element = new Element(name("chain" + i));
            path += "/" + element.name;
            element.most = chain.isEmpty() ? 1 : 3;
            chain.add(element);
        }
        root = chain.get(0);
        Element element = chain.get(chain.size() - 1);
        record = new Level("record", path, element, path);
        levels.add(record);
        outside(chain);
        inside(element, List.of(new Reader(record, "", path + "/")), 0);
        levels.forEach(this::complete);
    }

    private Name name(String local) {
        return new Name(PREFIXES[random.nextInt(3)], local);
    }

    /** What stands before, around and behind records, and the columns of the record that read it. */
    private void outside(List<Element> chain) {
        String path = "";
        for (int i = 0; i + 1 < chain.size(); i++) {
            Element element = chain.get(i);
            path += "/" + element.name;
            element.children.add(chain.get(i + 1));
            for (int n = random.nextInt(3); n > 0; n--) {
                boolean attribute = random.nextBoolean();
                ValueKind kind = kind();
                Name name = leafName(kind);
                if (attribute && kind != ValueKind.XML) {
                    add(element, new Attribute(name, kind));
                    record.columns.add(column(path + "/@" + name, kind, name, 0));
                } else if (element.children.stream().noneMatch(c -> c.name.equals(name))) {
                    Element leaf = leaf(name, kind);
                    element.children.add(random.nextInt(element.children.size() + 1), leaf);
                    record.columns.add(column(path + "/" + name, kind, name, 3));
                }
            }
            strange(element);
        }
    }

    private void inside(Element element, List<Reader> readers, int depth) {
        for (int n = random.nextInt(3); n > 0; n--) {
            ValueKind kind = kind();
            if (kind != ValueKind.XML) {
                Name name = leafName(kind);
                add(element, new Attribute(name, kind));
                read(readers, "@" + name, kind, name, 2);
            }
        }
        if (random.nextInt(4) == 0) {
            element.ownText = true;
            Reader reader = reader(readers);
            String path = reader.way.isEmpty() ? "." : reader.way + "text()";
            reader.level.columns.add(column(path, ValueKind.STRING, new Name("", "text"), 2));
        }
        for (int n = random.nextInt(2 + size); n > 0 && elements < 10 * size; n--) {
            child(element, readers, depth);
        }
        strange(element);
    }

    private void child(Element element, List<Reader> readers, int depth) {
        int choice = random.nextInt(10);
        ValueKind kind = kind();
        Name name =
                choice < 5 || depth > size ? leafName(kind) : name((choice < 7 ? "wrap" : "item") + random.nextInt(4));
        if (element.children.stream().anyMatch(c -> c.name.local().equals(name.local()))) {
            return;
        }
        Element child = choice < 5 || depth > size ? leaf(name, kind) : new Element(name);
        element.children.add(child);
        elements++;
        if (random.nextInt(8) == 0) {
            child.tested = "yes";
        }
        String step = step(child);
        if (choice < 5 || depth > size) {
            if (random.nextInt(8) == 0) {
                Reader reader = reader(readers);
                Level level = group(reader, child, step);
                level.columns.add(column(".", kind, name, 0));
            } else {
                read(readers, random.nextInt(8) == 0 && random.nextBoolean() ? "//" + step : step, kind, name, 3);
            }
            return;
        }
        child.most = 1 + random.nextInt(4);
        if (choice < 7) {
            inside(child, readers.stream().map(r -> r.below(step, child.step())).toList(), depth + 1);
            return;
        }
        Reader reader = reader(readers);
        Level level = group(reader, child, step);
        List<Reader> inner = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            readers.forEach(r -> inner.add(r.below(step, child.step())));
        }
        inner.add(new Reader(level, "", level.chain == null ? null : level.chain + "/"));
        inside(child, inner, depth + 1);
    }

    private Level group(Reader reader, Element element, String wanted) {
        boolean taken = reader.level.groups.stream().anyMatch(g -> g.path.equals(reader.way + wanted));
        String step = taken ? element.step() : wanted;
        boolean plain = reader.exact != null
                && (reader.level.chain + "/" + reader.way).equals(reader.exact)
                && step.equals(element.step());
        Level level =
                new Level("group" + levels.size(), reader.way + step, element, plain ? reader.exact + step : null);
        reader.level.groups.add(level);
        levels.add(level);
        return level;
    }

    /** A group needs something of its own; some read what belongs to the record. */
    private void complete(Level level) {
        List<Column> shared = record.columns.stream()
                .filter(c -> !c.path.startsWith("/")
                        && !c.path.contains("//")
                        && !c.path.contains("*")
                        && !c.path.equals("."))
                .toList();
        if (level != record && level.chain != null && !shared.isEmpty() && random.nextInt(3) == 0) {
            Column column = shared.get(random.nextInt(shared.size()));
            level.columns.add(new Column(
                    "column" + names++,
                    record.path + "/" + column.path,
                    column.kind == ValueKind.XML ? ValueKind.XML : ValueKind.STRING,
                    false,
                    random.nextBoolean(),
                    false,
                    null));
        }
        if (level.columns.isEmpty()) {
            add(level.element, new Attribute(new Name("", "own"), ValueKind.STRING));
            level.columns.add(
                    new Column("column" + names++, "@own", ValueKind.STRING, false, false, random.nextBoolean(), null));
        }
    }

    private Reader reader(List<Reader> readers) {
        return readers.get(random.nextInt(3) == 0 ? random.nextInt(readers.size()) : readers.size() - 1);
    }

    private void read(List<Reader> readers, String step, ValueKind kind, Name name, int repeated) {
        for (int n = random.nextInt(10) == 0 ? 2 : 1; n > 0; n--) {
            Reader reader = reader(readers);
            String path = step.startsWith("//")
                    ? (reader.way.isEmpty() ? "." : reader.way.substring(0, reader.way.length() - 1)) + step
                    : reader.way + step;
            reader.level.columns.add(column(path, kind, name, repeated));
        }
    }

    private Column column(String path, ValueKind kind, Name name, int repeated) {
        boolean asText = random.nextInt(8) == 0;
        ValueKind type = asText ? ValueKind.STRING : kind;
        boolean list = random.nextInt(10) < repeated;
        return new Column(
                "column" + names++,
                path,
                type,
                list,
                !list && random.nextInt(10) == 0,
                type == ValueKind.STRING && random.nextInt(4) == 0,
                asText || kind == ValueKind.XML ? null : name.split());
    }

    private String step(Element element) {
        int choice = random.nextInt(16);
        String attribute = element.tested == null || random.nextInt(4) == 0 ? "" : "[@test='" + element.tested + "']";
        return (choice == 0 && element.kind == null ? "*" : choice == 1 ? "*:" + element.name.local : element.name)
                + attribute;
    }

    private ValueKind kind() {
        return random.nextInt(3) == 0
                ? ValueKind.STRING
                : ValueKind.values()[random.nextInt(ValueKind.values().length)];
    }

    private Name leafName(ValueKind kind) {
        return name(kind.prefix() + (kind == ValueKind.XML ? 0 : random.nextInt(4)));
    }

    private Element leaf(Name name, ValueKind kind) {
        Element leaf = new Element(name);
        leaf.kind = kind;
        leaf.most = random.nextInt(3) == 0 ? 4 : 1;
        return leaf;
    }

    private static void add(Element element, Attribute attribute) {
        if (element.attributes.stream().noneMatch(a -> a.name.equals(attribute.name))) {
            element.attributes.add(attribute);
        }
    }

    private void strange(Element element) {
        if (random.nextInt(4) == 0) {
            add(element, new Attribute(name("strange"), null));
        }
        if (random.nextInt(4) == 0) {
            Element strange = new Element(name("strange" + random.nextInt(2)));
            strange.ownText = random.nextBoolean();
            strange.most = 2;
            if (random.nextBoolean()) {
                add(strange, new Attribute(name("strange"), null));
            }
            if (random.nextInt(3) == 0) {
                strange(strange);
            }
            element.children.add(strange);
        }
    }

    /** The mapping in a layout. */
    Mapping mapping(Layout layout) {
        MappingBuilder builder = Mapping.builder()
                .name(record.name)
                .record(record.path)
                .layout(layout)
                .unmapped(unmapped)
                .badValue(badValue);
        NAMESPACES.forEach(builder::namespace);
        record.columns.forEach(c -> builder.column(c.name, c.path, c.kind.type, c::add));
        record.groups.forEach(g -> builder.group(g.name, g.path, content(g)));
        return builder.build();
    }

    private static Consumer<GroupBuilder> content(Level level) {
        return builder -> {
            level.columns.forEach(c -> builder.column(c.name, c.path, c.kind.type, c::add));
            level.groups.forEach(g -> builder.group(g.name, g.path, content(g)));
        };
    }
}
