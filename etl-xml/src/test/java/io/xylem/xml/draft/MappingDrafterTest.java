package io.xylem.xml.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.UsageException;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.Unmapped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingDrafterTest {
    private static final String F = "urn:example:flight:1";
    private static final String G = "http://example.org/geo/2.0";

    private static DraftNode leaf(String name, String type) {
        return DraftNode.element(F, name).type(type).build();
    }

    private static DraftNode.Builder flight() {
        return DraftNode.element(F, "flight")
                .child(DraftNode.attribute("", "gufi", "string").build())
                .child(DraftNode.element(F, "departure")
                        .child(DraftNode.element(G, "lat").type("decimal(9,6)").build())
                        .build())
                .child(DraftNode.element(F, "arrival")
                        .child(DraftNode.element(G, "lat").type("decimal(9,6)").build())
                        .build())
                .child(DraftNode.element(F, "code")
                        .type("string")
                        .repeated(true)
                        .build())
                .child(DraftNode.element(F, "remarks")
                        .type("string")
                        .mixed(true)
                        .build())
                .child(DraftNode.element(F, "track")
                        .child(DraftNode.element(F, "aPosition")
                                .repeated(true)
                                .remark("1 to 900 each")
                                .child(DraftNode.attribute("", "kind", "string").build())
                                .child(DraftNode.element(F, "time")
                                        .type("timestamp")
                                        .documentation("when it was there")
                                        .build())
                                .child(DraftNode.element(F, "ring")
                                        .type("double")
                                        .list(true)
                                        .build())
                                .build())
                        .build())
                .child(DraftNode.element(F, "speed")
                        .repeated(true)
                        .type("int")
                        .child(DraftNode.attribute("", "uom", "string").build())
                        .build());
    }

    @Test
    void readsLikeAMappingThatAPersonWrote() {
        Draft draft = MappingDrafter.of(flight().build()).namespace("f", F).draft();
        assertThat(draft.yaml()).isEqualTo("""
                version: 1
                namespaces:
                  f: "urn:example:flight:1"
                  geo: "http://example.org/geo/2.0"
                record: "/f:flight"
                name: flight
                layout: stacked
                unmapped: rescue
                badValue: rescue
                doctype: reject
                columns:
                  - {name: gufi,          path: "@gufi", type: string}
                  - {name: departure_lat, path: "f:departure/geo:lat", type: "decimal(9,6)"}
                  - {name: arrival_lat,   path: "f:arrival/geo:lat", type: "decimal(9,6)"}
                  - {name: code,          path: "f:code", type: string, repeated: true}
                  - {name: remarks,       path: "f:remarks", type: xml}
                groups:
                  - name: a_position  # 1 to 900 each
                    path: "f:track/f:aPosition"
                    columns:
                      - {name: kind, path: "@kind", type: string}
                      - {name: time, path: "f:time", type: timestamp, comment: "when it was there"}
                      - {name: ring, path: "f:ring", type: double, split: whitespace}
                  - name: speed
                    path: "f:speed"
                    columns:
                      - {name: speed_value, path: ".", type: int}
                      - {name: uom,         path: "@uom", type: string}
                """);
    }

    @Test
    void recordInsideTheDocumentKeepsWhatStandsAroundItOnceAndBefore() {
        DraftNode envelope = DraftNode.element("", "envelope")
                .child(DraftNode.attribute("", "id", "long").build())
                .child(DraftNode.element("", "header")
                        .rank(0)
                        .child(leaf("sender", "string"))
                        .child(DraftNode.element("", "hop")
                                .type("string")
                                .repeated(true)
                                .build())
                        .build())
                .child(flight().rank(1).repeated(true).build())
                .child(DraftNode.element("", "trailer").rank(2).type("string").build())
                .build();
        Draft draft = MappingDrafter.of(envelope).record("//flight").draft();
        assertThat(draft.mapping().record().path()).hasToString("/envelope/flight:flight");
        assertThat(draft.mapping().record().columns())
                .extracting(c -> c.name() + " " + c.path())
                .startsWith("id /envelope/@id", "sender /envelope/header/flight:sender", "gufi @gufi");
        assertThat(draft.notes())
                .containsExactly(
                        "Outside of the records, and repeated or possibly behind them, so no column reads it:",
                        "  /envelope/header/hop",
                        "  /envelope/trailer");
        assertThat(Mapping.fromYaml("draft", draft.yaml())).isEqualTo(draft.mapping());
    }

    @Test
    void wrongRecordPathNamesWhatIsThere() {
        MappingDrafter drafter = MappingDrafter.of(flight().build()).namespace("f", F);
        assertThatThrownBy(() -> drafter.record("/flight/trak/aPosition").draft())
                .isInstanceOf(UsageException.class)
                .hasMessage("no element is at the record path \"/flight/trak/aPosition\": at step 2, trak, there is"
                        + " f:arrival, f:code, f:departure, f:remarks, f:speed, f:track; correct the path");
        assertThatThrownBy(() -> drafter.record("//lat").draft())
                .isInstanceOf(UsageException.class)
                .hasMessage("the record path \"//lat\" leads to several elements: /f:flight/f:departure/geo:lat,"
                        + " /f:flight/f:arrival/geo:lat; choose one");
        assertThatThrownBy(() -> drafter.record("flight[1]").draft())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not understood; write a path of elements");
    }

    @Test
    void severalDocumentElementsNeedARecord() {
        MappingDrafter drafter = MappingDrafter.of(List.of(leaf("a", "int"), leaf("b", "int")));
        assertThatThrownBy(drafter::draft)
                .isInstanceOf(UsageException.class)
                .hasMessage("there are several document elements: flight:a, flight:b; say which elements are records");
        assertThat(drafter.record("/b").draft().mapping().record().path()).hasToString("/flight:b");
    }

    @Test
    void recordPathWithoutPrefixPrefersNoNamespace() {
        MappingDrafter drafter = MappingDrafter.of(
                List.of(leaf("a", "int"), DraftNode.element("", "a").build(), leaf("b", "int")));
        assertThat(drafter.record("/a").draft().mapping().record().path()).hasToString("/a");
        assertThat(drafter.record("/b").draft().mapping().record().path()).hasToString("/flight:b");
        assertThat(drafter.record("/flight:a").draft().mapping().record().path())
                .hasToString("/flight:a");
    }

    @Test
    void namesAreTheShortestEndsThatDiffer() {
        DraftNode root = DraftNode.element("", "root")
                .child(DraftNode.element("", "Root").type("int").build())
                .child(DraftNode.element("", "root").type("int").build())
                .child(DraftNode.element("", "_source").type("int").build())
                .child(DraftNode.element("", "XMLName").type("int").build())
                .child(DraftNode.element("", "___").type("int").build())
                .child(DraftNode.element("", "a-b.c").type("int").build())
                .build();
        assertThat(MappingDrafter.of(root).draft().mapping().record().columns())
                .extracting(c -> c.name())
                .containsExactly("root_root", "root_root_2", "source", "xml_name", "field", "a_b_c");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyTreeGivesAMappingThatReadsBackTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            DraftNode root = random(random, 4, true);
            Draft draft = MappingDrafter.of(root)
                    .unmapped(random.nextBoolean() ? Unmapped.REJECT : Unmapped.IGNORE)
                    .draft();
            String yaml = draft.yaml();
            Mapping back = Mapping.fromYaml("seed " + seed + "." + i, yaml);
            assertThat(back).as("seed %d.%d%n%s", seed, i, yaml).isEqualTo(draft.mapping());
            assertThat(columns(draft.mapping()))
                    .as("seed %d.%d%n%s", seed, i, yaml)
                    .isEqualTo(values(root, true));
        }
    }

    private static long columns(Mapping mapping) {
        return mapping.levels().stream().mapToLong(l -> l.columns().size()).sum();
    }

    /** How many places of the tree have a value. */
    private static long values(DraftNode node, boolean record) {
        if (node.attribute() || node.children().isEmpty() || (!record && node.source())) {
            return 1;
        }
        long own = node.type() != null || node.source() ? 1 : 0;
        return own + node.children().stream().mapToLong(c -> values(c, false)).sum();
    }

    private static DraftNode random(Random random, int depth, boolean root) {
        List<String> names = List.of("a", "b", "A", "aB", "größe", "_source", "x.1", "-_-".substring(1), "value");
        List<String> uris = List.of("", F, G, "urn:v3", "http://www.w3.org/XML/1998/namespace", "  ");
        DraftNode.Builder builder = DraftNode.element(pick(random, uris), pick(random, names))
                .type(random.nextInt(3) > 0 ? pick(random, List.of("string", "int", "decimal(4,2)")) : null)
                .list(random.nextInt(8) == 0)
                .repeated(!root && random.nextInt(3) == 0)
                .mixed(random.nextInt(10) == 0)
                .opaque(random.nextInt(10) == 0)
                .documentation(random.nextInt(5) == 0 ? "what it\nmeans \"here\"" : null)
                .remark(random.nextInt(5) == 0 ? "# 100 %: {e.g.}\n\u0085 \u0001\uFEFF no" : null);
        Set<String> taken = new HashSet<>();
        List<DraftNode> children = new ArrayList<>();
        for (int n = random.nextInt(4) - 1; n >= 0; n--) {
            children.add(DraftNode.attribute(n == 0 ? F : "", "a" + n, "string").build());
        }
        for (int n = depth == 0 ? -1 : random.nextInt(5) - 1; n >= 0; n--) {
            DraftNode child = random(random, depth - 1, false);
            if (taken.add(
                    (String.valueOf(child.uri()).isBlank() && !"".equals(child.uri())) + child.local() + child.uri())) {
                children.add(child);
            }
        }
        children.forEach(builder::child);
        return builder.build();
    }

    private static <T> T pick(Random random, List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
