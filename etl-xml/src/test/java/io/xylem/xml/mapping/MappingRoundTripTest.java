package io.xylem.xml.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.internal.RandomPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingRoundTripTest {
    private static final Map<String, String> NAMESPACES = Map.of("f", "urn:f", "y", "urn:\"y\\", "n-1", "http://é/");
    private static final List<String> TYPES = List.of(
            "string",
            "boolean",
            "int",
            "long",
            "float",
            "double",
            "decimal(12,3)",
            "date",
            "timestamp",
            "timestamp_ntz",
            "binary(base64)",
            "binary(hex)",
            "xml");
    private static final List<String> TEXTS = List.of(
            "plain",
            "two words",
            "it's \"quoted\"",
            "back\\slash",
            "line\nbreak",
            "tab\t",
            "# no comment",
            "a: b",
            "{x}",
            "null",
            "yes",
            "0x1F",
            "1_000",
            "é\u2028\u0085",
            "😀",
            "- dash",
            "@at",
            "*star",
            "&and",
            "!bang",
            "%per",
            "…");

    private int names;
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrittenIsReadBackTheSame(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            names = 0;
            Mapping mapping = mapping();
            String yaml = mapping.toYaml();
            Mapping back = Mapping.fromYaml("seed " + seed + "." + i, yaml);
            assertThat(back).as("seed %d.%d\n%s", seed, i, yaml).isEqualTo(mapping);
            assertThat(back.fingerprint()).isEqualTo(mapping.fingerprint());
            assertThat(back.schema()).isEqualTo(mapping.schema());
            assertThat(back.toYaml()).isEqualTo(yaml);
        }
    }

    private Mapping mapping() {
        MappingBuilder builder = Mapping.builder()
                .layout(any(Layout.values()))
                .unmapped(any(Unmapped.values()))
                .badValue(any(BadValue.values()))
                .doctype(any(Doctype.values()))
                .name("the record");
        NAMESPACES.forEach(builder::namespace);
        boolean record = random.nextBoolean();
        if (record) {
            builder.record(
                    "//" + RandomPaths.element(random, NAMESPACES, true).text().replaceFirst("^/+", ""));
        }
        builder.group("root", "g", this::content);
        for (int n = random.nextInt(4); n >= 0; n--) {
            builder.column(name(), RandomPaths.any(random, NAMESPACES).text(), "string", this::rules);
        }
        return builder.build();
    }

    private void content(GroupBuilder group) {
        if (random.nextInt(4) == 0) {
            group.comment(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        for (int n = random.nextInt(4); n >= 0; n--) {
            typed(group);
        }
        Set<String> paths = new HashSet<>();
        for (int n = random.nextInt(10) - 8; n >= 0; n--) {
            String path = RandomPaths.element(random, NAMESPACES, false).text();
            if (paths.add(path.replaceAll("[ \"']", ""))) {
                group.group("g" + names++, path, this::content);
            }
        }
    }

    private void typed(GroupBuilder group) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        boolean xml = type.equals("xml");
        String path = xml
                ? RandomPaths.element(random, NAMESPACES, false).text()
                : RandomPaths.any(random, NAMESPACES).text();
        group.column(name(), path, type, c -> {
            rules(c);
            if (type.startsWith("timestamp") && random.nextBoolean()) {
                c.truncate();
            }
            if (type.equals("timestamp") && random.nextBoolean()) {
                c.zone(random.nextBoolean() ? "+02:00" : "Asia/Tokyo");
                c.format("d.M.yyyy H:mm[ 'o''clock']");
            }
            if (type.equals("date") && random.nextBoolean()) {
                c.format("yyyyMMdd");
            }
            if (!xml && random.nextInt(4) == 0) {
                c.split(random.nextBoolean() ? "whitespace" : TEXTS.get(random.nextInt(TEXTS.size())));
            }
        });
    }

    private void rules(ColumnBuilder column) {
        switch (random.nextInt(7)) {
            case 0 -> column.required();
            case 1 -> column.repeated();
            case 2 -> column.onlyFirst();
            case 3 -> column.badValue(any(BadValue.values()));
            case 4 -> column.comment(TEXTS.get(random.nextInt(TEXTS.size())));
            case 5 -> column.renamedFrom("old " + name());
            default -> {}
        }
    }

    private String name() {
        List<String> prefixes = List.of("c", "größe ", "null", "a.b", "\"", "'", "#", "y", "{", "-", "💧");
        return prefixes.get(random.nextInt(prefixes.size())) + names++;
    }

    private <T> T any(T[] constants) {
        return constants[random.nextInt(constants.length)];
    }
}
