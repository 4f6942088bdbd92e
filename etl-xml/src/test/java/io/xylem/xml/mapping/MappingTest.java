package io.xylem.xml.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.MappingException;
import io.xylem.core.schema.DataType.DecimalType;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.Layout;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ValueRules;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.core.shred.ValueRules.BinaryForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {
    static final String EXAMPLE = """
            version: 1
            namespaces: {m: "urn:example:msg:1", f: "urn:example:flight:1", g: "urn:example:geo:1"}
            record: /m:Envelope/f:flight          # one record per match, streamed; default: the document element
            name: flight                          # table name of the record level (tables layout, reports)
            layout: stacked                       # stacked | nested | tables
            unmapped: ignore                      # ignore (counted per path in the report) | rescue | reject
            badValue: rescue                      # rescue (null + entry in _rescued) | null | reject
            doctype: reject                       # reject | internal (internal subset expanded within limits)
            columns:
              - {name: message_id, path: "/m:Envelope/m:header/@id", type: string}   # absolute: outside the record
              - {name: gufi,       path: "@gufi", type: string, required: true}
              - {name: dep_lat,    path: "f:departure/g:pos/g:lat", type: double}
              - {name: icao_id,    path: "f:id[@scheme='ICAO']", type: string}
              - {name: codes,      path: "f:code", type: string, repeated: true}     # list<string>
              - {name: ring,       path: "g:posList", type: double, split: whitespace} # list<double>
            groups:                               # repeated elements; groups nest to any depth
              - name: position
                path: f:track/f:position
                columns:
                  - {name: time, path: "f:time", type: timestamp}
              - name: waypoint
                path: f:plan/f:route/f:waypoint
                columns: [{name: fix, path: "@fix", type: string}]
                groups: [{name: constraint, path: "f:constraint", columns: [{name: level, path: ".", type: int}]}]
            """;

    private static Mapping example() {
        return Mapping.builder()
                .namespace("m", "urn:example:msg:1")
                .namespace("f", "urn:example:flight:1")
                .namespace("g", "urn:example:geo:1")
                .record("/m:Envelope/f:flight")
                .name("flight")
                .layout(Layout.STACKED)
                .unmapped(Unmapped.IGNORE)
                .badValue(BadValue.RESCUE)
                .doctype(Doctype.REJECT)
                .column("message_id", "/m:Envelope/m:header/@id", "string")
                .column("gufi", "@gufi", "string", ColumnBuilder::required)
                .column("dep_lat", "f:departure/g:pos/g:lat", "double")
                .column("icao_id", "f:id[@scheme='ICAO']", "string")
                .column("codes", "f:code", "string", ColumnBuilder::repeated)
                .column("ring", "g:posList", "double", c -> c.split("whitespace"))
                .group("position", "f:track/f:position", g -> g.column("time", "f:time", "timestamp"))
                .group(
                        "waypoint",
                        "f:plan/f:route/f:waypoint",
                        g -> g.column("fix", "@fix", "string")
                                .group("constraint", "f:constraint", c -> c.column("level", ".", "int")))
                .build();
    }

    private static Mapping columns(String columns) {
        return Mapping.fromYaml("test", "version: 1\ncolumns:\n" + columns);
    }

    private static Column column(String fields) {
        return columns("  - {name: c, " + fields + "}").record().columns().get(0);
    }

    @Test
    void fileAndBuilderSayTheSame() {
        Mapping fromFile = Mapping.fromYaml("example.yaml", EXAMPLE);
        assertThat(fromFile).isEqualTo(example()).hasSameHashCodeAs(example());
        assertThat(fromFile.fingerprint()).isEqualTo(example().fingerprint()).matches("[0-9a-f]{64}");
        assertThat(fromFile.schema()).isEqualTo(example().schema());
    }

    @Test
    void everyOptionOfTheFileIsInTheBuilder() {
        Mapping file = Mapping.fromYaml("all.yaml", """
                version: 1
                namespaces: {f: "urn:f"}
                record: //f:r
                name: all
                layout: tables
                unmapped: rescue
                badValue: null
                doctype: internal
                columns:
                  - {name: a, path: "f:a", type: xml, comment: "the subtree", renamedFrom: "old a", badValue: reject}
                  - {name: b, path: "f:b", onlyFirst: true, trim: true}
                  - {name: c, path: "f:c", type: timestamp, format: "yyyyMMddHHmmss", zone: Europe/Berlin, truncate: true}
                  - {name: d, path: "f:d", type: binary(hex), repeated: true, split: ";"}
                  - {name: e, path: "f:e", type: "decimal(18,4)", required: true}
                groups:
                  - name: g
                    path: "f:g"
                    comment: "a g of the r"
                    columns: [{name: h, path: "f:h"}]
                """);
        Mapping built = Mapping.builder()
                .namespace("f", "urn:f")
                .record("//f:r")
                .name("all")
                .layout(Layout.TABLES)
                .unmapped(Unmapped.RESCUE)
                .badValue(BadValue.NULL)
                .doctype(Doctype.INTERNAL)
                .column(
                        "a",
                        "f:a",
                        "xml",
                        c -> c.comment("the subtree").renamedFrom("old a").badValue(BadValue.REJECT))
                .column("b", "f:b", "string", c -> c.onlyFirst().trim())
                .column(
                        "c",
                        "f:c",
                        "timestamp",
                        c -> c.format("yyyyMMddHHmmss").zone("Europe/Berlin").truncate())
                .column("d", "f:d", "binary(hex)", c -> c.repeated().split(";"))
                .column("e", "f:e", "decimal(18,4)", ColumnBuilder::required)
                .group("g", "f:g", g -> g.comment("a g of the r").column("h", "f:h", "string"))
                .build();
        assertThat(file).isEqualTo(built);
        assertThat(file.schema().stackedTable().fields())
                .contains(new Field("_g", Primitive.INT, true, "place of the g in its parent, from 0; a g of the r"));
        Column c = file.record().columns().get(2);
        assertThat(c.rules())
                .isEqualTo(new ValueRules(
                        false,
                        BadValue.NULL,
                        false,
                        null,
                        "yyyyMMddHHmmss",
                        ZoneId.of("Europe/Berlin"),
                        true,
                        BinaryForm.BASE64));
        assertThat(file.record().columns().get(3).rules().binary()).isEqualTo(BinaryForm.HEX);
        assertThat(file.record().columns().get(0).xml()).isTrue();
        assertThat(file.record().columns().get(0).rules().badValue()).isEqualTo(BadValue.REJECT);
    }

    @Test
    void saysNothingMeansTheDefaults() {
        Mapping mapping = columns("  - {name: c, path: x}");
        assertThat(mapping.record().path()).isEqualTo(new Path(true, List.of(anyElement()), "/*"));
        assertThat(mapping.record().name()).isEqualTo("record");
        assertThat(mapping.layout()).isEqualTo(Layout.STACKED);
        assertThat(mapping.unmapped()).isEqualTo(Unmapped.IGNORE);
        assertThat(mapping.badValue()).isEqualTo(BadValue.RESCUE);
        assertThat(mapping.doctype()).isEqualTo(Doctype.REJECT);
        assertThat(mapping.namespaces()).isEmpty();
        Column column = mapping.record().columns().get(0);
        assertThat(column.type()).isEqualTo(Primitive.STRING);
        assertThat(column.rules()).isEqualTo(ValueRules.DEFAULT);
        assertThat(column.repeated()).isFalse();
        assertThat(column.onlyFirst()).isFalse();
        assertThat(column.comment()).isNull();
    }

    private static Step anyElement() {
        return new Step(Step.Axis.CHILD, null, null, List.of());
    }

    @Test
    void namesTheRecordAfterItsElement() {
        String columns = "columns: [{name: c, path: x}]";
        assertThat(Mapping.fromYaml("t", "version: 1\nrecord: /a/trip\n" + columns)
                        .record()
                        .name())
                .isEqualTo("trip");
        assertThat(Mapping.fromYaml("t", "version: 1\nrecord: /a/*\n" + columns)
                        .record()
                        .name())
                .isEqualTo("record");
    }

    @Test
    void readsEveryType() {
        assertThat(column("path: x, type: string").type()).isEqualTo(Primitive.STRING);
        assertThat(column("path: x, type: boolean").type()).isEqualTo(Primitive.BOOLEAN);
        assertThat(column("path: x, type: int").type()).isEqualTo(Primitive.INT);
        assertThat(column("path: x, type: long").type()).isEqualTo(Primitive.LONG);
        assertThat(column("path: x, type: float").type()).isEqualTo(Primitive.FLOAT);
        assertThat(column("path: x, type: double").type()).isEqualTo(Primitive.DOUBLE);
        assertThat(column("path: x, type: date").type()).isEqualTo(Primitive.DATE);
        assertThat(column("path: x, type: timestamp").type()).isEqualTo(Primitive.TIMESTAMP);
        assertThat(column("path: x, type: timestamp_ntz").type()).isEqualTo(Primitive.TIMESTAMP_NTZ);
        assertThat(column("path: x, type: binary(base64)").type()).isEqualTo(Primitive.BINARY);
        assertThat(column("path: x, type: xml").type()).isEqualTo(Primitive.STRING);
        assertThat(column("path: x, type: \"decimal(38,0)\"").type()).isEqualTo(new DecimalType(38, 0));
    }

    @Test
    void readsDecimalInBracesWithoutQuotes() {
        assertThat(column("path: x, type: decimal(10,2)").type()).isEqualTo(new DecimalType(10, 2));
        assertThat(column("type: decimal(10, 2), path: x, required: true").type())
                .isEqualTo(new DecimalType(10, 2));
        assertThat(columns("  - name: c\n    path: x\n    type: decimal(10,2)\n")
                        .record()
                        .columns()
                        .get(0)
                        .type())
                .isEqualTo(new DecimalType(10, 2));
    }

    @Test
    void readsWordsThatYamlTakesForSomethingElse() {
        Mapping mapping = columns(
                "  - {name: y, path: y}\n  - {name: on, path: 'no'}\n  - {name: 2024, path: ., badValue: null}\n");
        assertThat(mapping.record().columns()).extracting(Column::name).containsExactly("y", "on", "2024");
        assertThat(mapping.record().columns().get(2).rules().badValue()).isEqualTo(BadValue.NULL);
    }

    @Test
    void levelsComeDepthFirstInTheOrderOfTheFile() {
        Mapping mapping = example();
        assertThat(mapping.schema().levels())
                .extracting(ShredLevel::name)
                .containsExactly("flight", "position", "waypoint", "constraint");
        assertThat(mapping.schema().levels()).extracting(ShredLevel::parent).containsExactly(-1, 0, 0, 2);
        assertThat(mapping.levels())
                .extracting(Group::name)
                .containsExactly("flight", "position", "waypoint", "constraint");
    }

    @Test
    void schemaShowsAbsolutePathsInTheMappingsPrefixesWithoutConditions() {
        List<ShredLevel> levels = example().schema().levels();
        assertThat(levels)
                .extracting(ShredLevel::path)
                .containsExactly(
                        "/m:Envelope/f:flight",
                        "/m:Envelope/f:flight/f:track/f:position",
                        "/m:Envelope/f:flight/f:plan/f:route/f:waypoint",
                        "/m:Envelope/f:flight/f:plan/f:route/f:waypoint/f:constraint");
        assertThat(levels.get(0).columns())
                .extracting(ShredColumn::path)
                .containsExactly(
                        "/m:Envelope/m:header/@id",
                        "/m:Envelope/f:flight/@gufi",
                        "/m:Envelope/f:flight/f:departure/g:pos/g:lat",
                        "/m:Envelope/f:flight/f:id",
                        "/m:Envelope/f:flight/f:code",
                        "/m:Envelope/f:flight/g:posList");
        assertThat(levels.get(3).columns().get(0).path())
                .isEqualTo("/m:Envelope/f:flight/f:plan/f:route/f:waypoint/f:constraint");
        assertThat(columns("  - {name: c, path: \".//*:a[@b='c']/@xml:id\"}")
                        .schema()
                        .levels()
                        .get(0)
                        .columns()
                        .get(0)
                        .path())
                .isEqualTo("/*//*:a/@xml:id");
    }

    @Test
    void tellsWhichStepsOfAnAbsolutePathAreTheRowsOwnAncestors() {
        Mapping mapping = Mapping.builder()
                .record("/F/Network[@open='1']/Station")
                .column("own", "/F/Network[@open='1']/@code", "string")
                .column("inside", "/F/Network[@open='1']/Station/Name", "string")
                .column("other", "/F/Network/@code", "string")
                .column("relative", "Name", "string")
                .group(
                        "channel",
                        "Block/Channel",
                        g -> g.column("block", "/F/Network[@open='1']/Station/Block/@id", "int"))
                .build();
        List<Column> columns = mapping.record().columns();
        assertThat(columns.stream().map(c -> mapping.sharedSteps(0, c.path()))).containsExactly(2, 3, 1, 0);
        assertThat(mapping.sharedSteps(
                        1, mapping.levels().get(1).columns().get(0).path()))
                .isEqualTo(4);
        assertThat(mapping.chain(1))
                .extracting(Step::local)
                .containsExactly("F", "Network", "Station", "Block", "Channel");
    }

    @Test
    void showsNamesInItsPrefixes() {
        Mapping mapping = example();
        assertThat(mapping.displayName("urn:example:flight:1", "id")).isEqualTo("f:id");
        assertThat(mapping.displayName("", "id")).isEqualTo("id");
        assertThat(mapping.displayName("urn:other", "id")).isEqualTo("{urn:other}id");
        assertThat(mapping.displayName(null, "id")).isEqualTo("*:id");
        assertThat(mapping.displayName(null, null)).isEqualTo("*");
        assertThat(mapping.displayName("http://www.w3.org/XML/1998/namespace", "lang"))
                .isEqualTo("xml:lang");
    }

    @Test
    void fingerprintChangesWithEverythingThatChangesTheOutput() {
        List<String> variants = List.of(
                EXAMPLE,
                EXAMPLE.replace("layout: stacked", "layout: nested"),
                EXAMPLE.replace("unmapped: ignore", "unmapped: rescue"),
                EXAMPLE.replace("badValue: rescue", "badValue: reject"),
                EXAMPLE.replace("doctype: reject", "doctype: internal"),
                EXAMPLE.replace("name: flight", "name: flights"),
                EXAMPLE.replace("name: gufi", "name: gufis"),
                EXAMPLE.replace("\"@gufi\"", "\"@gufy\""),
                EXAMPLE.replace("\"@gufi\"", "\"gufi\""),
                EXAMPLE.replace(", required: true", ""),
                EXAMPLE.replace(", required: true", ", required: true, comment: x"),
                EXAMPLE.replace(", required: true", ", required: true, renamedFrom: x"),
                EXAMPLE.replace(", repeated: true", ""),
                EXAMPLE.replace(", repeated: true", ", onlyFirst: true"),
                EXAMPLE.replace(", repeated: true", ", trim: true"),
                EXAMPLE.replace("split: whitespace", "split: \",\""),
                EXAMPLE.replace("type: timestamp", "type: timestamp_ntz"),
                EXAMPLE.replace("type: timestamp", "type: timestamp, zone: UTC"),
                EXAMPLE.replace("type: timestamp", "type: timestamp, truncate: true"),
                EXAMPLE.replace("type: timestamp", "type: timestamp, format: yyyyMMddHHmmssX"),
                EXAMPLE.replace("    path: f:track/f:position", "    path: f:track/f:position\n    comment: x"),
                EXAMPLE.replace("'ICAO'", "'IATA'"),
                EXAMPLE.replace("f:track/f:position", "f:track//f:position"),
                EXAMPLE.replace("urn:example:geo:1", "urn:example:geo:2"));
        Set<String> fingerprints = new HashSet<>();
        for (String variant : variants) {
            assertThat(fingerprints.add(Mapping.fromYaml("v", variant).fingerprint()))
                    .as(variant)
                    .isTrue();
        }
    }

    @Test
    void fingerprintIgnoresHowTheFileIsWritten() {
        String other = EXAMPLE.replaceAll(" +#.*", "")
                .replace(
                        "{m: \"urn:example:msg:1\", f: \"urn:example:flight:1\", g: \"urn:example:geo:1\"}",
                        "\n  g: urn:example:geo:1\n  f: urn:example:flight:1\n  m: urn:example:msg:1");
        assertThat(Mapping.fromYaml("o", other).fingerprint())
                .isEqualTo(example().fingerprint());
    }

    @Test
    void survivesSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(example());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Mapping copy = (Mapping) in.readObject();
            assertThat(copy).isEqualTo(example());
            assertThat(copy.schema()).isEqualTo(example().schema());
            assertThat(copy.fingerprint()).isEqualTo(example().fingerprint());
        }
    }

    @Test
    void readsAFileWithAByteOrderMark(@TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path file = Files.writeString(folder.resolve("m.yaml"), "\uFEFF" + EXAMPLE);
        assertThat(Mapping.fromYaml(file)).isEqualTo(example());
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> Mapping.fromYaml(missing))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(missing + ": there is no such file");
        java.nio.file.Path latin =
                Files.write(folder.resolve("latin.yaml"), "version: 1 # é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Mapping.fromYaml(latin))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(latin + ": it is not UTF-8");
        java.nio.file.Path huge = Files.writeString(folder.resolve("huge.yaml"), " ".repeat(3 << 20));
        assertThatThrownBy(() -> Mapping.fromYaml(huge))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(huge + ": it has more than");
        assertThatThrownBy(() -> Mapping.fromYaml(folder))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(folder + ": ");
    }

    @Test
    void builderReportsEverythingAtOnceByName() {
        assertThatThrownBy(() -> Mapping.builder()
                        .namespace("f", "urn:a")
                        .namespace("f", "urn:b")
                        .column("a", "x:y", "string")
                        .column("b", "y", "strin")
                        .group("g", "@z", g -> {})
                        .build())
                .isInstanceOf(MappingException.class)
                .hasMessage(String.join(
                        "\n",
                        "mapping builder: namespace f: it is declared twice — keep one of the two",
                        "mapping builder: column a: path \"x:y\", character 1: the prefix x is not declared"
                                + " — did you mean f? if not, add it under namespaces: {x: \"...\"}",
                        "mapping builder: column b: the type \"strin\" is unknown — did you mean string?",
                        "mapping builder: group g: an attribute cannot be a group — name the repeated element",
                        "mapping builder: group g has no columns and no groups"
                                + " — add columns: [{name: ..., path: ..., type: ...}]"));
    }

    private static Mapping toSelectFrom(Layout layout, Unmapped unmapped) {
        return Mapping.builder()
                .record("/r/s")
                .layout(layout)
                .unmapped(unmapped)
                .column("a", "a", "string")
                .column("key", "@key", "string", column -> column.required())
                .column("n", "n", "int", column -> column.badValue(BadValue.REJECT))
                .group("g", "g", group -> group.column("b", "b", "string"))
                .group("h", "h", group -> group.column("c", "c", "string", column -> column.required()))
                .build();
    }

    private static List<String> names(Group group) {
        List<String> names =
                new ArrayList<>(group.columns().stream().map(Column::name).toList());
        group.groups().forEach(inner -> names.addAll(List.of("(" + inner.name() + names(inner) + ")")));
        return names;
    }

    @Test
    void aSelectionKeepsAllGroupsAndWhateverMayRefuseADocument() {
        Mapping mapping = toSelectFrom(Layout.STACKED, Unmapped.IGNORE);
        assertThat(names(mapping.selecting(Set.of()).record())).containsExactly("key", "n", "(g[])", "(h[c])");
        assertThat(names(mapping.selecting(Set.of("a", "b", "_source")).record()))
                .containsExactly("a", "key", "n", "(g[b])", "(h[c])");
        assertThat(names(toSelectFrom(Layout.NESTED, Unmapped.IGNORE)
                        .selecting(Set.of())
                        .record()))
                .containsExactly("key", "n", "(h[c])");
        assertThat(names(toSelectFrom(Layout.NESTED, Unmapped.IGNORE)
                        .selecting(Set.of("g"))
                        .record()))
                .containsExactly("key", "n", "(g[b])", "(h[c])");
    }

    @Test
    void aSelectionThatWantsWhatIsRescuedIsTheMappingItself() {
        Mapping mapping = toSelectFrom(Layout.STACKED, Unmapped.IGNORE);
        assertThat(mapping.selecting(Set.of("_rescued"))).isSameAs(mapping);
        Mapping counted = toSelectFrom(Layout.STACKED, Unmapped.REJECT);
        assertThat(counted.selecting(Set.of("a"))).isSameAs(counted);
    }
}
